#include "run/change_standardised.h"

#include <algorithm>
#include <string>
#include <vector>

#include "compare/adjusted.h"
#include "compare/benchmark.h"
#include "estimate/estimate.h"
#include "run/counted.h"

namespace kith::run {

namespace {

using finding::Comparison;
using finding::Finding;

bool levels_are_large(const WavePair& waves) {
  const study::PlannedChange& planned = waves.planned();
  std::vector<std::vector<std::string>> breakdowns;
  breakdowns.reserve(planned.standardise.size());
  for (const std::string& name : planned.standardise) {
    breakdowns.push_back(compare::columns_of(name));
  }
  return std::ranges::all_of(std::vector{planned.from, planned.to}, [&](const std::string& wave) {
    const estimate::Estimates levels = estimate::estimate(waves.table(), {.measures = {waves.measure()},
                                                                          .breakdowns = breakdowns,
                                                                          .where = waves.where_wave(wave),
                                                                          .design = waves.design()});
    return std::ranges::all_of(levels.findings(), [&](const Finding& level) {
      const Counted people(level);
      return people.base == 0 || people.both_sides(waves.study().disclosure.minimum_cell);
    });
  });
}

compare::Side side_of(const WavePair& waves, const std::string& wave) {
  return {
      .table = &waves.table(), .measure = waves.measure(), .where = waves.where_wave(wave), .design = waves.design()};
}

}  // namespace

void standardise(const WavePair& waves, Comparison& comparison) {
  const study::PlannedChange& planned = waves.planned();
  if (planned.standardise.empty()) {
    return;
  }
  if (!levels_are_large(waves)) {
    comparison.not_adjusted = "Too few people in one of the groups that would be weighted.";
    return;
  }
  std::vector<compare::Characteristic> characteristics;
  characteristics.reserve(planned.standardise.size());
  for (const std::string& name : planned.standardise) {
    characteristics.push_back({name, name});
  }
  const compare::AdjustedComparison found = compare::compare_adjusted(
      side_of(waves, planned.to), side_of(waves, planned.from), characteristics,
      {.samples = compare::Samples::OneDesign, .smallest_difference = waves.smallest_difference()});
  if (found.adjusted) {
    Comparison::Adjusted& adjusted = comparison.adjusted.emplace(compare::carried(found, "rake", planned.standardise));
    adjusted.e_value.reset();
    adjusted.e_value_limit.reset();
  } else if (found.refusal) {
    comparison.not_adjusted = found.refusal->code == "margin-not-met"
                                  ? "Nobody in the earlier wave is like some of those who answered later."
                                  : "Too few in the earlier wave are like those who answered later.";
  }
}

}  // namespace kith::run
