// Rubin's rules: m answers to one question, each from data whose gaps were filled at random, as one answer.
//
//   value      Q = mean of the q_l
//   within     U = mean of the u_l, the variances that each answer has for itself
//   between    B = sum (q_l - Q)^2 / (m - 1)
//   variance   T = U + (1 + 1/m) B
//   increase   r = (1 + 1/m) B / U        of the variance, because answers are missing
//   share      lambda = (1 + 1/m) B / T   of the variance that the missing answers make
//   df         1 / (1/nu_m + 1/nu_obs), nu_m = (m - 1) / lambda^2, nu_obs = nu (nu + 1) / (nu + 3) (1 - lambda), nu the
//              degrees of freedom that the complete data would have
//   information  (r + 2 / (df + 3)) / (r + 1), the fraction that is missing
//
// (Rubin 1987, sections 3.1 and 3.3; Barnard and Rubin 1999, Biometrika 86, equations 3 to 5.) With infinite nu the
// degrees of freedom are Rubin's nu_m. They can be smaller than nu and never larger, and are smaller than nu also where
// nothing was missing (nu_obs with lambda = 0): who pools answers that are all the same should not have pooled them.
//
// Assumes that what the imputations were drawn from holds everything that the reasons for missing depend on (missing at
// random), and that they vary as much as a posterior does.
#pragma once

#include <limits>
#include <span>
#include <vector>

#include <Eigen/Core>

namespace kith::num {

struct RubinOptions {
  double df_complete = std::numeric_limits<double>::infinity();
  // A lambda that is smaller counts as this one: mice puts it at 1e-4, so as not to divide by 0. Infinity is a number
  // here and needs no floor.
  double least_share = 0;
};

struct Pooled {
  double value = 0;
  double within = 0;
  double between = 0;
  double variance = 0;
  double increase = 0;  // infinite where nothing but the missing answers makes the value vary
  double share = 0;
  double df = 0;
  double information = 0;
};

// As many values as variances, two or more.
Pooled pool(std::span<const double> values, std::span<const double> variances, const RubinOptions& options = {});

// Several numbers at once, with their covariances.
struct PooledVector {
  Eigen::VectorXd value;
  Eigen::MatrixXd within;
  Eigen::MatrixXd between;
  Eigen::MatrixXd variance;
};
PooledVector pool(std::span<const Eigen::VectorXd> values, std::span<const Eigen::MatrixXd> covariances);

}  // namespace kith::num
