#include "design/weight_diagnostics.h"

#include <algorithm>
#include <cmath>

#include "num/sum.h"

namespace kith::design {

WeightSpread weight_spread(std::span<const double> weights) {
  WeightSpread result;
  num::Sum sum;
  num::Sum squares;
  for (const double weight : weights) {
    if (weight > 0) {
      result.smallest = result.respondents == 0 ? weight : std::min(result.smallest, weight);
      result.largest = std::max(result.largest, weight);
      ++result.respondents;
      sum += weight;
      squares += weight * weight;
    }
  }
  result.sum = sum.value();
  if (result.respondents > 0) {
    result.effective = result.sum * result.sum / squares.value();
    result.design_effect = static_cast<double>(result.respondents) / result.effective;
  }
  return result;
}

std::vector<TargetReached> targets_reached(const Auxiliaries& auxiliaries, std::span<const double> before,
                                           std::span<const double> after) {
  const Eigen::VectorXd first = auxiliaries.sums(auxiliaries.collect(before));
  const Eigen::VectorXd last = auxiliaries.sums(auxiliaries.collect(after));
  std::vector<double> respondents(before.size());
  std::ranges::transform(before, respondents.begin(), [](double weight) { return weight > 0 ? 1 : 0; });
  const Eigen::VectorXd people = auxiliaries.collect(respondents);
  std::vector<TargetReached> result;
  for (const Auxiliaries::Block& block : auxiliaries.blocks) {
    std::vector<double> counts(static_cast<std::size_t>(block.count));
    for (std::size_t cell = 0; cell < auxiliaries.cells; ++cell) {
      counts[static_cast<std::size_t>(block.column(cell) - block.first)] += people[static_cast<Eigen::Index>(cell)];
    }
    for (Eigen::Index k = block.first; k < block.first + block.count; ++k) {
      result.push_back({block.name, auxiliaries.names[static_cast<std::size_t>(k)],
                        std::llround(counts[static_cast<std::size_t>(k - block.first)]), auxiliaries.totals[k],
                        first[k], last[k]});
    }
  }
  return result;
}

}  // namespace kith::design
