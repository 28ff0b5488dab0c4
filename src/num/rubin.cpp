#include "num/rubin.h"

#include <algorithm>
#include <cmath>

#include "num/sum.h"

namespace kith::num {

namespace {

double mean(std::span<const double> values) {
  Sum sum;
  for (const double value : values) {
    sum += value;
  }
  return sum.value() / static_cast<double>(values.size());
}

double degrees(double share, double imputations, const RubinOptions& options) {
  const double lambda = std::max(share, options.least_share);
  const double nu = options.df_complete;
  const double of_imputations =
      lambda > 0 ? (imputations - 1) / (lambda * lambda) : std::numeric_limits<double>::infinity();
  if (std::isinf(nu)) {
    return of_imputations;
  }
  const double observed = (nu + 1) / (nu + 3) * nu * (1 - lambda);
  if (!(observed > 0)) {
    return 0;
  }
  return std::isinf(of_imputations) ? observed : of_imputations * observed / (of_imputations + observed);
}

}  // namespace

Pooled pool(std::span<const double> values, std::span<const double> variances, const RubinOptions& options) {
  const auto m = static_cast<double>(values.size());
  Pooled pooled{.value = mean(values), .within = mean(variances)};
  Sum squares;
  for (const double value : values) {
    squares += (value - pooled.value) * (value - pooled.value);
  }
  pooled.between = squares.value() / (m - 1);
  const double added = (1 + 1 / m) * pooled.between;
  pooled.variance = pooled.within + added;
  pooled.share = pooled.variance > 0 ? added / pooled.variance : 0;
  pooled.increase = pooled.within > 0 ? added / pooled.within : added > 0 ? std::numeric_limits<double>::infinity() : 0;
  pooled.df = degrees(pooled.share, m, options);
  const double r = pooled.increase;
  pooled.information = std::isinf(r) ? 1 : (r + 2 / (pooled.df + 3)) / (r + 1);
  return pooled;
}

PooledVector pool(std::span<const Eigen::VectorXd> values, std::span<const Eigen::MatrixXd> covariances) {
  const auto m = static_cast<double>(values.size());
  const Eigen::Index size = values.front().size();
  PooledVector pooled{
      Eigen::VectorXd::Zero(size), Eigen::MatrixXd::Zero(size, size), Eigen::MatrixXd::Zero(size, size), {}};
  for (std::size_t l = 0; l < values.size(); ++l) {
    pooled.value += values[l] / m;
    pooled.within += covariances[l] / m;
  }
  for (const Eigen::VectorXd& value : values) {
    const Eigen::VectorXd away = value - pooled.value;
    pooled.between += away * away.transpose() / (m - 1);
  }
  pooled.variance = pooled.within + (1 + 1 / m) * pooled.between;
  return pooled;
}

}  // namespace kith::num
