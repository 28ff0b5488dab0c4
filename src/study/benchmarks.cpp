// benchmarks/NAME.toml: figures of national surveys, each with its passport.
#include <algorithm>
#include <limits>
#include <map>

#include <fmt/format.h>

#include "base/text.h"
#include "study/benchmark_entry.h"
#include "study/library.h"
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
  expect(benchmark.base.has_value() || benchmark.computed, "base");
  return unstated;
}

// Where the figure is computed from, when it is not published.
void read_data(Entry& entry, Benchmark& benchmark) {
  benchmark.microdata = entry.text("microdata");
  benchmark.cells = entry.text("cells");
  benchmark.measure = entry.text("measure");
  benchmark.data_where = entry.text("where");
  benchmark.weight = entry.text("weight");
  benchmark.strata = entry.texts("strata");
  benchmark.clusters = entry.texts("clusters");
  benchmark.lonely_psu = entry.choice<std::string>(
      "lonely_psu", {{"fail", "fail"}, {"certainty", "certainty"}, {"average", "average"}, {"adjust", "adjust"}},
      "fail");
  benchmark.base_column = entry.text("base_column");
  benchmark.design_factor_column = entry.text("design_factor_column");
  if (!benchmark.data_file().empty() && benchmark.measure.empty()) {
    entry.problem("missing-key", fmt::format("the data of `{}` have no `measure`", benchmark.id), "measure",
                  "for example share(talk in \"agree\"), or of cells mean(percent / 100)");
  }
  if (!benchmark.cells.empty() && benchmark.base_column.empty()) {
    entry.problem("missing-key", fmt::format("the cells of `{}` have no `base_column`", benchmark.id), "base_column",
                  "name the column that holds how many people each cell rests on");
  }
}

void use_library(Entry& entry, Benchmark& benchmark) {
  benchmark.library = entry.text("use");
  if (benchmark.library.empty()) {
    return;
  }
  if (const Benchmark* known = library().entry(benchmark.library)) {
    fill_from(*known, benchmark);
    return;
  }
  std::vector<std::string> ids;
  ids.reserve(library().entries.size());
  for (const Benchmark& known : library().entries) {
    ids.push_back(known.id);
  }
  entry.problem("unknown-entry", fmt::format("the library has no entry `{}`", benchmark.library), "use",
                text::suggestion(benchmark.library, ids));
}

