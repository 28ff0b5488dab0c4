// Sums of weighted chi-squared variables against distributions that have a formula.
#include "num/weighted_chi_squared.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "num/distribution.h"

namespace kith::num {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

double above(double x, const std::vector<double>& weights, double df = infinite,
             SumApproximation approximation = SumApproximation::Integration) {
  return weighted_chi_squared_above(x, weights, df, approximation).value();
}

// Two pairs of equal weights a and b are two exponential variables: P = (a exp(-x/2a) - b exp(-x/2b)) / (a - b).
TEST(WeightedChiSquared, OfTwoPairsIsASumOfTwoExponentials) {
  const double a = 3.0;
  for (const double b : {0.4, 1.5, 2.9}) {
    for (const double x : {0.01, 1.0, 5.0, 7.8, 20.0, 80.0, 300.0}) {
      const double exact = (a * std::exp(-x / (2 * a)) - b * std::exp(-x / (2 * b))) / (a - b);
      EXPECT_NEAR(above(x, {a, a, b, b}) / exact, 1, 1e-10) << b << " " << x;
      EXPECT_NEAR(above(x, {a, a, b, b}, infinite, SumApproximation::Saddlepoint) / exact, 1, 0.2) << b << " " << x;
    }
  }
}

TEST(WeightedChiSquared, OfEqualWeightsIsChiSquaredOrF) {
  for (const int count : {1, 2, 3, 8, 40}) {
    const std::vector<double> weights(static_cast<std::size_t>(count), 2.5);
    for (const double ratio : {0.02, 0.5, 0.999, 1.0, 1.7, 6.0}) {
      const double x = 2.5 * count * ratio;
      EXPECT_NEAR(above(x, weights) / chi_squared_above(x / 2.5, count).value(), 1, 1e-9) << count << " " << ratio;
      for (const double df : {1.0, 5.0, 37.0, 2000.0}) {
        const double exact = f_above(ratio, count, df).value();
        EXPECT_NEAR(above(x, weights, df) / exact, 1, 1e-9) << count << " " << ratio << " " << df;
      }
    }
  }
}

TEST(WeightedChiSquared, IsTheSameInAnyUnitAndOrder) {
  const double once = above(12, {4, 1, 0.5}, 20);
  EXPECT_NEAR(above(12e6, {0.5e6, 4e6, 1e6}, 20), once, 1e-13);
  EXPECT_NEAR(above(12, {0, 4, 1, 0, 0.5}, 20), once, 1e-13);
}

TEST(WeightedChiSquared, HasNoValueWithoutAWeightOrADegreeOfFreedom) {
  EXPECT_FALSE(weighted_chi_squared_above(3, std::vector<double>{0, 0}).has_value());
  EXPECT_FALSE(weighted_chi_squared_above(3, std::vector<double>{1}, 0).has_value());
}

}  // namespace
}  // namespace kith::num
