// Tests of several numbers at once after multiple imputation: m answers with their covariances, or m statistics, as one
// F test.
//
//   D1  from estimates and covariances (Li, Raghunathan and Rubin 1991, JASA 86): with Q, U, B of rubin.h and k
//       numbers, r = (1 + 1/m) tr(B U^-1) / k and F = Q' U^-1 Q / (k (1 + r)), which takes the fraction of missing
//       information to be the same in every direction. The degrees of freedom of the denominator are Reiter's (2007,
//       Biometrika 94, equations 1 and 2) where the complete data's are finite.
//   D2  from chi-squared statistics d_l alone (Li, Meng, Raghunathan and Rubin 1991, Statistica Sinica 1): r = (1 +
//       1/m) var(sqrt d), F = (mean d / k - (m + 1) / (m - 1) r) / (1 + r). It loses power, and can be below 0.
//   D3  from likelihood ratios (Meng and Rubin 1992, Biometrika 79): with the mean of those at each imputation's own
//       estimates and the mean of those at the pooled ones, r = (m + 1) / (k (m - 1)) (own - pooled), F = pooled / (k
//       (1 + r)).
#pragma once

#include <limits>
#include <optional>
#include <span>

#include <Eigen/Core>

namespace kith::num {

struct PooledTest {
  double f = 0;
  double df1 = 0;
  double df2 = 0;           // infinite where nothing was missing
  std::optional<double> p;  // none without degrees of freedom
  double increase = 0;      // r
};

// D1 of the hypothesis that all are 0. None where the covariances do not tell (not of full rank).
std::optional<PooledTest> pooled_wald(std::span<const Eigen::VectorXd> values,
                                      std::span<const Eigen::MatrixXd> covariances,
                                      double df_complete = std::numeric_limits<double>::infinity());

// D2 of statistics on `df` degrees of freedom, which need not be whole.
PooledTest pooled_statistics(std::span<const double> statistics, double df);

// D3. `own` and `pooled` are the means over the imputations of twice the log likelihood ratio.
PooledTest pooled_likelihood(double own, double pooled, double df, std::size_t imputations);

}  // namespace kith::num
