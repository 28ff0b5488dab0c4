#include "num/pooled_test.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <Eigen/Cholesky>

#include "num/distribution.h"
#include "num/rubin.h"
#include "num/sum.h"

namespace kith::num {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

PooledTest judged(double f, double df1, double df2, double increase) {
  PooledTest test{.f = f, .df1 = df1, .df2 = df2, .p = {}, .increase = increase};
  if (f <= 0) {
    test.p = 1;
  } else if (std::isinf(df2)) {
    test.p = chi_squared_above(f * df1, df1);
  } else if (df2 > 0) {
    test.p = f_above(f, df1, df2);
  }
  return test;
}

// Li, Raghunathan and Rubin 1991, equation 1.17; for few imputations of few numbers their second form.
double large_sample_df(double t, double k, double r) {
  if (!(r > 0)) {
    return infinity;
  }
  if (t > 4) {
    const double inflated = 1 + (1 - 2 / t) / r;
    return 4 + (t - 4) * inflated * inflated;
  }
  return t * (1 + 1 / k) * (1 + 1 / r) * (1 + 1 / r) / 2;
}

// Reiter 2007. t = k (m - 1) must be above 4 for it to exist.
double small_sample_df(double t, double r, double df_complete) {
  const double a = r * t / (t - 2);
  const double b = 1 + a;
  const double nu = (df_complete + 1) / (df_complete + 3) * df_complete;
  const double c0 = 1 / (t - 4);
  const double c1 = nu - 2 * b;
  const double c2 = nu - 4 * b;
  const double z = 1 / c2 + c0 * (a * a * c1 / (b * b * c2)) +
                   c0 * (8 * a * a * c1 / (b * c2 * c2) + 4 * a * a / (b * c2)) +
                   c0 * (4 * a * a / (c2 * c1) + 16 * a * a * c1 / (c2 * c2 * c2)) + c0 * (8 * a * a / (c2 * c2));
  return c1 > 0 && c2 > 0 ? 4 + 1 / z : 0;
}

}  // namespace

std::optional<PooledTest> pooled_wald(std::span<const Eigen::VectorXd> values,
                                      std::span<const Eigen::MatrixXd> covariances, double df_complete) {
  const PooledVector pooled = pool(values, covariances);
  const auto m = static_cast<double>(values.size());
  const auto k = static_cast<double>(pooled.value.size());
  const Eigen::LDLT<Eigen::MatrixXd> within(pooled.within);
  const Eigen::VectorXd pivots = within.vectorD();
  if (!pooled.within.allFinite() || !(pivots.minCoeff() > 1e-12 * pivots.maxCoeff())) {
    return std::nullopt;
  }
  const double r = std::max(0.0, (1 + 1 / m) * within.solve(pooled.between).trace() / k);
  const double f = pooled.value.dot(within.solve(pooled.value)) / (k * (1 + r));
  const double t = k * (m - 1);
  double df2 = large_sample_df(t, k, r);
  if (std::isfinite(df_complete)) {
    // Below Reiter's reach nothing is claimed that the complete data would not bear.
    df2 = t > 4 ? small_sample_df(t, r, df_complete) : std::min(df2, df_complete);
  }
  return judged(f, k, df2, r);
}

PooledTest pooled_statistics(std::span<const double> statistics, double df) {
  const auto m = static_cast<double>(statistics.size());
  Sum sum;
  Sum roots;
  for (const double d : statistics) {
    sum += d;
    roots += std::sqrt(std::max(0.0, d));
  }
  const double mean_root = roots.value() / m;
  Sum squares;
  for (const double d : statistics) {
    const double away = std::sqrt(std::max(0.0, d)) - mean_root;
    squares += away * away;
  }
  const double r = (1 + 1 / m) * squares.value() / (m - 1);
  const double f = (sum.value() / m / df - (m + 1) / (m - 1) * r) / (1 + r);
  const double df2 = r > 0 ? std::pow(df, -3 / m) * (m - 1) * (1 + 1 / r) * (1 + 1 / r) : infinity;
  return judged(f, df, df2, r);
}

PooledTest pooled_likelihood(double own, double pooled, double df, std::size_t imputations) {
  const auto m = static_cast<double>(imputations);
  const double r = std::max(0.0, (m + 1) / (df * (m - 1)) * (own - pooled));
  return judged(pooled / (df * (1 + r)), df, large_sample_df(df * (m - 1), df, r), r);
}

}  // namespace kith::num
