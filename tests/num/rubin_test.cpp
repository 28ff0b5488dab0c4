// Rubin's rules against published software's figures and against themselves.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "num/pooled_test.h"
#include "num/rubin.h"

namespace kith::num {
namespace {

// mice 3.15.0: pool.scalar(Q = c(1.2, 1.5, 0.9, 1.1, 1.3), U = c(0.04, 0.05, 0.045, 0.05, 0.042), n = 100, k = 1).
TEST(Rubin, AgreesWithMiceOnOneNumber) {
  const std::vector<double> q{1.2, 1.5, 0.9, 1.1, 1.3};
  const std::vector<double> u{0.04, 0.05, 0.045, 0.05, 0.042};
  const Pooled pooled = pool(q, u, {.df_complete = 99});
  EXPECT_NEAR(pooled.variance, 0.1054, 1e-14);
  EXPECT_NEAR(pooled.df, 9.52983637306636, 1e-12);
  EXPECT_NEAR(pooled.increase, 1.3215859030837, 1e-12);
  EXPECT_NEAR(pooled.information, 0.638014257815969, 1e-12);
}

TEST(Rubin, HasTheDegreesOfFreedomOfTheDataWhereNothingVariesBetweenImputations) {
  const std::vector<double> q{2, 2, 2};
  const std::vector<double> u{0.1, 0.1, 0.1};
  EXPECT_EQ(pool(q, u).df, std::numeric_limits<double>::infinity());
  EXPECT_NEAR(pool(q, u, {.df_complete = 39}).df, 40.0 / 42 * 39, 1e-12);
}

TEST(Rubin, HasNoDegreesOfFreedomWhereNothingButTheImputationsVaries) {
  const std::vector<double> q{1, 2, 3};
  const std::vector<double> u{0, 0, 0};
  const Pooled pooled = pool(q, u, {.df_complete = 39});
  EXPECT_EQ(pooled.df, 0);
  EXPECT_EQ(pooled.information, 1);
  EXPECT_TRUE(std::isfinite(pooled.variance));
}

// mice 3.15.0: D1 and D2 of bmi and age in a regression of cholesterol, and D3's degrees of freedom, by their r.
TEST(PooledTests, AgreeWithMiceOnTheirDegreesOfFreedom) {
  const double r = 0.754313724650917;
  const double k = 2;
  const double pooled = 3.11126085396395 * k * (1 + r);
  const PooledTest d3 = pooled_likelihood(pooled + r * k * 4 / 6, pooled, k, 5);
  EXPECT_NEAR(d3.df2, 19.9086309636558, 1e-10);
  EXPECT_NEAR(*d3.p, 0.0667151422827171, 1e-10);
}

TEST(PooledTests, OfOneNumberAreItsTSquared) {
  const std::vector<Eigen::VectorXd> q{Eigen::VectorXd::Constant(1, 1.2), Eigen::VectorXd::Constant(1, 1.9),
                                       Eigen::VectorXd::Constant(1, 1.4)};
  const std::vector<Eigen::MatrixXd> u(3, Eigen::MatrixXd::Constant(1, 1, 0.3));
  const Pooled one = pool(std::vector<double>{1.2, 1.9, 1.4}, std::vector<double>(3, 0.3));
  const auto test = pooled_wald(q, u);
  ASSERT_TRUE(test);
  EXPECT_NEAR(test->f, one.value * one.value / one.variance, 1e-12);
  EXPECT_FALSE(pooled_wald(q, std::vector<Eigen::MatrixXd>(3, Eigen::MatrixXd::Zero(1, 1))));
}

TEST(PooledTests, OfStatisticsThatDifferMuchFindNothing) {
  const PooledTest test = pooled_statistics(std::vector<double>{0.1, 30, 0.2, 25}, 3);
  EXPECT_LT(test.f, 0);
  EXPECT_EQ(test.p, 1);
  const PooledTest same = pooled_statistics(std::vector<double>(5, 7.814727903251179), 3);
  EXPECT_NEAR(*same.p, 0.05, 1e-9) << "chi-squared where nothing varies";
}

}  // namespace
}  // namespace kith::num
