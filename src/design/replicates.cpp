#include "design/replicates.h"

namespace kith::design {

Eigen::MatrixXd covariance(const Replicates& replicates, const Eigen::MatrixXd& values, const Eigen::VectorXd& full) {
  Eigen::VectorXd centre = full;
  if (replicates.centre == Centre::Mean) {
    centre.setZero();
    double counted = 0;
    for (Eigen::Index r = 0; r < values.rows(); ++r) {
      if (replicates.rscales[static_cast<std::size_t>(r)] > 0) {
        centre += values.row(r).transpose();
        counted += 1;
      }
    }
    centre /= counted;
  }
  Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(full.size(), full.size());
  for (Eigen::Index r = 0; r < values.rows(); ++r) {
    const Eigen::VectorXd deviation = values.row(r).transpose() - centre;
    sum.noalias() += replicates.rscales[static_cast<std::size_t>(r)] * deviation * deviation.transpose();
  }
  return replicates.scale * sum;
}

}  // namespace kith::design
