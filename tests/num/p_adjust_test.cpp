#include "num/p_adjust.h"

#include <gtest/gtest.h>

#include <cmath>

#include <algorithm>
#include <array>
#include <vector>

namespace kith::num {
namespace {

TEST(AdjustedP, HolmAgreesWithRsPAdjust) {
  const std::array<double, 5> p{0.03, 0.01, 0.05, 0.02, 0.04};
  const auto q = adjusted(p, Adjustment::Holm);  // R 4.2: 0.09 0.05 0.09 0.08 0.09
  const std::array<double, 5> expected{0.09, 0.05, 0.09, 0.08, 0.09};
  for (std::size_t i = 0; i < p.size(); ++i) {
    EXPECT_NEAR(q[i], expected[i], 1e-15);
  }
}

TEST(AdjustedP, BenjaminiAndHochbergsOwnExampleRejectsFour) {
  // Benjamini and Hochberg (1995), table 1: 15 p-values, the four smallest rejected at .05.
  const std::array<double, 15> p{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                                 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
  const auto q = adjusted(p, Adjustment::BenjaminiHochberg);
  EXPECT_EQ(std::count_if(q.begin(), q.end(), [](double x) { return x < 0.05; }), 4);
  EXPECT_NEAR(q[3], 15 * 0.0095 / 4, 1e-15);
}

TEST(AdjustedP, AnAdjustedPIsNeverAboveOneAndNothingStaysNothing) {
  const std::array<double, 2> p{0.9, 0.8};
  for (const Adjustment method : {Adjustment::Holm, Adjustment::BenjaminiHochberg}) {
    for (const double q : adjusted(p, method)) {
      EXPECT_LE(q, 1.0);
    }
    EXPECT_TRUE(adjusted({}, method).empty());
  }
}

TEST(AdjustedP, EqualsPublishedValues) {
  // Benjamini and Hochberg (1995), section 3.2: 15 p-values, of which their procedure at .05 finds the first four.
  const std::vector<double> p{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                              0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.000};
  const std::vector<double> q = adjusted(p, Adjustment::BenjaminiHochberg);
  EXPECT_LE(q[3], 0.05);
  EXPECT_GT(q[4], 0.05);
  const std::vector<double> holm = adjusted(p, Adjustment::Holm);
  EXPECT_LE(holm[2], 0.05);
  EXPECT_GT(holm[3], 0.05);
  EXPECT_NEAR(holm[0], 0.0015, 1e-12);
}

TEST(AdjustedP, AreOrderedBetweenTheMethods) {
  const std::vector<double> p{0.01, 0.04, 0.03, 0.2};
  const auto of = [&](Adjustment method) { return adjusted(p, method); };
  for (std::size_t i = 0; i < p.size(); ++i) {
    EXPECT_LE(of(Adjustment::Hommel)[i], of(Adjustment::Hochberg)[i]);
    EXPECT_LE(of(Adjustment::Hochberg)[i], of(Adjustment::Holm)[i]);
    EXPECT_LE(of(Adjustment::Holm)[i], of(Adjustment::Bonferroni)[i]);
    EXPECT_LE(of(Adjustment::BenjaminiHochberg)[i], of(Adjustment::BenjaminiYekutieli)[i]);
  }
}

// Of independent tests the chance that any of n is below p is 1 - (1 - p)^n.
TEST(AdjustedP, SidaksAreTheChancesOfAnyOfIndependentTests) {
  const std::vector<double> p{0.02, 0.001, 0.3};
  const std::vector<double> one = adjusted(p, Adjustment::Sidak);
  const std::vector<double> step = adjusted(p, Adjustment::HolmSidak);
  EXPECT_NEAR(one[0], 1 - std::pow(0.98, 3), 1e-15);
  EXPECT_NEAR(one[1], 1 - std::pow(0.999, 3), 1e-15);
  EXPECT_NEAR(step[1], one[1], 1e-15);
  EXPECT_NEAR(step[0], 1 - 0.98 * 0.98, 1e-15);
  EXPECT_NEAR(step[2], 0.3, 1e-15);
}

}  // namespace
}  // namespace kith::num
