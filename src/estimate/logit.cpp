// The variance of log(p / (1 - p)) where replicates know it: each replicate's share goes through the logarithm, as in a
// logistic regression on a constant that is fitted again to each (R: svyciprop, method logit).
#include <cmath>

#include "design/replicates.h"
#include "estimate/joint.h"
#include "estimate/state.h"

namespace kith::estimate {

std::optional<double> logit_variance(const Estimates::State& state, const Estimates::State::Origin& origin) {
  const std::string_view method = state.method(finding::Kind::Share).name;
  if (state.design.replicates() == nullptr || (method != "logit" && method != "likelihood")) {
    return std::nullopt;
  }
  design::Statistic share = joint(state, {origin});
  design::Statistic logit = share;
  logit.at = [at = share.at](std::span<const double> weights) {
    const Eigen::VectorXd p = at(weights);
    return Eigen::VectorXd((p.array() / (1 - p.array())).log());
  };
  const design::Estimate estimate = design::estimate(state.design, logit);
  const double variance = estimate.covariance(0, 0);
  return estimate.known && std::isfinite(variance) ? std::optional(variance) : std::nullopt;
}

}  // namespace kith::estimate
