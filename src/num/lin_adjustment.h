// The predictors of Lin's regression adjustment of an experiment (Lin 2013, "Agnostic notes on regression adjustments
// to experimental data", Ann. Appl. Stat. 7): a constant, the groups, the covariates less their means, and the products
// of both. The coefficients of the groups are then their average effects whatever the true regression is, and HC2
// errors (num/cluster_robust.h) are right for them.
//
// Columns: 1, groups, covariates, then for each covariate its products with all groups.
#pragma once

#include <Eigen/Core>

namespace kith::num {

// `weights` of the means; empty: 1.
Eigen::MatrixXd lin_predictors(const Eigen::MatrixXd& groups, const Eigen::MatrixXd& covariates,
                               const Eigen::VectorXd& weights = {});

}  // namespace kith::num
