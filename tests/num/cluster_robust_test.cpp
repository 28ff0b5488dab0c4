// Robust covariances against the matrices that define them.
#include "num/cluster_robust.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>

#include "num/random.h"

namespace kith::num {
namespace {

Regression made_up(Eigen::Index n, std::uint32_t clusters) {
  Random random(3);
  Regression regression;
  regression.predictors = Eigen::MatrixXd::Ones(n, 3);
  regression.weights.resize(n);
  Eigen::VectorXd y(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    regression.predictors(i, 1) = random.normal();
    regression.predictors(i, 2) = random.uniform() < 0.4 ? 1 : 0;
    regression.weights[i] = 0.5 + random.uniform();
    regression.clusters.push_back(static_cast<std::uint32_t>(std::min(random.below(clusters), random.below(clusters))));
    y[i] = 1 + regression.predictors(i, 1) + random.normal();
  }
  regression.clusters[0] = clusters - 1;
  const Eigen::MatrixXd wx = regression.weights.asDiagonal() * regression.predictors;
  const Eigen::VectorXd beta = (regression.predictors.transpose() * wx).ldlt().solve(wx.transpose() * y);
  regression.residuals = y - regression.predictors * beta;
  return regression;
}

// The definition, with matrices of respondents by respondents.
struct ByDefinition {
  Eigen::MatrixXd covariance;
  double df;
};

ByDefinition by_definition(const Regression& regression, const Eigen::VectorXd& combination) {
  const Eigen::Index n = regression.predictors.rows();
  const Eigen::VectorXd root = regression.weights.cwiseSqrt();
  const Eigen::MatrixXd x = root.asDiagonal() * regression.predictors;
  const Eigen::VectorXd e = root.cwiseProduct(regression.residuals);
  const Eigen::MatrixXd bread = (x.transpose() * x).inverse();
  const Eigen::MatrixXd free = Eigen::MatrixXd::Identity(n, n) - x * bread * x.transpose();
  const auto count = static_cast<Eigen::Index>(*std::ranges::max_element(regression.clusters)) + 1;
  Eigen::MatrixXd meat = Eigen::MatrixXd::Zero(3, 3);
  Eigen::MatrixXd quadratic = Eigen::MatrixXd::Zero(n, count);
  for (Eigen::Index g = 0; g < count; ++g) {
    std::vector<Eigen::Index> rows;
    for (Eigen::Index i = 0; i < n; ++i) {
      if (regression.clusters[static_cast<std::size_t>(i)] == static_cast<std::uint32_t>(g)) {
        rows.push_back(i);
      }
    }
    if (rows.empty()) {
      continue;
    }
    const Eigen::MatrixXd own = free(rows, rows);
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(own);
    const Eigen::MatrixXd adjusted = solver.operatorInverseSqrt();
    const Eigen::VectorXd score = x(rows, Eigen::all).transpose() * adjusted * e(rows);
    meat += score * score.transpose();
    quadratic.col(g) = free(Eigen::all, rows) * adjusted * x(rows, Eigen::all) * bread * combination;
  }
  const Eigen::MatrixXd q = quadratic.transpose() * quadratic;
  return {bread * meat * bread, q.trace() * q.trace() / (q * q).trace()};
}

TEST(ClusterRobust, Cr2AndItsDegreesOfFreedomAreThoseOfTheDefinition) {
  const Regression regression = made_up(90, 11);
  const RobustCovariance found(regression, Robust::Cr2);
  for (Eigen::Index k = 0; k < 3; ++k) {
    const Eigen::VectorXd unit = Eigen::VectorXd::Unit(3, k);
    const ByDefinition expected = by_definition(regression, unit);
    EXPECT_TRUE(found.matrix().isApprox(expected.covariance, 1e-10));
    EXPECT_NEAR(found.df(unit), expected.df, 1e-8 * expected.df);
    EXPECT_LT(found.df(unit), 10);
  }
}

TEST(ClusterRobust, ClustersOfOneMakeCr2TheHc2AndCr0TheHc0) {
  Regression regression = made_up(40, 5);
  for (std::size_t i = 0; i < regression.clusters.size(); ++i) {
    regression.clusters[i] = static_cast<std::uint32_t>(i);
  }
  EXPECT_TRUE(RobustCovariance(regression, Robust::Cr2)
                  .matrix()
                  .isApprox(RobustCovariance(regression, Robust::Hc2).matrix(), 1e-10));
  EXPECT_TRUE(RobustCovariance(regression, Robust::Cr0)
                  .matrix()
                  .isApprox(RobustCovariance(regression, Robust::Hc0).matrix(), 1e-10));
}

TEST(ClusterRobust, KindsDifferByTheirFactors) {
  const Regression regression = made_up(40, 6);
  const double g = 6;
  EXPECT_TRUE(RobustCovariance(regression, Robust::Stata)
                  .matrix()
                  .isApprox(g / (g - 1) * 39 / 37 * RobustCovariance(regression, Robust::Cr0).matrix(), 1e-12));
  EXPECT_TRUE(RobustCovariance(regression, Robust::Hc1)
                  .matrix()
                  .isApprox(40.0 / 37 * RobustCovariance(regression, Robust::Hc0).matrix(), 1e-12));
  EXPECT_EQ(robust_of("cr2"), Robust::Cr2);
  EXPECT_FALSE(robust_of("cr3"));
}

}  // namespace
}  // namespace kith::num
