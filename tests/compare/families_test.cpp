#include "compare/families.h"

#include <gtest/gtest.h>

#include <array>

namespace kith::compare {
namespace {

TEST(Families, HolmAgreesWithRsPAdjust) {
  const std::array<double, 5> p{0.03, 0.01, 0.05, 0.02, 0.04};
  const auto q = adjust(p, Adjustment::Holm);  // R 4.2: 0.09 0.05 0.09 0.08 0.09
  const std::array<double, 5> expected{0.09, 0.05, 0.09, 0.08, 0.09};
  for (std::size_t i = 0; i < p.size(); ++i) {
    EXPECT_NEAR(q[i], expected[i], 1e-15);
  }
}

TEST(Families, BenjaminiAndHochbergsOwnExampleRejectsFour) {
  // Benjamini and Hochberg (1995), table 1: 15 p-values, the four smallest rejected at .05.
  const std::array<double, 15> p{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                                 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
  const auto q = adjust(p, Adjustment::BenjaminiHochberg);
  EXPECT_EQ(std::count_if(q.begin(), q.end(), [](double x) { return x < 0.05; }), 4);
  EXPECT_NEAR(q[3], 15 * 0.0095 / 4, 1e-15);
}

TEST(Families, AnAdjustedPIsNeverAboveOneAndNothingStaysNothing) {
  const std::array<double, 2> p{0.9, 0.8};
  for (const Adjustment method : {Adjustment::Holm, Adjustment::BenjaminiHochberg}) {
    for (const double q : adjust(p, method)) {
      EXPECT_LE(q, 1.0);
    }
    EXPECT_TRUE(adjust({}, method).empty());
  }
}

}  // namespace
}  // namespace kith::compare
