#include "run/change_standardised.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/problem.h"
#include "compare/adjusted.h"
#include "compare/benchmark.h"
#include "estimate/estimate.h"
#include "run/counted.h"

namespace kith::run {

namespace {

using finding::Comparison;
using finding::Finding;

// The groups of each characteristic in a wave.
estimate::Estimates levels_in(const WavePair& waves, const std::string& wave) {
  std::vector<std::vector<std::string>> breakdowns;
  breakdowns.reserve(waves.planned().standardise.size());
  for (const std::string& name : waves.planned().standardise) {
    breakdowns.push_back(compare::columns_of(name));
  }
  return estimate::estimate(waves.table(), {.measures = {waves.measure()},
                                            .breakdowns = std::move(breakdowns),
                                            .where = waves.where_wave(wave),
                                            .design = waves.design()});
}

bool is_level_of(const Finding& level, const std::vector<std::string>& columns) {
  return std::ranges::equal(level.by, columns, {}, &finding::Level::dimension);
}

void expect_answers(const WavePair& waves, const std::string& wave, const std::vector<Finding>& levels) {
  Problems problems;
  for (const std::string& name : waves.planned().standardise) {
    const std::vector<std::string> columns = compare::columns_of(name);
    const bool any = std::ranges::any_of(
        levels, [&](const Finding& level) { return level.bases.unweighted > 0 && is_level_of(level, columns); });
    if (!any) {
      problems.add("characteristic-not-asked",
                   fmt::format("the change of `{}` cannot be standardised by `{}`: nobody in wave `{}` has an answer "
                               "to it",
                               waves.planned().indicator, name, wave),
                   waves.planned().where, "remove it from `standardise`");
    }
  }
  problems.throw_if_any();
}

bool levels_are_large(const WavePair& waves) {
  return std::ranges::all_of(std::vector{waves.planned().from, waves.planned().to}, [&](const std::string& wave) {
    const estimate::Estimates levels = levels_in(waves, wave);
    expect_answers(waves, wave, levels.findings());
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
