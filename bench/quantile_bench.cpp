// Five quantiles with their intervals over 100,000 rows of a stratified, clustered sample, in process: sorted once,
// with Woodruff's intervals from the same order.
#include <algorithm>
#include <cstdlib>
#include <ctime>
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
  // The clock of the processor beside that of the wall: on a machine that others use they differ.
  const auto print_best = [&](const char* sample) {
    double wall = 1e9;
    double processor = 1e9;
    for (int pass = 0; pass < 7; ++pass) {
      const std::clock_t start = std::clock();
      wall = std::min(wall, bench::seconds([&] { estimate::estimate(table, request); }));
      processor = std::min(processor, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    }
    fmt::print("{:<22} {:.1f} ms, of the processor {:.1f} ms\n", sample, 1000 * wall, 1000 * processor);
  };
  print_best("simple random sample");
  request.design = {.weight = "weight", .strata = {"stratum"}, .clusters = {"cluster"}};
  print_best("strata and clusters");
  return 0;
}
