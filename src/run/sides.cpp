#include "run/sides.h"

#include <algorithm>

#include <fmt/format.h>

#include "run/indicators.h"

namespace kith::run {

Sides::Sides(const study::Study& study, const study::Indicator& indicator, const study::Benchmark& benchmark,
             const std::vector<std::string>& adjust, const Respondents& respondents)
    : benchmark_(benchmark), respondents_(respondents), measure_(measure_of(indicator, respondents_.table)) {
  std::vector<std::string> theirs;
  for (const std::string& word : adjust) {
    characteristics_.push_back(compare::characteristic_of(word));
    theirs.push_back(characteristics_.back().benchmark);
  }
  if (!benchmark.data_file().empty()) {
    data_ = read_benchmark_data(study, benchmark, theirs);
    compare::add_characteristics(names(), respondents_.table);
  }
  if (benchmark.computed && data_) {
    benchmark_ = computed(benchmark, *data_, study);
  }
}

std::vector<std::string> Sides::names() const {
  std::vector<std::string> names;
  names.reserve(characteristics_.size());
  for (const compare::Characteristic& one : characteristics_) {
    names.push_back(one.participants);
  }
  return names;
}

std::string Sides::where_of(const finding::Finding& finding) const {
  std::string where = fmt::format("{} == \"yes\"", in_study);
  const bool has_wave = std::ranges::find(finding.by, "wave", &finding::Level::dimension) != finding.by.end();
  if (respondents_.waves.size() > 1 && !has_wave && !finding.wave.empty()) {
    where += fmt::format(" and wave == \"{}\"", finding.wave);
  }
  for (const finding::Level& level : finding.by) {
    where += fmt::format(" and {} == \"{}\"", level.dimension, level.code);
  }
  return where;
}

compare::Side Sides::participants(const finding::Finding& finding) const {
  return {.table = &respondents_.table, .measure = measure_, .where = where_of(finding), .design = respondents_.design};
}

compare::AdjustOptions adjust_options(const study::Study& study, const std::string& method) {
  return {.method = compare::reweighting(method).value_or(compare::Reweighting::Rake),
          .smallest_benchmark = study.disclosure.withhold_below,
          .smallest_side = study.disclosure.minimum_cell,
          .smallest_level = study.disclosure.minimum_cell};
}

std::string refusal_text(const compare::Refusal& refusal) {
  return refusal.code == "margin-not-met" ? "The benchmark's data have nobody like some of the participants."
         : refusal.code == "small-effective-base" || refusal.code == "small-benchmark"
             ? "Too few in the benchmark's data are like the participants."
             : "The benchmark's data do not allow it.";
}

}  // namespace kith::run
