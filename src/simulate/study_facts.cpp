#include "simulate/study_facts.h"

#include <algorithm>

namespace kith::simulate {

std::vector<std::string> themes_of(const study::Study& study, const std::string& population,
                                   const std::string& question) {
  for (const study::CodedQuestion& coded : study.coded) {
    if (coded.population == population && coded.question == question) {
      return coded.themes;
    }
  }
  return {};
}

bool leaves_base(const study::Study& study, const std::string& population, const study::Question& question,
                 const study::Option& option) {
  return !option.missing.empty() || std::ranges::any_of(study.indicators, [&](const study::Indicator& indicator) {
    return indicator.population == population && indicator.question == question.name &&
           std::ranges::find(indicator.exclude, option.code) != indicator.exclude.end();
  });
}

const study::CodedQuestion* coded_by(const study::Study& study, const study::Indicator& indicator) {
  const auto found = std::ranges::find_if(study.coded, [&](const study::CodedQuestion& coded) {
    return coded.population == indicator.population &&
           std::ranges::find(coded.themes, indicator.theme) != coded.themes.end();
  });
  return indicator.theme.empty() || found == study.coded.end() ? nullptr : &*found;
}

}  // namespace kith::simulate
