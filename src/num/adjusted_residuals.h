// Residuals of a regression over few clusters, made as large as they should be (Bell and McCaffrey 2002): each
// cluster's times (I - H_gg)^(-1/2), with H the projection on the predictors, unweighted. A variance between clusters
// that is made from them is unbiased where answers are independent and of one variance.
//
// With them Satterthwaite's degrees of freedom of each coefficient (num/cluster_forms.h; Bell and McCaffrey's theorem
// 4), under a working covariance of the answers:
//
//   Independent    one variance
//   Exchangeable   one variance, and one covariance within clusters, both estimated from the adjusted residuals
//
// This is how R's survey 4.5 corrects svyglm, whatever the weights (std.errors = "Bell-McCaffrey" and
// "Bell-McCaffrey-2").
#pragma once

#include <cstdint>
#include <span>

#include <Eigen/Core>

namespace kith::num {

enum class WorkingCorrelation { Independent, Exchangeable };

struct AdjustedResiduals {
  Eigen::VectorXd residuals;
  Eigen::VectorXd df;  // of each coefficient
};

// `clusters`: of each row, 0 .. G-1; empty: each row is one. Predictors of full rank.
AdjustedResiduals adjusted_residuals(const Eigen::MatrixXd& predictors, const Eigen::VectorXd& residuals,
                                     std::span<const std::uint32_t> clusters, WorkingCorrelation working);

}  // namespace kith::num
