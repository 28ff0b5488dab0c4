#include "run/group_tests.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>

#include "base/round.h"
#include "compare/benchmark.h"
#include "compare/subgroups.h"
#include "num/p_adjust.h"
#include "run/benchmark_data.h"

namespace kith::run {

namespace {

using compare::Gap;
using disclose::Safe;
using finding::Finding;
using finding::GroupTest;

constexpr double confidence = 0.95;
constexpr std::size_t most_pairs_of = 6;  // levels

// Whether the base of a released figure is shown as it is.
bool exact_base(const Finding& shown) {
  return !shown.bases.band &&
         std::ranges::none_of(shown.notes, [](const finding::Note& note) { return note.code == "rounded-base"; });
}

// One level: its figure as it was estimated and as it is shown.
struct Member {
  std::size_t index = 0;  // in Estimated::findings
  const Finding* shown = nullptr;
};

struct Planned {
  const study::PlannedSubgroup* plan = nullptr;
  const Estimated* estimated = nullptr;
  std::vector<Member> members;
  std::optional<compare::EqualityTest> test;
  std::vector<Gap> pairs;
  std::vector<compare::LevelBenchmark> benchmarks;  // one for each level, or none
  GroupTest result;
};

const Finding* released_as(const std::vector<Safe<Finding>>& released, std::string_view id) {
  const auto found = std::ranges::find_if(released, [&](const Safe<Finding>& one) { return one->id == id; });
  return found == released.end() ? nullptr : &**found;
}

void find_members(Planned& planned, const std::vector<Estimated>& estimated,
                  const std::vector<Safe<Finding>>& released) {
  for (const Estimated& one : estimated) {
    for (std::size_t i = 0; i < one.findings.size(); ++i) {
      const Finding& finding = one.findings[i];
      if (finding.id.empty() || finding.indicator != planned.plan->indicator || !finding.category.empty() ||
          finding.by.size() != 1 || finding.by.front().dimension != planned.result.dimension ||
          !(planned.plan->benchmarks.empty() || planned.plan->benchmarks.contains(finding.by.front().code))) {
        continue;
      }
      const Finding* shown = released_as(released, finding.id);
      if (shown == nullptr || shown->withheld || !shown->value || !finding.value) {
        ++planned.result.not_shown;
      } else {
        planned.estimated = &one;
        planned.result.kind = finding.kind;
        planned.result.levels.push_back(finding.by.front());
        planned.members.push_back({i, shown});
      }
    }
  }
}

void find_benchmarks(const study::Study& study, Planned& planned) {
  for (const finding::Level& level : planned.result.levels) {
    const std::string& set = planned.plan->benchmarks.at(level.code);
    study::Benchmark benchmark;
    if (const study::Benchmark* found = study.benchmark(planned.plan->indicator, set)) {
      benchmark = found->computed ? computed(*found, read_benchmark_data(study, *found, {})) : *found;
    }
    planned.benchmarks.push_back({set, benchmark.percent / 100, compare::standard_error(benchmark)});
    planned.result.benchmarks.push_back(benchmark.label);
  }
}

void find_pairs(Planned& planned) {
  const std::size_t levels = planned.members.size();
  for (std::size_t a = 0; a < levels; ++a) {
    for (std::size_t b = a + 1; b < levels; ++b) {
      const Finding found = planned.estimated->estimates.difference(planned.members[a].index, planned.members[b].index);
      const double se = found.se.value_or(0);
      planned.pairs.push_back({a, b, found.value.value_or(0), se * se, found.df.value_or(0)});
    }
  }
}

void test(const study::Study& study, Planned& planned) {
  if (planned.members.size() < 2) {
    planned.result.reason = "Fewer than two groups have a figure that is shown.";
    return;
  }
  find_pairs(planned);
  if (!planned.plan->benchmarks.empty()) {
    find_benchmarks(study, planned);
    planned.pairs = compare::from_benchmarks(std::move(planned.pairs), planned.benchmarks);
  }
  planned.test = compare::equality(planned.members.size(), planned.pairs);
  if (!planned.test) {
    planned.result.reason = "There are too few clusters of respondents for a test between so many groups.";
  }
}

// Adjusted within each family: Holm for the headline, Benjamini and Hochberg elsewhere.
void adjust(std::vector<Planned>& all) {
  std::map<std::string, std::vector<Planned*>> families;
  for (Planned& one : all) {
    if (one.test) {
      families[one.plan->family].push_back(&one);
    }
  }
  for (const auto& [family, members] : families) {
    std::vector<double> p;
    p.reserve(members.size());
    for (const Planned* member : members) {
      p.push_back(member->test ? member->test->p : 1);
    }
    const std::vector<double> q =
        num::adjusted(p, family == "headline" ? num::Adjustment::Holm : num::Adjustment::BenjaminiHochberg);
    for (std::size_t i = 0; i < q.size(); ++i) {
      members[i]->result.q = q[i];
    }
  }
}

// ---- what is shown --------------------------------------------------------------------------------------------------

double rounded(double value, int decimals) {
  return round_half_up(value, decimals) + 0.0;  // no -0
}

// The decimals of limits: whole points of shares; of means as many as the first two digits of the standard error fill.
int decimals_of(const GroupTest& of, const Gap& gap) {
  if (of.kind == finding::Kind::Share || !(gap.variance > 0)) {
    return 2;
  }
  return std::clamp(1 - static_cast<int>(std::floor(std::log10(std::sqrt(gap.variance)) + 1e-9)), 0, 12);
}

// Differences of figures that are rounded already: what is left of them is not noise of the subtraction.
double difference_of_shown(double value) {
  return rounded(value, 9);
}

// The level's figure as it is shown, less its benchmark.
double own_figure(const Planned& planned, std::size_t level) {
  const double benchmark = planned.benchmarks.empty() ? 0 : rounded(planned.benchmarks[level].value, 2);
  return planned.members[level].shown->value.value_or(0) - benchmark;
}

// Of the figures as they are shown, so that readers who subtract get the same.
double shown_difference(const Planned& planned, const GroupTest::Gap& gap, int decimals) {
  const double own = own_figure(planned, gap.a);
  if (gap.b) {
    return difference_of_shown(own - own_figure(planned, *gap.b));
  }
  double others = 0;
  for (std::size_t level = 0; level < planned.members.size(); ++level) {
    others += level == gap.a ? 0 : own_figure(planned, level);
  }
  const double difference = own - others / static_cast<double>(planned.members.size() - 1);
  return planned.result.kind == finding::Kind::Share ? rounded(difference, 2) : rounded(difference, decimals);
}

bool all_exact(const Planned& planned) {
  return std::ranges::all_of(planned.members, [](const Member& member) { return exact_base(*member.shown); });
}

bool shows_limits(const Planned& planned, const GroupTest::Gap& gap) {
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

std::vector<Gap> gaps_of(const Planned& planned) {
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

void conclude(const study::Study& study, Planned& planned) {
  GroupTest& result = planned.result;
  if (!planned.test) {
    result.verdict = "not tested";
    return;
  }
  const double smallest = result.kind == finding::Kind::Share ? study.smallest_difference : 0;
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
    shown.difference = shown_difference(planned, shown, decimals);
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
}

void show_numbers(Planned& planned) {
  GroupTest& result = planned.result;
  if (!planned.test || !all_exact(planned)) {
    result.q.reset();
    return;
  }
  result.statistic = rounded(planned.test->statistic, 2);
  result.df1 = planned.test->df1;
  result.df2 = std::isfinite(planned.test->df2) ? std::optional(rounded(planned.test->df2, 1)) : std::nullopt;
  result.p = rounded(planned.test->p, 3);
  result.q = rounded(result.q.value_or(1), 3);
}

}  // namespace

std::vector<GroupTest> test_groups(const study::Study& study, const std::vector<Estimated>& estimated,
                                   const std::vector<Safe<Finding>>& released) {
  std::vector<Planned> all;
  for (const study::PlannedSubgroup& plan : study.subgroups) {
    const study::Breakdown* breakdown = study.breakdown(plan.by);
    if (breakdown == nullptr || breakdown->dimensions.size() != 1) {
      continue;  // the loader has refused it
    }
    Planned& planned = all.emplace_back();
    planned.plan = &plan;
    planned.result.indicator = plan.indicator;
    planned.result.dimension = breakdown->dimensions.front();
    planned.result.family = plan.family;
    find_members(planned, estimated, released);
    test(study, planned);
  }
  adjust(all);
  std::vector<GroupTest> results;
  for (Planned& planned : all) {
    conclude(study, planned);
    show_numbers(planned);
    results.push_back(std::move(planned.result));
  }
  return results;
}

}  // namespace kith::run