Benchmark read_benchmark(Entry& entry) {
  Benchmark benchmark;
  benchmark.where = entry.where();
  benchmark.id = entry.code("id", Need::Required);
  benchmark.set = entry.code("set", Need::Required);
  benchmark.label = entry.text("label", Need::Required);
  benchmark.survey = entry.text("survey");
  read_facts(entry, benchmark);
  read_data(entry, benchmark);
  benchmark.grade = entry.choice("grade", {{"A", 'A'}, {"B", 'B'}, {"C", 'C'}}, 'B');
  benchmark.grade_reason = entry.text("grade_reason");
  use_library(entry, benchmark);
  if (benchmark.computed && benchmark.data_file().empty()) {
    entry.problem("missing-key", "[benchmark] has no `percent`", "percent",
                  "give the published figure, or `microdata`, `cells` or `use` to take it from");
  }
  if (benchmark.source.empty() && !entry.has("source")) {
    entry.problem("missing-key", "[benchmark] has no `source`", "source", "say where the figure comes from");
  }
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

void read_facts(Entry& entry, Benchmark& benchmark) {
  constexpr double no_limit = std::numeric_limits<double>::max();
  benchmark.computed = !entry.has("percent");
  benchmark.percent = entry.number("percent", 0, 100).value_or(0);
  benchmark.item = entry.text("item");
  benchmark.wording = entry.text("wording");
  benchmark.scale = entry.text("scale");
  benchmark.mode = entry.text("mode");
  benchmark.years = entry.text("years");
  benchmark.fieldwork_start = entry.date("fieldwork_start");
  benchmark.fieldwork_end = entry.date("fieldwork_end");
  benchmark.geography = entry.text("geography");
  benchmark.cut = entry.text("cut");
  benchmark.source = entry.text("source");
  benchmark.page = entry.text("page");
  benchmark.licence = entry.text("licence");
  benchmark.base = entry.number("base", 1, no_limit);
  benchmark.design_factor = entry.number("design_factor", 0.1, no_limit);
}

void read_benchmarks(Entry& file, Study& study) {
  file.each("benchmark", [&](Entry& entry) { study.benchmarks.push_back(read_benchmark(entry)); });
}

void check_adjust(Loading& loading, const std::vector<std::string>& adjust, const Indicator& indicator,
                  const Benchmark& benchmark, const Where& where) {
  Trail& trail = loading.trail;
  if (!adjust.empty() && benchmark.data_file().empty()) {
    trail.problems.add("nothing-to-adjust",
                       fmt::format("the benchmark of `{}` is a published figure, which cannot be brought to the "
                                   "participants' composition",
                                   indicator.id),
                       where, "give the benchmark `microdata` or `cells`, or remove `adjust`");
  }
  const Instrument* instrument = instrument_of(loading, indicator.population);
  if (instrument == nullptr) {
    return;
  }
  std::vector<std::string> known = question_names(*instrument);
  known.insert(known.end(), {"nation", "programme", "project", "mode", "wave"});
  for (const std::string& word : adjust) {
    const std::string own = word.substr(0, word.find('='));
    for (const std::string_view part : text::split(own, ':')) {
      expect_known(trail, "question", text::trim(part), known, where);
      const Question* question = instrument->question(std::string(text::trim(part)));
      if (question != nullptr && (question->type == QuestionType::Text || question->type == QuestionType::Multiple)) {
        trail.problems.add("not-a-characteristic",
                           fmt::format("`{}` does not put each person in one group", question->name), where,
                           "name questions of the types \"single\" and \"number\", or dimensions");
      }
    }
  }
}

void check_near_miss(Loading& loading, const Indicator& indicator, const Benchmark& benchmark, const Where& where,
                     std::string_view asked) {
  const Instrument* instrument = instrument_of(loading, indicator.population);
  const Question* question = instrument == nullptr ? nullptr : instrument->question(indicator.question);
  const NearMiss* pair = question == nullptr ? nullptr : near_miss(question->text, benchmark);
  if (pair != nullptr) {
    loading.trail.problems.add("near-miss",
                               fmt::format("`{}` cannot be held against this: {}", indicator.id, pair->reason), where,
                               fmt::format("take a benchmark that asks the same ({}:{}), or remove the {}",
                                           benchmark.where.file, benchmark.where.line, asked));
  }
}

std::vector<std::string> benchmark_sets(const Study& study) {
  std::vector<std::string> sets;
  for (const Benchmark& benchmark : study.benchmarks) {
    if (std::ranges::find(sets, benchmark.set) == sets.end()) {
      sets.push_back(benchmark.set);
    }
  }
  return sets;
}

namespace {

void check_neutral(Loading& loading, const PlannedComparison& comparison, const Indicator& indicator) {
  Trail& trail = loading.trail;
  const Instrument* instrument = instrument_of(loading, indicator.population);
  const Question* question = instrument == nullptr ? nullptr : instrument->question(indicator.question);
  if (question == nullptr) {
    return;
  }
  for (const std::string& code : comparison.neutral) {
    expect_known(trail, "option", code, option_codes(*question), trail.at(comparison.where, "neutral"));
    if (std::ranges::find(indicator.positive, code) != indicator.positive.end()) {
      trail.problems.add("neutral-and-positive", fmt::format("`{}` counts as positive and as neutral", code),
                         trail.at(comparison.where, "neutral"), "name the middle answer that their scale lacks");
    }
  }
}

void check_sensitivity(Loading& loading, const PlannedComparison& comparison, const std::vector<std::string>& sets) {
  Trail& trail = loading.trail;
  for (const std::string& set : comparison.sensitivity) {
    const Where where = trail.at(comparison.where, "sensitivity");
    expect_known(trail, "benchmark set", set, sets, where);
    if (std::ranges::find(sets, set) != sets.end() && loading.study.benchmark(comparison.indicator, set) == nullptr) {
      trail.problems.add("unknown-benchmark",
                         fmt::format("the benchmark set `{}` has no figure for `{}`", set, comparison.indicator), where,
                         "give it one, or leave it out of `sensitivity`");
    }
  }
}

// A figure carries one comparison.
void check_compared_once(Loading& loading) {
  std::map<std::string, const PlannedComparison*> first;
  for (const PlannedComparison& comparison : loading.study.comparisons) {
    const auto [before, fresh] = first.emplace(comparison.indicator, &comparison);
    if (!fresh) {
      loading.trail.problems.add(
          "compared-twice",
          fmt::format("`{}` is compared already, in line {}", comparison.indicator, before->second->where.line),
          loading.trail.at(comparison.where, "indicator"),
          "keep one, and name the other benchmark under its `sensitivity`");
    }
  }
}

}  // namespace

void check_comparisons(Loading& loading) {
  Trail& trail = loading.trail;
  const Study& study = loading.study;
  for (const Benchmark& benchmark : study.benchmarks) {
    if (!benchmark.microdata.empty() && !benchmark.cells.empty()) {
      trail.problems.add("two-sources", "a benchmark has `microdata` or `cells`, not both",
                         trail.at(benchmark.where, "cells"), "keep one");
    }
    expect_inside(loading, benchmark.data_file(),
                  trail.at(benchmark.where, benchmark.microdata.empty() ? "cells" : "microdata"), Presence::MustExist);
  }
  expect_unique(trail, "benchmark", "id", study.benchmarks,
                [](const Benchmark& benchmark) { return benchmark.set + "." + benchmark.id; });
  check_compared_once(loading);
  const std::vector<std::string> indicators = codes_of(study.indicators, &Indicator::id);
  const std::vector<std::string> sets = benchmark_sets(study);
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
    check_sensitivity(loading, comparison, sets);
    const Benchmark* benchmark = study.benchmark(comparison.indicator, comparison.benchmark);
    if (const Indicator* indicator = study.indicator(comparison.indicator);
        indicator != nullptr && benchmark != nullptr) {
      check_adjust(loading, comparison.adjust, *indicator, *benchmark, trail.at(comparison.where, "adjust"));
      check_neutral(loading, comparison, *indicator);
      check_near_miss(loading, *indicator, *benchmark, at_benchmark, "comparison");
    }
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
