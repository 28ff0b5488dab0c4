// Variances of samples whose units were drawn without replacement and with unequal probabilities p.
//
// The exact variance needs the probability of every pair of units. Where these are known (JointProbabilities), with
// d_ij = 1 - p_i p_j / p_ij and d_ii = 1 - p_i:
//
//   V = sum over i, j of d_ij t_i t_j              (Horvitz and Thompson 1952)
//   V = - 1/2 sum over i, j of d_ij (t_i - t_j)^2  (Yates and Grundy 1953; for a fixed number of units)
//
// Three approximations get by with the probabilities themselves, n units of a stratum:
//
//   Brewer (2002, equation 9.13)  n / (n - 1) sum of (1 - p_i) (t_i - mean)^2
//   Overton (1985)                p_ij = p_i p_j (n - 1) / (n - (p_i + p_j) / 2)
//   Hartley and Rao (1962)        p_ij = p_i p_j (n - 1) / (n - p_i - p_j + q), q = sum of p^2 over the population / n
//
// Horvitz and Thompson's form can come out negative, which says that it is no use for that sample: then there is no
// variance. The last two are quadratic in sums over the units, so no matrix is made: they cost as much as the first.
#pragma once

#include <optional>
#include <span>

#include <Eigen/Core>

#include "design/design.h"
#include "design/spec.h"

namespace kith::design {

// (n - 1) / n times the variance of the sum of `totals`, one a unit of a stratum, absent ones 0; by `spec.pps`.
double unequal_spread(const Spec& spec, std::span<const double> totals, std::span<const double> taken);

class JointProbabilities {
 public:
  // units x units, the diagonal each unit's own. Deviations from independence below `tolerance` are taken for none.
  // Throws Error for a matrix that is not square, symmetric and within (0, 1].
  JointProbabilities(const Eigen::MatrixXd& probabilities, PairForm form, double tolerance = 0);

  std::size_t units() const { return static_cast<std::size_t>(deviations_.rows()); }
  // Of the sum over the groups of a design whose groups are the units; groups that are not given are 0.
  double variance(std::span<const GroupTotal> parts) const;

 private:
  Eigen::MatrixXd deviations_;  // d
  PairForm form_;
};

}  // namespace kith::design
