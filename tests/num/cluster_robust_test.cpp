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

// The definition, with matrices of respondents by respondents: residuals are L y with L = I - X M X'W, of covariance
// LL' under independent answers of one variance.
struct ByDefinition {
  Eigen::MatrixXd covariance;
  Eigen::MatrixXd parts;  // n x clusters, of a combination: the variance estimate is the sum of (part . y)^2
  double df = 0;
};

ByDefinition by_definition(const Regression& regression, const Eigen::VectorXd& combination) {
  const Eigen::Index n = regression.predictors.rows();
  const Eigen::MatrixXd& x = regression.predictors;
  const Eigen::MatrixXd wx = regression.weights.asDiagonal() * x;
  const Eigen::MatrixXd bread = (x.transpose() * wx).inverse();
  const Eigen::MatrixXd left = Eigen::MatrixXd::Identity(n, n) - x * bread * wx.transpose();
  const auto count = static_cast<Eigen::Index>(*std::ranges::max_element(regression.clusters)) + 1;
  Eigen::MatrixXd meat = Eigen::MatrixXd::Zero(x.cols(), x.cols());
  ByDefinition result;
  result.parts = Eigen::MatrixXd::Zero(n, count);
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
    const Eigen::MatrixXd own = left(rows, Eigen::all);
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(own * own.transpose());
    const Eigen::MatrixXd adjusted = solver.operatorInverseSqrt() * wx(rows, Eigen::all);
    const Eigen::VectorXd score = adjusted.transpose() * regression.residuals(rows);
    meat += score * score.transpose();
    result.parts.col(g) = own.transpose() * adjusted * bread * combination;
  }
  const Eigen::MatrixXd q = result.parts.transpose() * result.parts;
  result.covariance = bread * meat * bread;
  result.df = q.trace() * q.trace() / (q * q).trace();
  return result;
}

// As a regression without weights whose rows are scaled by the roots of the weights.
Regression scaled(const Regression& regression) {
  const Eigen::VectorXd root = regression.weights.cwiseSqrt();
  return {root.asDiagonal() * regression.predictors, root.cwiseProduct(regression.residuals),
          Eigen::VectorXd::Ones(root.size()), regression.clusters};
}

TEST(ClusterRobust, Cr2AndItsDegreesOfFreedomAreThoseOfTheDefinition) {
  const Regression regression = made_up(90, 11);
  for (const WorkingModel working : {WorkingModel::Identity, WorkingModel::InverseWeight}) {
    const RobustCovariance found(regression, Robust::Cr2, working);
    const Regression defined = working == WorkingModel::Identity ? regression : scaled(regression);
    for (Eigen::Index k = 0; k < 3; ++k) {
      const Eigen::VectorXd unit = Eigen::VectorXd::Unit(3, k);
      const ByDefinition expected = by_definition(defined, unit);
      EXPECT_TRUE(found.matrix().isApprox(expected.covariance, 1e-10));
      EXPECT_NEAR(found.df(unit), expected.df, 1e-8 * expected.df);
      EXPECT_LT(found.df(unit), 10);
    }
  }
}

TEST(ClusterRobust, TheWorkingModelsOfWeightsDiffer) {
  const Regression regression = made_up(90, 11);
  const RobustCovariance identity(regression, Robust::Cr2, WorkingModel::Identity);
  const RobustCovariance inverse(regression, Robust::Cr2, WorkingModel::InverseWeight);
  EXPECT_FALSE(identity.matrix().isApprox(inverse.matrix(), 1e-3));
  Regression equal = regression;
  equal.weights.setConstant(2.5);
  EXPECT_TRUE(RobustCovariance(equal, Robust::Cr2, WorkingModel::Identity)
                  .matrix()
                  .isApprox(RobustCovariance(equal, Robust::Cr2, WorkingModel::InverseWeight).matrix(), 1e-10));
}

// What makes cr2 unbiased: under the working model the expected covariance is that of the coefficients.
TEST(ClusterRobust, Cr2IsUnbiasedUnderItsWorkingModel) {
  const Regression regression = made_up(90, 11);
  const Eigen::MatrixXd wx = regression.weights.asDiagonal() * regression.predictors;
  const Eigen::MatrixXd bread = (regression.predictors.transpose() * wx).inverse();
  for (Eigen::Index k = 0; k < 3; ++k) {
    const Eigen::MatrixXd parts = by_definition(regression, Eigen::VectorXd::Unit(3, k)).parts;
    EXPECT_NEAR(parts.squaredNorm(), (bread * wx.transpose() * wx * bread)(k, k), 1e-10);
  }
}

