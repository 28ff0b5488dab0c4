#include "run/group_tests.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "compare/adjusted_groups.h"
#include "compare/benchmark.h"
#include "disclose/groups.h"
#include "num/p_adjust.h"
#include "run/benchmark_data.h"
#include "run/planned_group_test.h"
#include "run/sides.h"

namespace kith::run {

namespace {

using disclose::Safe;
using finding::Finding;
using finding::GroupTest;

using Planned = PlannedGroupTest;

const Finding* released_as(const std::vector<Safe<Finding>>& released, std::string_view id) {
  const auto found = std::ranges::find_if(released, [&](const Safe<Finding>& one) { return one->id == id; });
  return found == released.end() ? nullptr : &**found;
}

GroupTest::Of what_of(const study::PlannedSubgroup& plan) {
  return !plan.benchmark.empty()    ? GroupTest::Of::FromPeopleLikeThem
         : !plan.benchmarks.empty() ? GroupTest::Of::FromBenchmarks
                                    : GroupTest::Of::Figures;
}

// Why a level that is shown has no part in a test.
void leave_out(Planned& planned, const std::string& reason) {
  std::vector<GroupTest::LeftOut>& all = planned.result.left_out;
  const auto found = std::ranges::find(all, reason, &GroupTest::LeftOut::reason);
  ++(found == all.end() ? all.emplace_back(0, reason) : *found).groups;
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
      } else if (!finding.df || !(*finding.df > 0)) {
        leave_out(planned,
                  "Answers that all come from a single project or place do not tell how much of them is chance.");
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
      benchmark = found->computed ? computed(*found, read_benchmark_data(study, *found, {}), study) : *found;
    }
    planned.benchmarks.push_back({set, benchmark.value, compare::standard_error(benchmark)});
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

// Keeps the levels with an adjusted difference, and the gaps between these. Beside a base that is not shown exactly the
// release has no adjusted figure (disclose/release.h), so such a level has none here either.
void find_people_like_them(const study::Study& study, const study::Indicator& indicator,
                           const study::Benchmark& benchmark, const Respondents& respondents, Planned& planned) {
  const Sides sides(study, indicator, benchmark, planned.plan->adjust, respondents);
  std::vector<std::size_t> asked;
  std::vector<compare::Side> groups;
  for (std::size_t level = 0; level < planned.members.size(); ++level) {
    if (disclose::exact_base(*planned.members[level].shown)) {
      asked.push_back(level);
      groups.push_back(sides.participants(planned.estimated->findings[planned.members[level].index]));
    } else {
      leave_out(planned, "Beside a base that is not shown exactly there is no comparison with people like them.");
    }
  }
  compare::AdjustedGroups found;
  if (sides.survey() == nullptr || planned.members.empty()) {
    return;  // the loader has refused a benchmark without data
  }
  Finding everyone = planned.estimated->findings[planned.members.front().index];
  everyone.by.clear();
  const compare::AdjustedComparison whole =
      compare::compare_adjusted(sides.participants(everyone), *sides.survey(), sides.characteristics(),
                                adjust_options(study, planned.plan->method));
  if (compare::lacks_level(whole)) {  // as in run/comparisons.cpp
    for (std::size_t level = 0; level < asked.size(); ++level) {
      leave_out(planned, refusal_text(whole.refusal.value_or(compare::Refusal{})));
    }
  } else {
    found = compare::compare_adjusted_groups(groups, *sides.survey(), sides.characteristics(),
                                             adjust_options(study, planned.plan->method));
  }
  for (const compare::AdjustedComparison& group : found.groups) {
    if (!group.adjusted) {
      leave_out(planned, refusal_text(group.refusal.value_or(compare::Refusal{})));
    }
  }
  std::vector<Planned::Member> members;
  std::vector<finding::Level> levels;
  for (const std::size_t group : found.made) {
    const compare::Contrast contrast = found.groups[group].adjusted.value_or(compare::Contrast{});
    members.push_back(planned.members[asked[group]]);
    levels.push_back(planned.result.levels[asked[group]]);
    planned.benchmarks.push_back({benchmark.set, contrast.benchmark, 0});
    planned.result.benchmarks.push_back(benchmark.label);
  }
  planned.members = std::move(members);
  planned.result.levels = std::move(levels);
  planned.pairs = std::move(found.gaps);
}

void find_people_like_them(const study::Study& study, const std::vector<Respondents>& respondents, Planned& planned) {
  const study::Indicator* indicator = study.indicator(planned.plan->indicator);
  const study::Benchmark* benchmark = study.benchmark(planned.plan->indicator, planned.plan->benchmark);
  if (indicator == nullptr || benchmark == nullptr) {
    return;  // the loader has refused these
  }
  const auto own = std::ranges::find_if(
      respondents, [&](const Respondents& one) { return one.population->code == indicator->population; });
  if (own != respondents.end()) {
    find_people_like_them(study, *indicator, *benchmark, *own, planned);
  }
}

void test(const study::Study& study, const std::vector<Respondents>& respondents, Planned& planned) {
  if (planned.members.size() < 2) {
    planned.result.reason = planned.result.left_out.empty() ? "Fewer than two groups have a figure that is shown."
                                                            : "Fewer than two groups have a part in it.";
    return;
  }
  switch (planned.result.of) {
    case GroupTest::Of::Figures:
      find_pairs(planned);
      break;
    case GroupTest::Of::FromBenchmarks:
      find_pairs(planned);
      find_benchmarks(study, planned);
      planned.pairs = compare::from_benchmarks(std::move(planned.pairs), planned.benchmarks);
      break;
    case GroupTest::Of::FromPeopleLikeThem:
      find_people_like_them(study, respondents, planned);
      if (planned.members.size() < 2) {
        planned.result.reason = "Fewer than two groups could be compared with people like them.";
        return;
      }
      break;
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

}  // namespace

std::vector<Safe<GroupTest>> test_groups(const study::Study& study, const std::vector<Respondents>& respondents,
                                         const std::vector<Estimated>& estimated,
                                         const std::vector<Safe<Finding>>& released, const disclose::Gate& gate) {
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
    planned.result.of = what_of(plan);
    for (const std::string& word : plan.adjust) {
      planned.result.adjusted.push_back(compare::characteristic_of(word).participants);
    }
    find_members(planned, estimated, released);
    test(study, respondents, planned);
  }
  adjust(all);
  std::vector<Safe<GroupTest>> results;
  for (Planned& planned : all) {
    conclude(study, planned);
    results.push_back(gate.release(std::move(planned.result), released));
  }
  return results;
}

}  // namespace kith::run
