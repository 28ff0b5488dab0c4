#include "run/benchmark_data.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>

#include <fmt/format.h>

#include "base/round.h"
#include "base/text.h"
#include "compare/columns.h"
#include "data/expression.h"
#include "data/import.h"
#include "run/counted.h"
#include "run/respondents.h"

namespace kith::run {

namespace {

compare::Side side_of(const study::Benchmark& benchmark) {
  compare::Side side{.measure = benchmark.measure, .where = benchmark.data_where};
  side.design.weight = benchmark.weight;
  side.design.strata = benchmark.strata;
  side.design.clusters = benchmark.clusters;
  side.design.lonely_psu = lonely_rule(benchmark.lonely_psu);
  if (!benchmark.cells.empty()) {
    side.cells = compare::CellColumns{benchmark.base_column, benchmark.design_factor_column};
    side.design.weight = benchmark.weight.empty() ? benchmark.base_column : benchmark.weight;
  }
  return side;
}

// Codes that are no answers in that survey, in columns where the file does not say so itself.
void mark_missing(const std::vector<std::string>& codes, data::Table& table) {
  const auto is_code = [&](const std::string& text) { return std::ranges::find(codes, text) != codes.end(); };
  for (std::size_t i = 0; i < table.columns().size() && !codes.empty(); ++i) {
    data::Column& column = table.column_at(i);
    if (column.kind() == data::Kind::Categorical) {
      std::vector<data::Option> options = column.options();
      for (data::Option& option : options) {
        option.missing =
            option.missing == data::Missing::None && is_code(option.code) ? data::Missing::Other : option.missing;
      }
      column.set_options(std::move(options));
    } else if (column.kind() == data::Kind::Number) {
      std::vector<std::uint8_t> reasons(column.size());
      for (std::size_t row = 0; row < reasons.size(); ++row) {
        const data::Missing known = column.missing_at(row);
        const bool code = known == data::Missing::None && is_code(text::exact(column.numbers()[row]));
        reasons[row] = static_cast<std::uint8_t>(code ? data::Missing::Other : known);
      }
      column.set_reasons(std::move(reasons));
    }
  }
}

// A mean of two numbers is the share of the people who have the higher one, and is protected as that.
Counted people_of(const finding::Finding& figure, const BenchmarkData& data) {
  const data::Column* column = figure.kind == finding::Kind::Mean ? compare::measured_column(data.side) : nullptr;
  if (column == nullptr) {
    return Counted(figure);
  }
  std::map<double, std::int64_t> people;
  const std::vector<std::uint8_t> rows = data::rows_where(*data.table, data.side.where);
  for (std::size_t row = 0; row < rows.size() && people.size() < 3; ++row) {
    if (const auto value = column->number_at(row); rows[row] != 0 && value) {
      ++people[*value];
    }
  }
  return people.size() == 2 ? Counted(figure.bases.unweighted, people.rbegin()->second) : Counted(figure);
}

void expect_publishable(const study::Benchmark& benchmark, const finding::Finding& figure, const BenchmarkData& data,
                        const study::DisclosureRules& rules) {
  if (!people_of(figure, data).large_enough(rules)) {
    throw Error(
        {"small-benchmark",
         fmt::format("too few of {} are in the benchmark `{}` of `{}`, or on a side of it, for it to be published",
                     benchmark.microdata, benchmark.set, benchmark.id),
         benchmark.where, "widen its `where`, or its `measure`"});
  }
}

}  // namespace

BenchmarkData read_benchmark_data(const study::Study& study, const study::Benchmark& benchmark,
                                  const std::vector<std::string>& margins) {
  BenchmarkData data{nullptr, side_of(benchmark)};
  const std::string& file = benchmark.data_file();
  const std::filesystem::path path = study.folder / file;
  Problems problems;
  try {
    data.table =
        std::make_unique<data::Table>(data::read(path, {.columns = compare::columns({data.side}, margins)}).table);
    data.table->source = file;
    mark_missing(benchmark.missing, *data.table);
    compare::add_characteristics(margins, *data.table);
  } catch (const Error& error) {
    problems.add_renamed(error, path.string(), file);
  }
  problems.throw_if_any();
  data.side.table = data.table.get();
  return data;
}

study::Benchmark computed(const study::Benchmark& benchmark, const BenchmarkData& data, const study::Study& study) {
  const finding::Finding figure = compare::figure(data.side);
  const bool mean = figure.kind == finding::Kind::Mean;
  if (!figure.value || !(mean || figure.kind == finding::Kind::Share)) {
    throw Error({"no-benchmark",
                 fmt::format("`{}` of {} is neither a share nor a mean, or nobody answered it", benchmark.measure,
                             data.table->source),
                 benchmark.where, "give a measure that comes to one share, share(talk in \"agree\"), or mean(score)"});
  }
  const study::Indicator* indicator = study.indicator(benchmark.id);
  if (indicator != nullptr && mean != (indicator->measure == "mean")) {
    throw Error({"kinds-differ",
                 fmt::format("`{}` is a {}, and `{}` a {}", indicator->id, mean ? "share" : "mean", benchmark.measure,
                             mean ? "mean" : "share"),
                 benchmark.where, mean ? "give a share: share(talk in \"agree\")" : "give a mean: mean(score)"});
  }
  if (!benchmark.microdata.empty()) {
    expect_publishable(benchmark, figure, data, study.disclosure);
  }
  study::Benchmark result = benchmark;
  result.value = *figure.value;
  if (mean && figure.se) {  // no finer than its error: two benchmarks may differ by one person
    const int decimals = std::clamp(meaningful_decimals(*figure.se).value_or(2), 0, 12);
    result.value = rounded(result.value, decimals);
  }
  result.mean = mean;
  result.base = static_cast<double>(figure.bases.unweighted);
  result.df = figure.df;
  result.standard_error = figure.se;
  if (figure.interval) {
    result.low = figure.interval->low;
    result.high = figure.interval->high;
  }
  if (mean) {
    result.design_factor =
        figure.design_effect ? std::optional(std::sqrt(*figure.design_effect)) : result.design_factor;
  } else if (const double simple = std::sqrt(*figure.value * (1 - *figure.value) / *result.base);
             figure.se && *figure.se > 0 && simple > 0) {
    result.design_factor = *figure.se / simple;
  }
  if (!benchmark.microdata.empty()) {
    result.base = std::max(10.0, rounded(*result.base / 10, 0) * 10);  // likewise
  }
  return result;
}

}  // namespace kith::run
