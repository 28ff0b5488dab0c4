// What the plan says about tests between subgroups and about pooled groups, held against indicators, breakdowns and
// benchmarks.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "study/dimension.h"
#include "study/loading.h"

namespace kith::study {

namespace {

bool has_breakdown(const Indicator& indicator, const Breakdown& breakdown) {
  const bool named = std::ranges::find(indicator.breakdowns, breakdown.id) != indicator.breakdowns.end();
  return named || (indicator.breakdowns.empty() && breakdown.by_default);
}

class GroupCheck {
 public:
  explicit GroupCheck(Loading& loading) : loading_(loading), trail_(loading.trail), study_(loading.study) {}

  void check(const PlannedSubgroup& subgroup) {
    where_ = subgroup.where;
    const Indicator* indicator = indicator_of(subgroup.indicator);
    const Breakdown* breakdown = breakdown_of(indicator, subgroup.by);
    if (indicator == nullptr) {
      return;
    }
    if (indicator->measure == "total") {
      add("total-between-groups", "indicator",
          fmt::format("`{}` is a total, which grows with the group", indicator->id),
          "name an indicator that is a share or a mean");
    }
    if (breakdown != nullptr && breakdown->dimensions.front() == "wave") {
      add("wave-is-no-group", "by", "waves are times, not groups of people",
          "changes between waves are not a subgroup");
      return;
    }
    if (!subgroup.benchmarks.empty()) {
      check_one_figure(*indicator, "benchmarks");
      if (breakdown != nullptr) {
        check_benchmarks(subgroup, *indicator, breakdown->dimensions.front());
      }
    }
    if (!subgroup.benchmark.empty() || !subgroup.adjust.empty()) {
      check_people_like_them(subgroup, *indicator);
    }
  }

  void check(const PlannedPooling& pooling) {
    where_ = pooling.where;
    const Indicator* indicator = indicator_of(pooling.indicator);
    breakdown_of(indicator, pooling.by);
    if (indicator != nullptr && indicator->measure != "share") {
      add("not-a-share", "indicator", fmt::format("`{}` is not a share, and only shares are pooled", indicator->id),
          "name an indicator that is a share");
    }
  }

 private:
  Where at(std::string_view key) const { return trail_.at(where_, key); }

  void add(const char* code, const char* key, std::string message, std::string hint) {
    trail_.problems.add(code, std::move(message), at(key), std::move(hint));
  }

  const Indicator* indicator_of(const std::string& id) {
    expect_known(trail_, "indicator", id, codes_of(study_.indicators, &Indicator::id), at("indicator"));
    const Indicator* indicator = study_.indicator(id);
    if (indicator != nullptr && indicator->theme.empty() && indicator->measure == "share" &&
        indicator->positive.empty()) {
      add("several-figures", "indicator", fmt::format("`{}` reports every option of its question", id),
          "groups are compared in one figure: name an indicator with `positive`");
    }
    return indicator;
  }

  // None where it cannot be what is meant, which has been said.
  const Breakdown* breakdown_of(const Indicator* indicator, const std::string& id) {
    expect_known(trail_, "breakdown", id, codes_of(study_.breakdowns, &Breakdown::id), at("by"));
    const Breakdown* breakdown = study_.breakdown(id);
    if (breakdown == nullptr || breakdown->dimensions.empty()) {
      return nullptr;
    }
    if (breakdown->dimensions.size() > 1) {
      add("crossed-groups", "by",
          fmt::format("breakdown `{}` crosses {}", id, text::join(breakdown->dimensions, " and ")),
          "name a breakdown of one dimension");
      return nullptr;
    }
    if (indicator != nullptr && !has_breakdown(*indicator, *breakdown)) {
      add("not-broken-down", "by", fmt::format("`{}` is not broken down by `{}`", indicator->id, id),
          fmt::format("add \"{}\" to `breakdowns` of the indicator", id));
    }
    return breakdown;
  }

