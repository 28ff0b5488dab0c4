// Weighted least squares of many rows on a few columns and on the groups that the rows lie in, with normal priors, and
// draws from the normal posterior.
//
// With rows x_i, weights w_i, groups g(i) and right sides s_i, the precision of (b, u) is
//
//   H = | A  C |   A = sum w x x' + diag(precision)   C = sum w x e_g'   D = sum w e_g e_g' + I / tau^2
//       | C' D |
//
// and H (b, u) = (sum s x, sum s e_g). D is diagonal, so that u goes first and only S = A - C D^-1 C' is factored: cost
// rows x columns^2 + groups x columns^2, however many groups there are. A draw is b = mode + S^(-T/2) z and then u
// given b, which is exact.
#pragma once

#include <cstdint>
#include <span>

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include "num/random.h"

namespace kith::impute {

struct Coefficients {
  Eigen::VectorXd b;
  Eigen::VectorXd u;  // of the groups; empty where there are none
};

class GroupedEquations {
 public:
  GroupedEquations(Eigen::Index columns, Eigen::Index groups);

  // `x` has one column a row of data; `weights` empty: 1. `groups` has one entry a row, or is empty.
  void add(const Eigen::MatrixXd& x, const Eigen::ArrayXd& weights, const Eigen::ArrayXd& right,
           std::span<const std::uint32_t> groups);
  // Prior precisions of b, one by one, and of every u; may be done again with others.
  void solve(const Eigen::VectorXd& precision, double group_precision);

  const Coefficients& mode() const { return mode_; }
  Coefficients draw(double sd, num::Random& random) const;
  double weight() const { return weight_; }          // sum w
  double explained() const;                          // mode . right side
  double quadratic(const Coefficients& step) const;  // step' H step

 private:
  Coefficients completed(Eigen::VectorXd b) const;

  Eigen::MatrixXd a_;
  Eigen::MatrixXd c_;
  Eigen::VectorXd d_;
  Eigen::VectorXd right_b_;
  Eigen::VectorXd right_u_;
  double weight_ = 0;
  Eigen::MatrixXd scaled_;       // kept for its memory
  Eigen::MatrixXd posterior_a_;  // with the prior
  Eigen::VectorXd posterior_d_;
  Eigen::LLT<Eigen::MatrixXd> factor_;
  Coefficients mode_;
};

}  // namespace kith::impute
