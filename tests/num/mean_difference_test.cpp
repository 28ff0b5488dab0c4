// Differences of means by how the groups were made, against the sums that define them.
#include "num/mean_difference.h"

#include <gtest/gtest.h>

#include <cmath>

#include <Eigen/QR>

#include "base/problem.h"
#include "num/cluster_robust.h"
#include "num/lin_adjustment.h"
#include "num/random.h"

namespace kith::num {
namespace {

Experiment made_up(std::size_t n) {
  Random random(5);
  Experiment experiment;
  for (std::size_t i = 0; i < n; ++i) {
    experiment.treated.push_back(i % 3 == 0 ? 1 : 0);
    experiment.outcome.push_back(random.normal() * (i % 3 == 0 ? 3 : 1) + (i % 3 == 0 ? 2 : 0));
  }
  return experiment;
}

std::string code_of(const Experiment& experiment) {
  try {
    mean_difference(experiment);
  } catch (const Error& error) {
    return error.problems().front().code;
  }
  return {};
}

// Student's (1908) additional hours of sleep with two drugs, as two groups: t = -1.8608 on 17.776 degrees of freedom.
TEST(MeanDifference, OfPeopleIsWelchsTest) {
  const Experiment sleep{.outcome = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0,
                                     1.9, 0.8,  1.1,  0.1,  -0.1, 4.4, 5.5, 1.6, 4.6, 3.4},
                         .treated = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}};
  const MeanDifference found = mean_difference(sleep);
  EXPECT_NEAR(found.value, -1.58, 1e-12);
  EXPECT_NEAR(found.value / found.se, -1.8608, 5e-5);
  EXPECT_NEAR(found.df, 17.776, 5e-4);
}

// The same twenty as ten pairs: the paired t is -4.0621 on 9.
TEST(MeanDifference, OfPairsIsThePairedTest) {
  Experiment sleep{.outcome = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0,
                               1.9, 0.8,  1.1,  0.1,  -0.1, 4.4, 5.5, 1.6, 4.6, 3.4},
                   .treated = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
                   .blocks = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9}};
  const MeanDifference found = mean_difference(sleep);
  EXPECT_NEAR(found.value / found.se, -4.0621, 5e-5);
  EXPECT_EQ(found.df, 9);
  // Each person as a cluster of one: Imai, King and Nall's form is then the same.
  for (std::uint32_t i = 0; i < 20; ++i) {
    sleep.clusters.push_back(i);
  }
  EXPECT_NEAR(mean_difference(sleep).se, found.se, 1e-12);
}

TEST(MeanDifference, OfOneBlockIsTheDifferenceWithinItAndOfTwoTheirShares) {
  Experiment whole = made_up(30);
  const MeanDifference alone = mean_difference(whole);
  whole.blocks.assign(30, 0);
  EXPECT_NEAR(mean_difference(whole).se, alone.se, 1e-14);
  EXPECT_EQ(mean_difference(whole).df, 28);
  Experiment twice = whole;
  for (std::size_t i = 0; i < 30; ++i) {
    twice.outcome.push_back(whole.outcome[i]);
    twice.treated.push_back(whole.treated[i]);
    twice.blocks.push_back(1);
  }
  EXPECT_NEAR(mean_difference(twice).value, alone.value, 1e-12);
  EXPECT_NEAR(mean_difference(twice).se, alone.se / std::sqrt(2), 1e-12);
}

TEST(MeanDifference, WithEqualWeightsHc2IsNeymansVariance) {
  Experiment experiment = made_up(31);
  const MeanDifference plain = mean_difference(experiment);
  experiment.weights.assign(31, 4.0);
  const MeanDifference weighted = mean_difference(experiment);
  EXPECT_NEAR(weighted.value, plain.value, 1e-12);
  EXPECT_NEAR(weighted.se, plain.se, 1e-12);
  EXPECT_EQ(weighted.df, 29);
}

TEST(MeanDifference, SaysWhatCannotBeCompared) {
  Experiment experiment = made_up(12);
  EXPECT_EQ(code_of({{1, 2, 3}, {0, 0, 0}}), "one-arm");
  EXPECT_EQ(code_of({{1, 2, 3}, {1, 0, 0}}), "lone-unit");
  experiment.clusters = {0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5};
  EXPECT_EQ(code_of(experiment), "mixed-cluster");
  experiment = made_up(12);
  experiment.blocks = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2};
  EXPECT_EQ(code_of(experiment), "lone-block");
}

// With one covariate of two values Lin's effect is the difference within both, weighted by how many have them.
TEST(LinAdjustment, IsPostStratificationByACovariateOfTwoValues) {
  const Experiment experiment = made_up(40);
  Eigen::MatrixXd group(40, 1);
  Eigen::MatrixXd covariate(40, 1);
  Eigen::VectorXd y(40);
  double expected = 0;
  for (Eigen::Index i = 0; i < 40; ++i) {
    group(i, 0) = experiment.treated[static_cast<std::size_t>(i)];
    covariate(i, 0) = i < 13 ? 1 : 0;
    y[i] = experiment.outcome[static_cast<std::size_t>(i)];
  }
  for (const int value : {0, 1}) {
    Eigen::Vector2d sum(0, 0);
    Eigen::Vector2d count(0, 0);
    for (Eigen::Index i = 0; i < 40; ++i) {
      if (covariate(i, 0) == value) {
        sum[static_cast<Eigen::Index>(group(i, 0))] += y[i];
        count[static_cast<Eigen::Index>(group(i, 0))] += 1;
      }
    }
    expected += count.sum() / 40 * (sum[1] / count[1] - sum[0] / count[0]);
  }
  const Eigen::MatrixXd x = lin_predictors(group, covariate);
  ASSERT_EQ(x.cols(), 4);
  EXPECT_NEAR(x.colPivHouseholderQr().solve(y)[1], expected, 1e-12);
}

}  // namespace
}  // namespace kith::num
