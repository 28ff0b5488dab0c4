// Covariances of least-squares coefficients that do not trust the model's residual variance, for independent
// respondents and for clusters.
//
// With W the weights, M = (X'WX)^-1, e the residuals, and X_g, W_g, e_g those of cluster g:
//
//   V = c M (sum over g of s_g s_g') M,   s_g = X_g' W_g A_g e_g
//
//   classical  c = sum of w e^2 / (n - p), and M alone
//   hc0     A = I, each respondent a cluster             (White 1980; Huber 1967)
//   hc1     the same with c = n / (n - p)
//   hc2     A = (1 - h)^(-1/2), h the leverage           (MacKinnon and White 1985)
//   hc3     A = 1 / (1 - h)
//   cr0     A = I                                        (Liang and Zeger 1986)
//   cr1     the same with c = G / (G - 1)
//   stata   the same with c = G / (G - 1) (n - 1) / (n - p)
//   cr2     A_g = B_g^(-1/2): unbiased under the working model (Bell and McCaffrey 2002; Pustejovsky and Tipton 2018)
//   cr3     A_g = (I - H_gg)^-1: close to the jackknife of clusters
//
// The working model of cr2, and of all degrees of freedom, is of independent residuals, either of one variance
// (Identity) or of variances that the weights are the inverse of (InverseWeight: precision weights, and the working
// weights of a generalised linear model). Under the first B_g = I - H_gg - H_gg' + X_g M (X'W^2X) M X_g' with
// H = X M X'W, the form for weights that say how many somebody stands for (Pustejovsky and Tipton 2018, section 2.2,
// "identity" target; R: estimatr, and clubSandwich for lm); under the second B_g = I - H_gg after both sides are scaled
// by the root of the weights. Without weights the two are the same.
//
// Degrees of freedom: Satterthwaite's for cr2 (num/cluster_forms.h), n - p for single respondents, otherwise G - 1.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <Eigen/Core>

#include "num/cluster_forms.h"

namespace kith::num {

enum class Robust { Classical, Hc0, Hc1, Hc2, Hc3, Cr0, Cr1, Stata, Cr2, Cr3 };
enum class WorkingModel { Identity, InverseWeight };

// "classical", "hc0" ... "cr3"; none for anything else.
std::optional<Robust> robust_of(std::string_view name);

struct Regression {
  Eigen::MatrixXd predictors;           // n x p, of full rank, not weighted
  Eigen::VectorXd residuals;            // n, not weighted
  Eigen::VectorXd weights;              // n; empty: 1
  std::vector<std::uint32_t> clusters;  // of each respondent, 0 .. G-1; empty: each for himself
};

// Of several combinations together.
struct HotellingTest {
  double statistic = 0;  // F
  double df1 = 0;
  double df2 = 0;
  std::optional<double> p;  // none where the clusters are too few for so many combinations (df2 <= 0)
};

class RobustCovariance {
 public:
  RobustCovariance(const Regression& regression, Robust kind, WorkingModel working = WorkingModel::Identity);

  const Eigen::MatrixXd& matrix() const { return covariance_; }
  // Of combination . coefficients.
  double df(const Eigen::VectorXd& combination) const;
  // Satterthwaite's for every kind with clusters.
  double satterthwaite(const Eigen::VectorXd& combination) const;
  // Are all `combinations` (rows) of the coefficients 0? Hotelling's T^2 with the degrees of freedom of AHZ.
  HotellingTest hotelling(const Eigen::MatrixXd& combinations, const Eigen::VectorXd& coefficients) const;

 private:
  Eigen::MatrixXd cluster_scores(const Eigen::MatrixXd& x, const Eigen::VectorXd& e, const Eigen::VectorXd& w,
                                 std::span<const std::vector<Eigen::Index>> rows, Robust kind);

  Eigen::Index respondents_ = 0;
  Eigen::Index clusters_ = 0;
  bool clustered_ = false;
  bool bias_reduced_ = false;
  Eigen::MatrixXd bread_;  // M
  std::vector<ClusterForm> forms_;
  Eigen::MatrixXd core_;
  Eigen::MatrixXd covariance_;
};

}  // namespace kith::num
