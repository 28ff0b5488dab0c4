// From a planned test to what is shown of it.
#include <algorithm>
#include <cmath>

#include "base/round.h"
#include "compare/benchmark.h"
#include "num/p_adjust.h"
#include "run/planned_group_test.h"

namespace kith::run {

namespace {

using compare::Gap;
using finding::Finding;
using finding::GroupTest;

constexpr double confidence = 0.95;
constexpr std::size_t most_pairs_of = 6;  // levels

// The decimals of limits: whole points of shares; of means as many as the standard error makes meaningful.
int decimals_of(const GroupTest& of, const Gap& gap) {
  const bool share = of.kind == finding::Kind::Share;
  return share ? 2 : std::clamp(meaningful_decimals(std::sqrt(gap.variance)).value_or(2), 0, 12);
}

// The level's figure as it is shown, less its benchmark.
double own_figure(const PlannedGroupTest& planned, std::size_t level) {
  const double benchmark = planned.benchmarks.empty() ? 0 : rounded(planned.benchmarks[level].value, 2);
  return planned.members[level].shown->value.value_or(0) - benchmark;
}

// Of the figures as they are shown, so that readers who subtract get the same.
double shown_difference(const PlannedGroupTest& planned, const GroupTest::Gap& gap, int decimals) {
  const double own = own_figure(planned, gap.a);
  if (gap.b) {
    return difference_of_shown(own, own_figure(planned, *gap.b));
  }
  double others = 0;
  for (std::size_t level = 0; level < planned.members.size(); ++level) {
    others += level == gap.a ? 0 : own_figure(planned, level);
  }
  const double difference = own - others / static_cast<double>(planned.members.size() - 1);
  return planned.result.kind == finding::Kind::Share ? rounded(difference, 2) : rounded(difference, decimals);
}

bool all_exact(const PlannedGroupTest& planned) {
  return std::ranges::all_of(planned.members,
                             [](const PlannedGroupTest::Member& member) { return exact_base(*member.shown); });
}

bool shows_limits(const PlannedGroupTest& planned, const GroupTest::Gap& gap) {
  const auto shows = [&](std::size_t level) {
    const Finding& shown = *planned.members[level].shown;
    const bool share = planned.result.kind == finding::Kind::Share;
    // A rounded base keeps its standard error only where respondents were clustered; limits of means are finer than the
    // gate shows them beside a band.
    return shown.interval.has_value() && (exact_base(shown) || (shown.bases.band ? share : shown.se.has_value()));
  };
  if (gap.b) {
    return shows(gap.a) && shows(*gap.b);
  }
  for (std::size_t level = 0; level < planned.members.size(); ++level) {
    if (!shows(level)) {
      return false;
    }
  }
  return true;
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

void show_numbers(const compare::EqualityTest& test, PlannedGroupTest& planned) {
  GroupTest& result = planned.result;
  if (!all_exact(planned)) {
    result.q.reset();
    return;
  }
  result.statistic = rounded(test.statistic, 2);
  result.df1 = test.df1;
  result.df2 = std::isfinite(test.df2) ? std::optional(rounded(test.df2, 1)) : std::nullopt;
  result.p = rounded(test.p, 3);
  result.q = rounded(result.q.value_or(1), 3);
}

}  // namespace

bool exact_base(const Finding& shown) {
  return !shown.bases.band &&
         std::ranges::none_of(shown.notes, [](const finding::Note& note) { return note.code == "rounded-base"; });
}

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
    const int decimals = decimals_of(result, gaps[i]);
    // Of means from full precision where bases are exact: their errors may be far larger than that of the difference.
    shown.difference = result.kind != finding::Kind::Share && all_exact(planned)
                           ? rounded(gaps[i].difference, decimals)
                           : shown_difference(planned, shown, decimals);
    const auto limits = compare::interval(gaps[i], confidence);
    shown.verdict = compare::verdict(gaps[i].difference, limits, q[i], smallest);
    if ((shown.verdict == "higher" || shown.verdict == "lower") && result.verdict != "differ") {
      shown.verdict = "no clear difference";  // the groups as a whole do not differ
    }
    if (limits && shows_limits(planned, shown)) {
      shown.interval = {rounded(limits->low, decimals), rounded(limits->high, decimals), limits->level, limits->method};
    }
    if (all_exact(planned)) {
      shown.q = rounded(q[i], 3);
    }
  }
  show_numbers(*planned.test, planned);
}

}  // namespace kith::run
