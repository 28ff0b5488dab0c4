// What a cluster-robust variance is worth: the degrees of freedom of a sum of squares over clusters.
//
// The variance of a combination c of coefficients is V = sum over clusters g of (q_g' y)^2 with vectors q_g that the
// estimator fixes. Under a working model of the residuals' covariance, V is a quadratic form of normal variables, and
// all that is known of it is in the products a_gh = q_g' W q_h, W the working covariance:
//
//   E V = sum of a_gg,   Var V = 2 sum of a_gh^2
//
//   satterthwaite   (E V)^2 2 / Var V                          (Bell and McCaffrey 2002; Imbens and Kolesar 2016)
//   hotelling       for several combinations together: q (q + 1) / the total variance of their covariance matrix,
//                   made the identity in expectation (Pustejovsky and Tipton 2018, "AHZ", equations 16 to 18)
//
// The products are never a matrix of clusters by clusters: a_gh = [g = h] c' F_g c + c' Y_g' K Y_h c, with F_g of
// coefficients by coefficients and Y_g of a few rows.
#pragma once

#include <vector>

#include <Eigen/Core>

namespace kith::num {

struct ClusterForm {
  Eigen::MatrixXd own;     // F_g
  Eigen::MatrixXd across;  // Y_g
};

class ClusterForms {
 public:
  ClusterForms(std::vector<ClusterForm> clusters, Eigen::MatrixXd core)  // core: K, symmetric
      : clusters_(std::move(clusters)), core_(std::move(core)) {}

  double satterthwaite(const Eigen::VectorXd& combination) const;
  // `combinations` in rows.
  double hotelling(const Eigen::MatrixXd& combinations) const;

 private:
  std::vector<ClusterForm> clusters_;
  Eigen::MatrixXd core_;
};

}  // namespace kith::num
