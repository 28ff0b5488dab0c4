// Raking to four margins, and bootstrap replicates with means taken over them.
#include <cmath>

#include <fmt/format.h>

#include "design/make.h"
#include "estimate/estimate.h"
#include "task.h"

namespace kith::bench {

namespace {

// Level l of L is wanted as 1 + 0.3 sin(l) of the mean of all levels, and the margins add up to the weights.
std::vector<design::MarginTotal> wanted(const data::Table& table) {
  double size = 0;
  for (const double weight : table.column("w").numbers()) {
    size += weight;
  }
  std::vector<design::MarginTotal> margins;
  for (const int levels : {2, 5, 8, 16}) {
    double sum = 0;
    for (int level = 1; level <= levels; ++level) {
      sum += 1 + 0.3 * std::sin(level);
    }
    for (int level = 1; level <= levels; ++level) {
      margins.push_back(
          {fmt::format("g{}", levels), fmt::format("{}", level), size * (1 + 0.3 * std::sin(level)) / sum, {}});
    }
  }
  return margins;
}

Numbers raked(const data::Table& table) {
  design::Spec spec = clustered();
  spec.weighting.margins = wanted(table);
  spec.weighting.method = design::WeightingMethod::Rake;
  const design::Design design = design::make(spec, table);
  Numbers numbers;
  for (std::size_t row = 0; row < 1000; ++row) {
    numbers[fmt::format("weight {}", row + 1)] = design.weights()[row];
  }
  return numbers;
}

// Two samplers draw different replicates: only the means can agree.
Numbers bootstrapped(const data::Table& table) {
  design::Spec spec = clustered();
  spec.made_replicates = design::MadeReplicates{.method = design::ReplicateMethod::Bootstrap, .count = 200};
  Numbers numbers;
  for (const auto& [key, value] : numbers_of_means(table, {}, spec)) {
    if (key.ends_with("|value")) {
      numbers[key] = value;
    }
  }
  return numbers;
}

}  // namespace

std::vector<Task> tasks_of_weights() {
  return {{"rake", "raking to four margins", 20, 8 + 4 + 4 + 4, 1e-8, raked},
          {"bootstrap", "200 bootstrap replicates made, 30 means over them", 500, 30 + 8 + 4 + 4, 1e-8, bootstrapped}};
}

}  // namespace kith::bench
