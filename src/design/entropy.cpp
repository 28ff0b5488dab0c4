#include "design/entropy.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/problem.h"
#include "design/adjustment.h"
#include "design/calibrate.h"

namespace kith::design {

std::shared_ptr<const Calibration> entropy_balance(std::span<const double> weights,
                                                   const std::shared_ptr<const Auxiliaries>& auxiliaries) {
  const auto whole = std::ranges::find_if(auxiliaries->blocks, [](const auto& block) { return block.value.empty(); });
  if (whole == auxiliaries->blocks.end()) {
    throw Error({"no-population",
                 fmt::format("entropy balancing to {} needs the size of the population", auxiliaries->text()),
                 {},
                 "add the margin `total()` with an empty level"});
  }
  const double population = auxiliaries->totals.segment(whole->first, whole->count).sum();
  const auto scaled = [population](std::span<const double> base) {
    std::vector<double> result(base.begin(), base.end());
    const double sum = Eigen::Map<const Eigen::VectorXd>(result.data(), static_cast<Eigen::Index>(result.size())).sum();
    std::ranges::for_each(result, [&](double& weight) { weight *= population / sum; });
    return result;
  };
  const auto balanced = calibrate(scaled(weights), auxiliaries, {.distance = Distance::Raking});
  const auto rule = [balanced, scaled](std::span<const double> others) { return balanced->again(scaled(others)); };
  return std::make_shared<Adjustment>(std::vector<double>(balanced->weights().begin(), balanced->weights().end()), rule,
                                      *balanced->projection(), "entropy balancing to " + auxiliaries->text());
}

}  // namespace kith::design
