// Covariances of least-squares coefficients that do not trust the model's residual variance, for independent
// respondents and for clusters.
//
// With X weighted by the root of its weights, M = (X'X)^-1, e the weighted residuals, X_g and e_g those of cluster g:
//
//   V = c M (sum over g of s_g s_g') M,   s_g = X_g' A_g e_g
//
//   hc0     A = I, each respondent a cluster             (White 1980; Huber 1967)
//   hc1     the same with c = n / (n - p)
//   hc2     A = (1 - h)^(-1/2), h the leverage           (MacKinnon and White 1985)
//   hc3     A = 1 / (1 - h)
//   cr0     A = I                                        (Liang and Zeger 1986)
//   stata   the same with c = G / (G - 1) (n - 1) / (n - p)
//   cr2     A_g = (I - H_gg)^(-1/2)                      (Bell and McCaffrey 2002; Pustejovsky and Tipton 2018)
//
// (I - H_gg)^(-1/2) is a matrix of the cluster's size, but all that is asked of it is X_g' A_g. With
// K = M^(1/2) X_g'X_g M^(1/2) = V diag(l) V' that is M^(-1/2) V diag((1 - l)^(-1/2)) V' M^(1/2) X_g': nothing larger
// than p x p. Directions in which a cluster alone decides a coefficient (l = 1) are left out, as the pseudo-inverse
// does.
//
// Degrees of freedom of a combination b of coefficients, for cr2, are Satterthwaite's (tr Q)^2 / tr Q^2 under
// independent residuals of one variance (after weighting), Q_gk = [g = k] |q_g|^2 - (q_g X_g) M (q_k X_k)', q_g = b' M
// X_g' A_g. Of the others: n - p, or G - 1 with clusters.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <Eigen/Core>

namespace kith::num {

enum class Robust { Hc0, Hc1, Hc2, Hc3, Cr0, Stata, Cr2 };

// "hc0" ... "cr2"; none for anything else.
std::optional<Robust> robust_of(std::string_view name);

struct Regression {
  Eigen::MatrixXd predictors;           // n x p, of full rank, not weighted
  Eigen::VectorXd residuals;            // n, not weighted
  Eigen::VectorXd weights;              // n; empty: 1
  std::vector<std::uint32_t> clusters;  // of each respondent, 0 .. G-1; empty: each for himself
};

class RobustCovariance {
 public:
  RobustCovariance(const Regression& regression, Robust kind);

  const Eigen::MatrixXd& matrix() const { return covariance_; }
  // Of combination . coefficients.
  double df(const Eigen::VectorXd& combination) const;

 private:
  Eigen::MatrixXd scores(const Regression& regression, Robust kind);  // clusters x p

  Eigen::Index respondents_ = 0;
  Eigen::Index clusters_ = 0;
  bool clustered_ = false;
  bool bias_reduced_ = false;
  Eigen::MatrixXd bread_;                    // M
  std::vector<Eigen::MatrixXd> adjustment_;  // cr2, of each cluster: B_g of X_g' A_g = B_g X_g'
  std::vector<Eigen::MatrixXd> products_;    // X_g'X_g
  Eigen::MatrixXd covariance_;
};

}  // namespace kith::num
