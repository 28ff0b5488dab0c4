#include "compare/benchmark.h"

#include <gtest/gtest.h>

#include <cmath>

#include "num/distribution.h"

namespace kith::compare {
namespace {

finding::Finding share(double value, double low, double high, double se, double df) {
  finding::Finding finding;
  finding.id = "x_all";
  finding.value = value;
  finding.se = se;
  finding.df = df;
  finding.interval = finding::Interval{low, high, 0.95, "wilson"};
  finding.bases.unweighted = 70;
  finding.bases.effective = 70;
  return finding;
}

study::Benchmark benchmark(double percent) {
  study::Benchmark b;
  b.id = "x";
  b.set = "deprived";
  b.value = percent / 100;
  return b;
}

// A benchmark of as large an error as ours, of whose variance more is known, leaves more degrees of freedom than ours:
// with v1 = v2 and df 3, (2v)^2 / (v^2 / 3) = 12.
TEST(Against, ThePValueHasTheDegreesOfFreedomOfBothVariances) {
  study::Benchmark b = benchmark(50);
  b.base = 100;  // standard error 0.05
  const auto result = against(share(0.62, 0.5, 0.73, 0.05, 3), b);
  ASSERT_TRUE(result && result->p);
  EXPECT_NEAR(*result->p, num::t_two_sided(0.12 / std::hypot(0.05, 0.05), 12).value_or(-1), 1e-12);
  EXPECT_NEAR(*against(share(0.62, 0.5, 0.73, 0.05, 3), benchmark(50))->p,
              num::t_two_sided(0.12 / 0.05, 3).value_or(-1), 1e-12);
}

// A mean with a standard error s_b of its own, normal limits: 7 (6.6 to 7.4; se 0.2, 30 df) against 6.5 with sd 2 of
// 400, deft 1.5. s_b = 1.5 * 2 / 20 = 0.15, limits 6.5 +- 1.96 * 0.15; the difference 0.5, sqrt(0.4^2 + 0.294^2) to
// each side.
TEST(Against, AMeanIsHeldInItsOwnUnits) {
  study::Benchmark b;
  b.set = "uk";
  b.mean = true;
  b.value = 6.5;
  finding::Finding own = share(7, 6.6, 7.4, 0.2, 30);
  own.kind = finding::Kind::Mean;
  EXPECT_FALSE(against(own, b)->benchmark_has_error);
  EXPECT_FALSE(against(own, b)->benchmark_interval.has_value());
  EXPECT_NEAR(against(own, b)->interval->low, 0.1, 1e-12);
  EXPECT_NEAR(*against(own, b)->p, num::t_two_sided(0.5 / 0.2, 30).value_or(-1), 1e-12);
  b.base = 400;
  EXPECT_FALSE(against(own, b)->benchmark_has_error) << "a base without a deviation says nothing of a mean";
  b.standard_deviation = 2;
  b.design_factor = 1.5;
  const auto result = against(own, b);
  ASSERT_TRUE(result && result->interval && result->p && result->benchmark_interval);
  EXPECT_NEAR(result->benchmark_interval->low, 6.5 - 1.959963985 * 0.15, 1e-9);
  EXPECT_NEAR(result->interval->high, 0.5 + std::hypot(0.4, 1.959963985 * 0.15), 1e-9);
  const double v1 = 0.2 * 0.2, v2 = 0.15 * 0.15;
  EXPECT_NEAR(*result->p,
              num::t_two_sided(0.5 / std::sqrt(v1 + v2), (v1 + v2) * (v1 + v2) / (v1 * v1 / 30)).value_or(-1), 1e-12);
  EXPECT_FALSE(result->h.has_value());
  EXPECT_FALSE(result->e_value.has_value());
}

TEST(Against, APublishedStandardErrorGoesBeforeBaseAndDesignFactor) {
  study::Benchmark b = benchmark(60);
  b.standard_error = 0.03;
  b.base = 80;
  EXPECT_EQ(standard_error(b), 0.03);
  b.standard_error.reset();
  const auto by_base = against(share(0.8, 0.7, 0.9, 0.05, 69), b);
  b.standard_error = std::sqrt(0.6 * 0.4 / 80);
  b.base.reset();
  const auto by_error = against(share(0.8, 0.7, 0.9, 0.05, 69), b);
  EXPECT_NEAR(by_base->interval->low, by_error->interval->low, 1e-12);
  EXPECT_NEAR(*by_base->p, *by_error->p, 1e-12);
}

TEST(Against, NewcombesExampleComesOut) {
  // Newcombe (1998), 56/70 against 48/80, method 10: 0.0524 to 0.3339. Wilson for 56/70: 0.6918 to 0.8770.
  study::Benchmark b = benchmark(60);
  b.base = 80;
  const auto result = against(share(0.8, 0.6918335, 0.8769530, std::sqrt(0.8 * 0.2 / 70), 69), b);
  ASSERT_TRUE(result && result->interval);
  EXPECT_NEAR(result->difference, 0.2, 1e-15);
  EXPECT_NEAR(result->interval->low, 0.0524, 5e-5);
  EXPECT_NEAR(result->interval->high, 0.3339, 5e-5);
  EXPECT_TRUE(result->benchmark_has_error);
}

TEST(Against, AFixedFigureMovesTheParticipantsOwnInterval) {
  const auto result = against(share(0.75, 0.70, 0.79, 0.023, 39), benchmark(57));
  ASSERT_TRUE(result && result->interval && result->p);
  EXPECT_NEAR(result->interval->low, 0.13, 1e-12);
  EXPECT_NEAR(result->interval->high, 0.22, 1e-12);
  EXPECT_FALSE(result->benchmark_has_error);
  EXPECT_LT(*result->p, 1e-6);
}

TEST(Against, EveryoneAgreeingIsStillTested) {
  const auto result = against(share(1.0, 0.95, 1.0, 0, 39), benchmark(57));
  ASSERT_TRUE(result && result->p);
  EXPECT_LT(*result->p, 1e-6);
}

TEST(Against, WithoutAnIntervalItSaysThatItWasNotTested) {
  finding::Finding finding = share(0.5, 0, 0, 0.1, 0);
  finding.interval.reset();
  const auto result = against(finding, benchmark(57));
  ASSERT_TRUE(result);
  EXPECT_EQ(result->verdict, "not tested");
  EXPECT_FALSE(result->p);
}

TEST(Verdict, NeedsTheIntervalAndTheFamilyToAgree) {
  const finding::Interval above{0.01, 0.20, 0.95, ""};
  EXPECT_EQ(verdict(0.10, above, 0.01, 0.05), "higher");
  EXPECT_EQ(verdict(0.10, above, 0.06, 0.05), "no clear difference");
  EXPECT_EQ(verdict(-0.10, finding::Interval{-0.20, -0.01, 0.95, ""}, 0.01, 0.05), "lower");
  EXPECT_EQ(verdict(0.10, finding::Interval{-0.01, 0.20, 0.95, ""}, 0.01, 0.05), "no clear difference");
  EXPECT_EQ(verdict(0.02, finding::Interval{-0.01, 0.04, 0.95, ""}, 0.5, 0.05), "practically the same");
  EXPECT_EQ(verdict(0.02, std::nullopt, 0.5, 0.05), "not tested");
}

TEST(Conclude, TheHeadlineFamilyIsAdjustedByHolm) {
  std::vector<finding::Comparison> comparisons(2);
  for (auto& comparison : comparisons) {
    comparison.difference = 0.1;
    comparison.interval = finding::Interval{0.01, 0.2, 0.95, ""};
    comparison.p = 0.03;
  }
  conclude({{&comparisons[0], "headline"}, {&comparisons[1], "headline"}});
  EXPECT_NEAR(*comparisons[0].q, 0.06, 1e-15);
  EXPECT_EQ(comparisons[0].verdict, "no clear difference");
  conclude({{&comparisons[0], "a"}, {&comparisons[1], "b"}});
  EXPECT_EQ(comparisons[0].verdict, "higher");
}

}  // namespace
}  // namespace kith::compare
