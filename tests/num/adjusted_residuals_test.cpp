// Bell and McCaffrey's residuals and degrees of freedom against the matrices that define them.
#include "num/adjusted_residuals.h"

#include <gtest/gtest.h>

#include <vector>

#include <Eigen/Eigenvalues>

#include "num/leverage.h"
#include "num/random.h"

namespace kith::num {
namespace {

constexpr Eigen::Index n = 60;
constexpr std::uint32_t clusters = 8;

struct Drawn {
  Eigen::MatrixXd x = Eigen::MatrixXd::Ones(n, 3);
  Eigen::VectorXd e{n};
  std::vector<std::uint32_t> cluster;
};

Drawn drawn() {
  Random random(9);
  Drawn result;
  for (Eigen::Index i = 0; i < n; ++i) {
    result.cluster.push_back(static_cast<std::uint32_t>(i < 25 ? 0 : 1 + i % (clusters - 1)));
    result.x(i, 1) = random.normal();
    result.x(i, 2) = result.cluster.back() < 3 ? 1 : 0;
    result.e[i] = random.normal();
  }
  return result;
}

TEST(AdjustedResiduals, DegreesOfFreedomAreThoseOfTheDefinitionUnderBothWorkingModels) {
  const Drawn data = drawn();
  const Eigen::MatrixXd bread = (data.x.transpose() * data.x).inverse();
  const Eigen::MatrixXd left = Eigen::MatrixXd::Identity(n, n) - data.x * bread * data.x.transpose();
  for (const WorkingCorrelation working : {WorkingCorrelation::Independent, WorkingCorrelation::Exchangeable}) {
    const AdjustedResiduals found = adjusted_residuals(data.x, data.e, data.cluster, working);
    Eigen::VectorXd adjusted(n);
    Eigen::MatrixXd covariance = Eigen::MatrixXd::Identity(n, n);
    std::vector<Eigen::MatrixXd> parts;
    double pairs = 0;
    double products = 0;
    const auto rows = cluster_rows(data.cluster, n);
    for (const auto& own : rows) {
      const Eigen::MatrixXd block = left(own, own);
      const Eigen::MatrixXd root = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(block).operatorInverseSqrt();
      adjusted(own) = root * data.e(own);
      parts.emplace_back(left(Eigen::all, own) * root * data.x(own, Eigen::all) * bread);
    }
    for (const auto& own : rows) {
      for (const Eigen::Index i : own) {
        for (const Eigen::Index j : own) {
          pairs += i != j ? 1 : 0;
          products += i != j ? adjusted[i] * adjusted[j] : 0;
        }
      }
    }
    if (working == WorkingCorrelation::Exchangeable) {
      covariance *= adjusted.squaredNorm() / static_cast<double>(n);
      for (const auto& own : rows) {
        for (const Eigen::Index i : own) {
          for (const Eigen::Index j : own) {
            covariance(i, j) = i == j ? covariance(i, j) : products / pairs;
          }
        }
      }
    }
    EXPECT_TRUE(found.residuals.isApprox(adjusted, 1e-10));
    for (Eigen::Index j = 0; j < 3; ++j) {
      Eigen::MatrixXd q(n, clusters);
      for (std::size_t g = 0; g < parts.size(); ++g) {
        q.col(static_cast<Eigen::Index>(g)) = parts[g].col(j);
      }
      const Eigen::MatrixXd form = q.transpose() * covariance * q;
      EXPECT_NEAR(found.df[j], form.trace() * form.trace() / (form * form).trace(), 1e-8);
    }
  }
}

// A cluster that alone has a predictor decides its coefficient, and the residuals that it has left are 0.
TEST(AdjustedResiduals, LeaveOutTheDirectionThatAClusterDecidesAlone) {
  Drawn data = drawn();
  for (Eigen::Index i = 0; i < n; ++i) {
    data.x(i, 2) = data.cluster[static_cast<std::size_t>(i)] == 4 ? 1 : 0;
  }
  const AdjustedResiduals found = adjusted_residuals(data.x, data.e, data.cluster, WorkingCorrelation::Independent);
  double sum = 0;
  for (Eigen::Index i = 0; i < n; ++i) {
    sum += data.x(i, 2) * found.residuals[i];
  }
  EXPECT_NEAR(sum, 0, 1e-8);
  EXPECT_TRUE(found.residuals.allFinite());
}

}  // namespace
}  // namespace kith::num