// Hotelling's degrees of freedom from the covariances of all products of two combinations.
TEST(ClusterRobust, HotellingsDegreesOfFreedomAreThoseOfTheTotalVariance) {
  const Regression regression = made_up(90, 11);
  Eigen::MatrixXd combinations(2, 3);
  combinations << 0, 1, 0, 0, 1, -2;
  const Eigen::VectorXd coefficients = Eigen::Vector3d(1, 0.9, 0.1);
  const HotellingTest test = RobustCovariance(regression, Robust::Cr2).hotelling(combinations, coefficients);
  std::vector<Eigen::MatrixXd> parts;
  Eigen::Matrix2d expected;
  for (Eigen::Index s = 0; s < 2; ++s) {
    parts.push_back(by_definition(regression, combinations.row(s).transpose()).parts);
  }
  for (std::size_t s = 0; s < 2; ++s) {
    for (std::size_t t = 0; t < 2; ++t) {
      expected(static_cast<Eigen::Index>(s), static_cast<Eigen::Index>(t)) = parts[s].cwiseProduct(parts[t]).sum();
    }
  }
  const Eigen::Matrix2d root = Eigen::SelfAdjointEigenSolver<Eigen::Matrix2d>(expected).operatorInverseSqrt();
  const std::vector<Eigen::MatrixXd> white{root(0, 0) * parts[0] + root(0, 1) * parts[1],
                                           root(1, 0) * parts[0] + root(1, 1) * parts[1]};
  double total = 0;
  for (std::size_t s = 0; s < 2; ++s) {
    for (std::size_t t = 0; t < 2; ++t) {
      const Eigen::MatrixXd crossed = white[s].transpose() * white[t];
      total += (white[s].transpose() * white[s]).cwiseProduct(white[t].transpose() * white[t]).sum() +
               crossed.cwiseProduct(crossed.transpose()).sum();
    }
  }
  EXPECT_NEAR(test.df2, 6 / total - 1, 1e-8);
  EXPECT_EQ(test.df1, 2);
  EXPECT_GT(test.statistic, 0);
}

TEST(ClusterRobust, OneCombinationMakesHotellingTheSquareOfT) {
  const Regression regression = made_up(90, 11);
  const RobustCovariance found(regression, Robust::Cr2);
  const Eigen::VectorXd b = Eigen::Vector3d(1, 0.9, 0.1);
  const HotellingTest test = found.hotelling(Eigen::MatrixXd::Identity(3, 3).row(1), b);
  EXPECT_NEAR(test.statistic, 0.81 / found.matrix()(1, 1), 1e-10);
  EXPECT_NEAR(test.df2, found.df(Eigen::VectorXd::Unit(3, 1)), 1e-8);
}

TEST(ClusterRobust, ClustersOfOneMakeCr2TheHc2AndCr3TheHc3) {
  Regression regression = made_up(40, 5);
  for (std::size_t i = 0; i < regression.clusters.size(); ++i) {
    regression.clusters[i] = static_cast<std::uint32_t>(i);
  }
  const auto same = [&](Robust clustered, Robust single) {
    return RobustCovariance(regression, clustered, WorkingModel::InverseWeight)
        .matrix()
        .isApprox(RobustCovariance(regression, single).matrix(), 1e-10);
  };
  EXPECT_TRUE(same(Robust::Cr2, Robust::Hc2));
  EXPECT_TRUE(same(Robust::Cr3, Robust::Hc3));
  EXPECT_TRUE(same(Robust::Cr0, Robust::Hc0));
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
  EXPECT_TRUE(RobustCovariance(regression, Robust::Cr1)
                  .matrix()
                  .isApprox(g / (g - 1) * RobustCovariance(regression, Robust::Cr0).matrix(), 1e-12));
  EXPECT_EQ(robust_of("cr2"), Robust::Cr2);
  EXPECT_FALSE(robust_of("cr4"));
}

}  // namespace
}  // namespace kith::num
