#include "run/benchmark_data.h"

#include <cmath>

#include <fmt/format.h>

#include "compare/columns.h"
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

void expect_publishable(const study::Benchmark& benchmark, const finding::Finding& figure,
                        const study::DisclosureRules& rules) {
  if (!Counted(figure).large_enough(rules)) {
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
    expect_publishable(benchmark, figure, study.disclosure);
  }
  study::Benchmark result = benchmark;
  result.value = *figure.value;
  result.mean = mean;
  result.base = static_cast<double>(figure.bases.unweighted);
  if (mean) {
    result.standard_error = figure.se;
    result.design_factor =
        figure.design_effect ? std::optional(std::sqrt(*figure.design_effect)) : result.design_factor;
    return result;
  }
  const double simple = std::sqrt(*figure.value * (1 - *figure.value) / *result.base);
  if (figure.se && *figure.se > 0 && simple > 0) {
    result.design_factor = *figure.se / simple;
  }
  return result;
}

}  // namespace kith::run
