// benchmarks/NAME.toml: figures of national surveys, each with its passport.
#include <limits>

#include <fmt/format.h>

#include "base/text.h"
#include "study/loading.h"

namespace kith::study {

namespace {

// What must be known of a figure before it can be called comparable (E3).
std::vector<std::string> unstated_facts(const Benchmark& benchmark) {
  std::vector<std::string> unstated;
  const auto expect = [&](bool stated, const char* fact) {
    if (!stated) {
      unstated.emplace_back(fact);
    }
  };
  expect(!benchmark.survey.empty(), "survey");
  expect(!benchmark.wording.empty(), "wording");
  expect(!benchmark.scale.empty(), "scale");
  expect(!benchmark.mode.empty(), "mode");
  expect(!benchmark.fieldwork_start.empty() && !benchmark.fieldwork_end.empty(), "fieldwork dates");
  expect(!benchmark.geography.empty(), "geography");
  expect(!benchmark.cut.empty(), "cut");
  expect(benchmark.base.has_value(), "base");
  return unstated;
}

Benchmark read_benchmark(Entry& entry) {
  constexpr double no_limit = std::numeric_limits<double>::max();
  Benchmark benchmark;
  benchmark.where = entry.where();
  benchmark.id = entry.code("id", Need::Required);
  benchmark.set = entry.code("set", Need::Required);
  benchmark.label = entry.text("label", Need::Required);
  benchmark.percent = entry.number("percent", 0, 100, Need::Required).value_or(0);
  benchmark.survey = entry.text("survey");
  benchmark.item = entry.text("item");
  benchmark.wording = entry.text("wording");
  benchmark.scale = entry.text("scale");
  benchmark.mode = entry.text("mode");
  benchmark.years = entry.text("years");
  benchmark.fieldwork_start = entry.date("fieldwork_start");
  benchmark.fieldwork_end = entry.date("fieldwork_end");
  benchmark.geography = entry.text("geography");
  benchmark.cut = entry.text("cut");
  benchmark.source = entry.text("source", Need::Required);
  benchmark.page = entry.text("page");
  benchmark.licence = entry.text("licence");
  benchmark.base = entry.number("base", 1, no_limit);
  benchmark.design_factor = entry.number("design_factor", 0.1, no_limit);
  benchmark.grade = entry.choice("grade", {{"A", 'A'}, {"B", 'B'}, {"C", 'C'}}, 'B');
  benchmark.grade_reason = entry.text("grade_reason");
  if (!benchmark.fieldwork_start.empty() && !benchmark.fieldwork_end.empty() &&
      benchmark.fieldwork_end < benchmark.fieldwork_start) {
    entry.problem("dates-reversed", "`fieldwork_end` is before `fieldwork_start`", "fieldwork_end", "swap them");
  }
  const std::vector<std::string> unstated = unstated_facts(benchmark);
  if (benchmark.grade == 'A' && !unstated.empty()) {
    benchmark.grade = 'B';
    benchmark.grade_note = fmt::format("Held as B: not stated by the source: {}.", text::join(unstated, ", "));
  }
  return benchmark;
}

}  // namespace

void read_benchmarks(Entry& file, Study& study) {
  file.each("benchmark", [&](Entry& entry) { study.benchmarks.push_back(read_benchmark(entry)); });
}

void check_comparisons(Loading& loading) {
  Trail& trail = loading.trail;
  const Study& study = loading.study;
  expect_unique(trail, "benchmark", "id", study.benchmarks,
                [](const Benchmark& benchmark) { return benchmark.set + "." + benchmark.id; });
  expect_unique(trail, "comparison", "indicator", study.comparisons, [](const PlannedComparison& comparison) {
    return comparison.indicator + " with " + comparison.benchmark;
  });
  const std::vector<std::string> indicators = codes_of(study.indicators, &Indicator::id);
  std::vector<std::string> sets;
  for (const Benchmark& benchmark : study.benchmarks) {
    if (sets.empty() || sets.back() != benchmark.set) {
      sets.push_back(benchmark.set);
    }
  }
  for (const PlannedComparison& comparison : study.comparisons) {
    const Where at_indicator = trail.at(comparison.where, "indicator");
    const Where at_benchmark = trail.at(comparison.where, "benchmark");
    expect_known(trail, "indicator", comparison.indicator, indicators, at_indicator);
    if (const Indicator* indicator = study.indicator(comparison.indicator)) {
      if (indicator->self_attributed) {
        trail.problems.add("self-attributed",
                           fmt::format("`{}` is self-attributed and cannot meet a benchmark", indicator->id),
                           at_indicator, "nobody outside the project was asked it: remove the comparison");
      } else if (indicator->measure != "share" || (indicator->positive.empty() && indicator->theme.empty())) {
        trail.problems.add("not-a-share",
                           fmt::format("`{}` is not one share, so no percentage can be held against it", indicator->id),
                           at_indicator, "give the indicator `positive`, or remove the comparison");
      }
    }
    if (!loading.readable("benchmarks")) {
      continue;
    }
    expect_known(trail, "benchmark set", comparison.benchmark, sets, at_benchmark);
    const Benchmark* benchmark = study.benchmark(comparison.indicator, comparison.benchmark);
    if (benchmark != nullptr && benchmark->grade == 'C' && comparison.family == "headline") {
      trail.problems.add("grade-c-headline",
                         fmt::format("the benchmark of `{}` has grade C and cannot be in the family \"headline\"",
                                     comparison.indicator),
                         trail.at(comparison.where, "family"), "a proxy bears no headline: name another `family`");
    } else if (benchmark == nullptr && study.indicator(comparison.indicator) != nullptr) {
      std::vector<std::string> ids;
      for (const Benchmark& other : study.benchmarks) {
        if (other.set == comparison.benchmark && !other.id.empty()) {
          ids.push_back(other.id);
        }
      }
      if (!ids.empty()) {
        trail.problems.add(
            "unknown-benchmark",
            fmt::format("the benchmark set `{}` has no figure for `{}`", comparison.benchmark, comparison.indicator),
            at_benchmark, text::suggestion(comparison.indicator, ids));
      }
    }
  }
}

}  // namespace kith::study
