// benchmarks/NAME.toml: figures of national surveys, each with its passport.
#include <limits>

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
  expect(benchmark.has_error() || benchmark.computed, benchmark.mean ? "standard error" : "base");
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
  benchmark.missing = entry.texts("missing");
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
    const Survey* survey = library().survey(known->library);
    if (survey != nullptr && !entry.has("missing")) {
      benchmark.missing = survey->missing;
    }
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
    entry.problem("missing-key", "[benchmark] has no `percent` and no `mean`", "percent",
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

// A percentage, or a mean in its own units, and what says how sure it is.
void read_figure(Entry& entry, Benchmark& benchmark) {
  constexpr double no_limit = std::numeric_limits<double>::max();
  constexpr double tiny = std::numeric_limits<double>::min();
  const std::optional<double> percent = entry.number("percent", 0, 100);
  const std::optional<double> mean = entry.number("mean", -no_limit, no_limit);
  benchmark.computed = !entry.has("percent") && !entry.has("mean");
  benchmark.mean = entry.has("mean");
  benchmark.value = mean.value_or(percent.value_or(0) / 100);
  benchmark.base = entry.number("base", 1, no_limit);
  benchmark.design_factor = entry.number("design_factor", 0.1, no_limit);
  benchmark.standard_deviation = entry.number("standard_deviation", tiny, no_limit);
  benchmark.standard_error = entry.number("standard_error", tiny, no_limit);
  if (percent && mean) {
    entry.problem("two-figures", "a figure is a `percent` or a `mean`, not both", "mean", "keep one");
  }
  if (percent && benchmark.standard_error) {
    *benchmark.standard_error /= 100;
  }
  if (benchmark.standard_deviation && !benchmark.mean) {
    entry.problem("no-deviation", "only a `mean` has a `standard_deviation`", "standard_deviation",
                  "of a `percent` give `base` and `design_factor`, or `standard_error`");
  }
  if (benchmark.standard_error && benchmark.computed) {
    entry.problem("no-figure", "`standard_error` is of a figure, and none is given", "standard_error",
                  "give `percent` or `mean`, or remove it");
  }
}

}  // namespace

void read_facts(Entry& entry, Benchmark& benchmark) {
  read_figure(entry, benchmark);
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
}

void read_benchmarks(Entry& file, Study& study) {
  file.each("benchmark", [&](Entry& entry) { study.benchmarks.push_back(read_benchmark(entry)); });
}

}  // namespace kith::study
