#include "run/level_labels.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include <fmt/format.h>

#include "base/text.h"
#include "study/dimension.h"

namespace kith::run {

namespace {

std::string name_of(const study::Study& study, const std::string& question) {
  const auto indicator = std::ranges::find_if(study.indicators, [&](const study::Indicator& one) {
    return one.question == question && !one.short_label.empty();
  });
  if (indicator != study.indicators.end()) {
    return indicator->short_label + ":";
  }
  for (const study::Instrument& instrument : study.instruments) {
    if (const study::Question* found = instrument.question(question)) {
      return found->text.ends_with('?') ? found->text : found->text + ":";
    }
  }
  return question + ":";
}

}  // namespace

void name_levels(const study::Study& study, std::vector<finding::Finding>& findings) {
  std::map<std::string, std::set<std::string>> dimensions;  // of each label
  for (const finding::Finding& finding : findings) {
    for (const finding::Level& level : finding.by) {
      dimensions[text::fold(level.label)].insert(level.dimension);
    }
  }
  for (finding::Finding& finding : findings) {
    for (finding::Level& level : finding.by) {
      if (dimensions[text::fold(level.label)].size() > 1 && !study::is_fixed_dimension(study, level.dimension)) {
        level.label = fmt::format("{} {}", name_of(study, level.dimension), level.label);
      }
    }
  }
}

}  // namespace kith::run
