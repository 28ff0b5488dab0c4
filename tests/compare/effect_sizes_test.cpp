// Truth rows of effect sizes, from the papers that define them.
#include <gtest/gtest.h>

#include <cmath>

#include "compare/effect_sizes.h"
#include "compare/mover.h"

namespace kith::compare {
namespace {

// VanderWeele and Ding 2017, the example of maternal breastfeeding: 3.9 (1.8 to 8.7) has 7.26 and 3.0.
TEST(EValue, IsThatOfThePaperForARatioAboveOne) {
  EXPECT_NEAR(e_value(3.9), 7.26, 0.005);
  EXPECT_NEAR(e_value(finding::Interval{1.8, 8.7, 0.95, "log"}), 3.0, 0.005);
}

// R: EValue::evalues.RR(0.80, 0.71, 0.91).
TEST(EValue, OfAProtectiveRatioIsThatOfItsInverse) {
  EXPECT_NEAR(e_value(0.80), 1.809, 0.0005);
  EXPECT_NEAR(e_value(finding::Interval{0.71, 0.91, 0.95, "log"}), 1.428, 0.001);
  EXPECT_DOUBLE_EQ(e_value(0.8), e_value(1.25));
}

TEST(EValue, IsOneWhereTheIntervalHoldsOne) {
  EXPECT_EQ(e_value(finding::Interval{0.9, 1.4, 0.95, "log"}), 1);
  EXPECT_EQ(e_value(1), 1);
}

// Cohen 1988, table 6.2.2: phi(.50) = 1.571, phi(.30) = 1.159, phi(.75) = 2.094.
TEST(CohenH, IsTheDifferenceOfTheTabledAngles) {
  EXPECT_NEAR(cohen_h(0.50, 0.30), 1.571 - 1.159, 0.001);
  EXPECT_NEAR(cohen_h(0.75, 0.50), 2.094 - 1.571, 0.001);
  EXPECT_DOUBLE_EQ(cohen_h(0.2, 0.6), -cohen_h(0.6, 0.2));
}

TEST(RatioInterval, IsSymmetricOnTheLogScale) {
  const auto interval = ratio_interval(0.6, 0.4, 0.1, 1e9, 0.95);
  ASSERT_TRUE(interval.has_value());
  EXPECT_NEAR(interval->low * interval->high, 1.5 * 1.5, 1e-9);
  EXPECT_NEAR(std::log(interval->high / 1.5), 1.959964 * 0.1, 1e-6);
  EXPECT_FALSE(ratio_interval(0, 0.4, 0.1, 100, 0.95).has_value());
  EXPECT_FALSE(ratio_interval(0.5, 0.4, 0.1, 0, 0.95).has_value());
}

// Newcombe 1998, table II, example (a), method 10: 56/70 against 48/80.
TEST(Mover, OfTwoWilsonIntervalsIsNewcombesTenthMethod) {
  const finding::Interval interval = mover({0.8, 0.69176, 0.87693}, {0.6, 0.49043, 0.70038}, 0, 0.95);
  EXPECT_NEAR(interval.low, 0.0524, 0.0002);
  EXPECT_NEAR(interval.high, 0.3339, 0.0002);
}

TEST(Mover, OfFiguresThatMoveTogetherIsNarrower) {
  const finding::Interval apart = mover({0.8, 0.7, 0.9}, {0.6, 0.5, 0.7}, 0, 0.95);
  const finding::Interval together = mover({0.8, 0.7, 0.9}, {0.6, 0.5, 0.7}, 0.5, 0.95);
  const finding::Interval same = mover({0.8, 0.7, 0.9}, {0.6, 0.5, 0.7}, 1, 0.95);
  EXPECT_NEAR(apart.high - apart.low, 2 * std::hypot(0.1, 0.1), 1e-12);
  EXPECT_NEAR(together.high - together.low, 2 * 0.1, 1e-12);
  EXPECT_NEAR(same.high - same.low, 0, 1e-6);
}

TEST(Satterthwaite, OfEqualPartsAddsTheirDegreesOfFreedom) {
  EXPECT_NEAR(satterthwaite({2, 10}, {2, 10}), 20, 1e-12);
  EXPECT_NEAR(satterthwaite({2, 10}, {0, 0}), 10, 1e-12);
  EXPECT_TRUE(std::isinf(satterthwaite({0, 0}, {0, 0})));
  EXPECT_EQ(satterthwaite({1, 0}, {1, 5}), 0);
}

}  // namespace
}  // namespace kith::compare
