#include "num/lin_adjustment.h"

namespace kith::num {

Eigen::MatrixXd lin_predictors(const Eigen::MatrixXd& groups, const Eigen::MatrixXd& covariates,
                               const Eigen::VectorXd& weights) {
  const Eigen::VectorXd w = weights.size() > 0 ? weights : Eigen::VectorXd::Ones(groups.rows());
  const Eigen::MatrixXd centred = covariates.rowwise() - (w.transpose() * covariates) / w.sum();
  Eigen::MatrixXd x(groups.rows(), 1 + groups.cols() + centred.cols() * (1 + groups.cols()));
  x << Eigen::VectorXd::Ones(groups.rows()), groups, centred,
      Eigen::MatrixXd::Zero(groups.rows(), centred.cols() * groups.cols());
  Eigen::Index next = 1 + groups.cols() + centred.cols();
  for (Eigen::Index j = 0; j < centred.cols(); ++j) {
    for (Eigen::Index group = 0; group < groups.cols(); ++group) {
      x.col(next++) = groups.col(group).cwiseProduct(centred.col(j));
    }
  }
  return x;
}

}  // namespace kith::num
