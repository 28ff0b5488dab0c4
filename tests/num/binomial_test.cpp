// Limits of one and of two proportions against published numbers and against what defines them.
#include "num/binomial.h"

#include <gtest/gtest.h>

#include <cmath>

#include "num/distribution.h"
#include "num/two_proportions.h"

namespace kith::num {
namespace {

constexpr double tail = 0.025;

void expect_limits(const std::optional<Limits>& found, double low, double high, double within) {
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->low, low, within);
  EXPECT_NEAR(found->high, high, within);
}

// Newcombe (1998a), table I: 81/263, 15/148, 0/20 and 1/29, to the four digits printed there.
TEST(Binomial, AgreesWithNewcombesTableOfOneProportion) {
  expect_limits(binomial_wilson(81, 263, tail), 0.2553, 0.3662, 5e-5);
  expect_limits(binomial_wilson_corrected(81, 263, tail), 0.2535, 0.3682, 5e-5);
  expect_limits(binomial_exact(81, 263, tail), 0.2527, 0.3676, 5e-5);
  expect_limits(binomial_wilson(15, 148, tail), 0.0624, 0.1605, 5e-5);
  expect_limits(binomial_exact(0, 20, tail), 0, 0.1684, 5e-5);
  expect_limits(binomial_wilson(1, 29, tail), 0.0061, 0.1718, 5e-5);
  expect_limits(binomial_wilson_corrected(1, 29, tail), 0.0018, 0.1963, 5e-5);
}

// Newcombe (1998b), table II: 56/70 against 48/80.
TEST(TwoProportions, AgreeWithNewcombesExample) {
  const TwoProportions counts{56, 70, 48, 80};
  expect_limits(difference_newcombe(counts, tail), 0.0524, 0.3339, 5e-5);
  expect_limits(difference_newcombe_corrected(counts, tail), 0.0428, 0.3422, 5e-5);
  expect_limits(difference_score(counts, tail), 0.0533, 0.3377, 5e-5);
  expect_limits(difference_miettinen_nurminen(counts, tail), 0.0528, 0.3382, 5e-5);
  expect_limits(difference_wald(counts, tail), 0.0575, 0.3425, 5e-5);
}

TEST(Binomial, TheHighestDensityIsTheShortestOfItsLevelAndLevelAtItsEnds) {
  const auto shortest = binomial_highest_density(3, 29, tail);
  const auto equal = binomial_jeffreys(3, 29, tail);
  ASSERT_TRUE(shortest && equal);
  EXPECT_LT(shortest->high - shortest->low, equal->high - equal->low);
  EXPECT_NEAR(*beta_cdf(shortest->high, 3.5, 26.5) - *beta_cdf(shortest->low, 3.5, 26.5), 0.95, 1e-10);
  const auto log_density = [](double p) { return 2.5 * std::log(p) + 25.5 * std::log1p(-p); };
  EXPECT_NEAR(log_density(shortest->low), log_density(shortest->high), 1e-6);
}

TEST(Binomial, ScalesMirrorWhenYesAndNoChangePlaces) {
  for (const BinomialInterval interval : {binomial_logit, binomial_probit, binomial_likelihood_ratio, binomial_jeffreys,
                                          binomial_highest_density, binomial_agresti_coull}) {
    const auto yes = interval(3, 29, tail);
    const auto no = interval(26, 29, tail);
    ASSERT_TRUE(yes && no);
    EXPECT_NEAR(yes->low, 1 - no->high, 1e-9);
    EXPECT_NEAR(yes->high, 1 - no->low, 1e-9);
  }
}

TEST(Binomial, NoneForCountsThatCannotBe) {
  EXPECT_FALSE(binomial_wilson(5, 4, tail));
  EXPECT_FALSE(binomial_exact(1, 0, tail));
  EXPECT_FALSE(difference_score({3, 2, 1, 1}, tail));
  EXPECT_FALSE(risk_ratio_score({0, 20, 0, 20}, tail));
}

TEST(TwoProportions, RatioScoresMirrorWhenTheGroupsChangePlaces) {
  for (const auto interval : {risk_ratio_score, risk_ratio_miettinen_nurminen, risk_ratio_log, odds_ratio_score,
                              odds_ratio_miettinen_nurminen, odds_ratio_logit}) {
    for (const TwoProportions& c : {TwoProportions{9, 40, 5, 60}, {56, 70, 48, 80}, {39, 40, 2, 60}}) {
      const auto one = interval(c, tail);
      const auto other = interval({c.x2, c.n2, c.x1, c.n1}, tail);
      ASSERT_TRUE(one && other);
      EXPECT_GT(one->low, 0);
      EXPECT_NEAR(one->low * other->high, 1, 1e-8);
      EXPECT_NEAR(one->high * other->low, 1, 1e-8);
    }
  }
}

TEST(TwoProportions, LogLimitsNeedSomebodyInEveryCellUnlessTheyAreAdjusted) {
  EXPECT_FALSE(risk_ratio_log({5, 56, 0, 29}, tail));
  EXPECT_FALSE(odds_ratio_logit({10, 10, 3, 10}, tail));
  const Limits adjusted = odds_ratio_logit_adjusted({5, 56, 0, 29}, tail).value();
  const Limits cells = odds_ratio_logit({5.5, 57, 0.5, 30}, tail).value();
  EXPECT_EQ(adjusted.low, cells.low);
  EXPECT_NEAR(std::sqrt(adjusted.low * adjusted.high), 5.5 * 29.5 / (0.5 * 51.5), 1e-12);
  EXPECT_LT(risk_ratio_log_adjusted({5, 56, 0, 29}, tail)->low, 1);
}

// At a limit of the odds ratio Pearson's chi-squared of the observed counts against those that have this odds ratio and
// the observed totals is z squared (Cornfield 1956).
TEST(TwoProportions, TheOddsRatiosLimitsAreWhereCornfieldsScoreIsZ) {
  const TwoProportions c{56, 70, 48, 80};
  const Limits limits = odds_ratio_score(c, tail).value();
  for (const double odds : {limits.low, limits.high}) {
    double low = 34;  // fewest and most in the first group, given the totals
    double high = 70;
    for (int step = 0; step < 200; ++step) {
      const double x = (low + high) / 2;
      (x * (80 - 104 + x) < odds * (70 - x) * (104 - x) ? low : high) = x;
    }
    const double precision = 1 / low + 1 / (70 - low) + 1 / (104 - low) + 1 / (80 - 104 + low);
    EXPECT_NEAR((56 - low) * (56 - low) * precision, std::pow(normal_quantile(1 - tail), 2), 1e-8);
  }
}

TEST(TwoProportions, ContinuityWidensWaldByHalfAPersonInEachGroup) {
  const TwoProportions c{56, 70, 48, 80};
  const double half = (1.0 / 70 + 1.0 / 80) / 2;
  EXPECT_NEAR(difference_wald(c, tail)->low - difference_wald_corrected(c, tail)->low, half, 1e-15);
  EXPECT_NEAR(difference_wald_corrected({7, 70, 8, 80}, tail)->low, difference_wald({7, 70, 8, 80}, tail)->low, 1e-15);
}

}  // namespace
}  // namespace kith::num