  void check_one_figure(const Indicator& indicator, const char* key) {
    if (indicator.self_attributed) {
      add("self-attributed", key, fmt::format("`{}` is self-attributed and cannot meet a benchmark", indicator.id),
          fmt::format("nobody outside the project was asked it: remove `{}`", key));
    } else if (!is_one_figure(indicator)) {
      add("not-one-figure", key,
          fmt::format("`{}` is neither one share nor a mean, so nothing can be held against it", indicator.id),
          fmt::format("remove `{}`", key));
    }
  }

  void check_benchmarks(const PlannedSubgroup& subgroup, const Indicator& indicator, const std::string& dimension) {
    const auto levels = level_codes(study_, indicator.population, dimension);
    for (const auto& [level, set] : subgroup.benchmarks) {
      if (levels) {
        expect_known(trail_, dimension, level, *levels, at("benchmarks"));
      }
      if (loading_.readable("benchmarks")) {
        check_benchmark(subgroup, indicator, set, "benchmarks");
      }
    }
  }

  // One set for every group, brought to each.
  void check_people_like_them(const PlannedSubgroup& subgroup, const Indicator& indicator) {
    if (subgroup.benchmark.empty()) {
      add("no-benchmark", "adjust", "`adjust` has no `benchmark` whose people could be made like those of each group",
          "name a set that has data for the indicator: benchmark = \"...\"");
      return;
    }
    check_one_figure(indicator, "benchmark");
    if (!subgroup.benchmarks.empty()) {
      add("two-benchmarks", "benchmark", "`benchmark` is one set for every group, and `benchmarks` has one for each",
          "keep one of the two");
    }
    if (subgroup.adjust.empty()) {
      add("benchmark-leaves-test", "benchmark",
          "one benchmark for every group leaves the test: groups differ in how far they are from it just as they "
          "differ "
          "from each other",
          "add `adjust`, which makes its people like those of each group, or remove `benchmark`");
    }
    if (!loading_.readable("benchmarks")) {
      return;
    }
    check_benchmark(subgroup, indicator, subgroup.benchmark, "benchmark");
    if (const Benchmark* benchmark = study_.benchmark(indicator.id, subgroup.benchmark)) {
      check_adjust(loading_, subgroup.adjust, indicator, *benchmark, at("adjust"));
    }
  }

  void check_benchmark(const PlannedSubgroup& subgroup, const Indicator& indicator, const std::string& set,
                       const char* key) {
    const std::vector<std::string> sets = benchmark_sets(study_);
    expect_known(trail_, "benchmark set", set, sets, at(key));
    const Benchmark* benchmark = study_.benchmark(indicator.id, set);
    if (benchmark == nullptr && std::ranges::find(sets, set) != sets.end()) {
      add("unknown-benchmark", key, fmt::format("the benchmark set `{}` has no figure for `{}`", set, indicator.id),
          "name a set that has one");
    }
    if (benchmark == nullptr) {
      return;
    }
    check_kind(loading_, indicator, *benchmark, at(key));
    check_near_miss(loading_, indicator, *benchmark, at(key), "subgroup");
    if (benchmark->grade == 'C' && subgroup.family == "headline") {
      add("grade-c-headline", "family",
          fmt::format("the benchmark of `{}` has grade C and cannot be in the family \"headline\"", indicator.id),
          "a proxy bears no headline: name another `family`");
    }
  }

  Loading& loading_;
  Trail& trail_;
  const Study& study_;
  Where where_;
};

}  // namespace

void check_groups(Loading& loading) {
  expect_unique(loading.trail, "subgroup", "by", loading.study.subgroups, [](const PlannedSubgroup& subgroup) {
    const std::string against = !subgroup.benchmark.empty()
                                    ? " with people like them by " + text::join(subgroup.adjust, ", ")
                                : !subgroup.benchmarks.empty() ? " against benchmarks"
                                                               : "";
    return subgroup.indicator + " by " + subgroup.by + against;
  });
  expect_unique(loading.trail, "pooling", "by", loading.study.poolings,
                [](const PlannedPooling& pooling) { return pooling.indicator + " by " + pooling.by; });
  GroupCheck check(loading);
  for (const PlannedSubgroup& subgroup : loading.study.subgroups) {
    check.check(subgroup);
  }
  for (const PlannedPooling& pooling : loading.study.poolings) {
    check.check(pooling);
  }
}

}  // namespace kith::study
