// The variance of log(p / (1 - p)) where replicates know it: each replicate's share goes through the logarithm, as in a
// logistic regression on a constant that is fitted again to each (R: svyciprop, method logit).
#include <cmath>

#include "design/replicates.h"
#include "estimate/state.h"

namespace kith::estimate {

std::optional<double> logit_variance(const Estimates::State& state, const Estimates::State::Origin& origin,
                                     double value) {
  const std::string_view method = state.method(finding::Kind::Share).name;
  if (state.design.replicates() == nullptr || (method != "logit" && method != "likelihood")) {
    return std::nullopt;
  }
  const auto logit = [](double p) { return std::log(p / (1 - p)); };
  Eigen::VectorXd values(static_cast<Eigen::Index>(origin.replicates.size()));
  for (Eigen::Index r = 0; r < values.size(); ++r) {
    values[r] = logit(origin.replicates[static_cast<std::size_t>(r)]);
  }
  const design::BetweenReplicates between =
      design::between_replicates(*state.design.replicates(), values, Eigen::VectorXd::Constant(1, logit(value)));
  const double variance = between.covariance(0, 0);
  return between.valid > 0 && std::isfinite(variance) ? std::optional(variance) : std::nullopt;
}

}  // namespace kith::estimate
