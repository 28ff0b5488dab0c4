// Five quantiles with their intervals over 100,000 rows of a stratified, clustered sample, in process: sorted once,
// with Woodruff's intervals from the same order.
#include <algorithm>
#include <cstdlib>
#include <vector>

#include <fmt/format.h>

#include "data/table.h"
#include "estimate/estimate.h"
#include "measure.h"
#include "num/random.h"

int main(int count, char** words) {
  using namespace kith;
  const std::size_t rows = count > 1 ? std::strtoull(words[1], nullptr, 10) : 100'000;
  num::Random random(7);
  std::vector<double> income;
  std::vector<double> stratum;
  std::vector<double> cluster;
  std::vector<double> weight;
  for (std::size_t i = 0; i < rows; ++i) {
    income.push_back(20000 + 5000 * random.normal());
    stratum.push_back(static_cast<double>(random.below(20)));
    cluster.push_back(static_cast<double>(random.below(50)));
    weight.push_back(0.5 + random.uniform());
  }
  data::Table table;
  table.source = "drawn";
  table.add(data::Column::number("income", std::move(income)));
  table.add(data::Column::number("stratum", std::move(stratum)));
  table.add(data::Column::number("cluster", std::move(cluster)));
  table.add(data::Column::number("weight", std::move(weight)));
  estimate::Request request;
  request.measures = {"quantile(income, 0.1, 0.25, 0.5, 0.75, 0.9)"};
  const auto best = [&] {
    double least = 1e9;
    for (int pass = 0; pass < 5; ++pass) {
      least = std::min(least, bench::seconds([&] { estimate::estimate(table, request); }));
    }
    return 1000 * least;
  };
  fmt::print("simple random sample: {:.1f} ms\n", best());
  request.design = {.weight = "weight", .strata = {"stratum"}, .clusters = {"cluster"}};
  fmt::print("strata and clusters:  {:.1f} ms\n", best());
  return 0;
}
