// Five quantiles with Woodruff's limits.
#include <fmt/format.h>

#include "estimate/estimate.h"
#include "task.h"

namespace kith::bench {

namespace {

Numbers quantiles(const data::Table& table) {
  const estimate::Estimates estimates =
      estimate::estimate(table, {.measures = {"quantile(income, 0.1, 0.25, 0.5, 0.75, 0.9)"}, .design = clustered()});
  Numbers numbers;
  for (const finding::Finding& finding : estimates.findings()) {
    const std::string key = fmt::format("{}", numbers.size() / 4);
    numbers[key + "|value"] = finding.value.value();
    numbers[key + "|se"] = finding.se.value();
    numbers[key + "|low"] = finding.interval.value().low;
    numbers[key + "|high"] = finding.interval.value().high;
  }
  return numbers;
}

}  // namespace

std::vector<Task> tasks_of_quantiles() {
  return {{"quantiles", "five quantiles of a number with limits", 20, 8 + 8 + 4 + 4, 1e-8, quantiles}};
}

}  // namespace kith::bench
