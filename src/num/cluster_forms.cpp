#include "num/cluster_forms.h"

#include <Eigen/Eigenvalues>

namespace kith::num {

namespace {

// Var of V_st, the covariance estimate of the combinations c_s and c_t, from the columns s and t of F and Y.
double variance_of(const std::vector<Eigen::MatrixXd>& own, const std::vector<Eigen::MatrixXd>& across,
                   const Eigen::MatrixXd& core, Eigen::Index s, Eigen::Index t) {
  double sum = 0;
  Eigen::MatrixXd crossed = Eigen::MatrixXd::Zero(core.rows(), core.cols());
  for (std::size_t g = 0; g < own.size(); ++g) {
    const Eigen::MatrixXd& f = own[g];
    const Eigen::MatrixXd k = across[g].transpose() * core * across[g];
    sum += f(s, s) * (f(t, t) + k(t, t)) + f(t, t) * k(s, s) + f(s, t) * (f(s, t) + 2 * k(s, t));
    crossed.noalias() += across[g].col(s) * across[g].col(t).transpose();
  }
  const Eigen::MatrixXd product = core * crossed;
  return sum + (product * core * crossed.transpose()).trace() + (product * product).trace();
}

}  // namespace

double ClusterForms::satterthwaite(const Eigen::VectorXd& combination) const {
  double expectation = 0;
  double squares = 0;
  Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(core_.rows(), core_.cols());
  for (const ClusterForm& cluster : clusters_) {
    const Eigen::VectorXd y = cluster.across * combination;
    const double own = combination.dot(cluster.own * combination);
    const double across = y.dot(core_ * y);
    expectation += own + across;
    squares += own * own + 2 * own * across;
    sum.noalias() += y * y.transpose();
  }
  const Eigen::MatrixXd crossed = sum * core_;
  squares += (crossed * crossed).trace();
  return expectation * expectation / squares;
}

double ClusterForms::hotelling(const Eigen::MatrixXd& combinations) const {
  const Eigen::Index q = combinations.rows();
  Eigen::MatrixXd expected = Eigen::MatrixXd::Zero(q, q);
  for (const ClusterForm& cluster : clusters_) {
    const Eigen::MatrixXd y = cluster.across * combinations.transpose();
    expected.noalias() += combinations * cluster.own * combinations.transpose() + y.transpose() * core_ * y;
  }
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(expected);
  const Eigen::MatrixXd whitened = solver.operatorInverseSqrt() * combinations;
  std::vector<Eigen::MatrixXd> own;
  std::vector<Eigen::MatrixXd> across;
  for (const ClusterForm& cluster : clusters_) {
    own.emplace_back(whitened * cluster.own * whitened.transpose());
    across.emplace_back(cluster.across * whitened.transpose());
  }
  double total = 0;
  for (Eigen::Index s = 0; s < q; ++s) {
    for (Eigen::Index t = 0; t < q; ++t) {
      total += variance_of(own, across, core_, s, t);
    }
  }
  return static_cast<double>(q * (q + 1)) / total;
}

}  // namespace kith::num
