// From a planned test to what it found.
#include <algorithm>
#include <cmath>

#include "base/round.h"
#include "compare/benchmark.h"
#include "num/p_adjust.h"
#include "run/planned_group_test.h"

namespace kith::run {

namespace {

using compare::Gap;
using finding::GroupTest;

constexpr double confidence = 0.95;
constexpr std::size_t most_pairs_of = 6;  // levels

// The decimals of limits: whole points of shares; of means as many as the standard error makes meaningful.
int decimals_of(const GroupTest& of, const Gap& gap) {
  const bool share = of.kind == finding::Kind::Share;
  return share ? 2 : std::clamp(meaningful_decimals(std::sqrt(gap.variance)).value_or(2), 0, 12);
}

std::vector<Gap> gaps_of(const PlannedGroupTest& planned) {
  const std::size_t levels = planned.members.size();
  if (levels <= most_pairs_of) {
    return planned.pairs;
  }
  std::vector<Gap> gaps;
  gaps.reserve(levels);
  for (std::size_t level = 0; level < levels; ++level) {
    gaps.push_back(compare::from_mean_of_others(level, levels, planned.pairs));
  }
  return gaps;
}

bool within(const std::vector<Gap>& gaps, double smallest) {
  return std::ranges::all_of(gaps, [&](const Gap& gap) {
    const auto limits = compare::interval(gap, confidence);
    return limits && limits->low > -smallest && limits->high < smallest;
  });
}

}  // namespace

void conclude(const study::Study& study, PlannedGroupTest& planned) {
  GroupTest& result = planned.result;
  if (!planned.test) {
    result.verdict = "not tested";
    result.q.reset();
    return;
  }
  const study::Indicator* indicator = study.indicator(result.indicator);
  const double smallest = indicator == nullptr ? 0 : study.smallest_difference_of(*indicator);
  result.verdict = within(planned.pairs, smallest) ? "practically the same"
                   : result.q.value_or(1) < 0.05   ? "differ"
                                                   : "no clear difference";
  const std::vector<Gap> gaps = gaps_of(planned);
  std::vector<double> p;
  p.reserve(gaps.size());
  for (const Gap& gap : gaps) {
    p.push_back(compare::p_of(gap).value_or(1));
  }
  const std::vector<double> q = num::adjusted(p, num::Adjustment::BenjaminiHochberg);
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    GroupTest::Gap& shown = result.gaps.emplace_back();
    shown.a = gaps[i].a;
    shown.b = gaps[i].a == gaps[i].b ? std::nullopt : std::optional(gaps[i].b);
    shown.decimals = decimals_of(result, gaps[i]);
    shown.difference = gaps[i].difference;
    const auto limits = compare::interval(gaps[i], confidence);
    shown.verdict = compare::verdict(gaps[i].difference, limits, q[i], smallest);
    if ((shown.verdict == "higher" || shown.verdict == "lower") && result.verdict != "differ") {
      shown.verdict = "no clear difference";  // the groups as a whole do not differ
    }
    const double family = std::max(q[i], result.q.value_or(1));  // a pair is called only where they do
    if (limits) {
      shown.interval = {limits->low, limits->high, limits->level, limits->method};
    }
    shown.q = family;
  }
  result.statistic = planned.test->statistic;
  result.df1 = planned.test->df1;
  result.df2 = std::isfinite(planned.test->df2) ? std::optional(planned.test->df2) : std::nullopt;
  result.p = planned.test->p;
  result.q = result.q.value_or(1);
  for (const compare::LevelBenchmark& one : planned.benchmarks) {
    result.benchmark_values.push_back(one.value);
  }
}

}  // namespace kith::run
