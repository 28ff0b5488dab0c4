// Limits against published and hand-worked numbers.
#include "estimate/interval.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/problem.h"

namespace kith::estimate {
namespace {

Uncertainty simple_share(double with, double n) {
  const double p = with / n;
  return {.value = p,
          .se = std::sqrt(p * (1 - p) / (n - 1)),
          .df = n - 1,
          .respondents = n,
          .effective = n,
          .simple = true};
}

Uncertainty design_share(double p, double se, double df) {
  return {.value = p, .se = se, .df = df, .respondents = 400, .effective = 300, .simple = false};
}

finding::Interval of(const Uncertainty& uncertainty, const char* method, Scale scale = Scale::Share) {
  return interval(uncertainty, scale, interval_method(method), 0.95).value();
}

TEST(Interval, WilsonGivesNewcombesExample) {
  // Newcombe (1998, Statistics in Medicine 17, 857-872), table I: 81/263, 15/148, 0/20, 1/29.
  EXPECT_NEAR(of(simple_share(81, 263), "wilson").low, 0.2553, 5e-5);
  EXPECT_NEAR(of(simple_share(81, 263), "wilson").high, 0.3662, 5e-5);
  EXPECT_NEAR(of(simple_share(15, 148), "wilson").low, 0.0624, 5e-5);
  EXPECT_NEAR(of(simple_share(15, 148), "wilson").high, 0.1605, 5e-5);
  EXPECT_EQ(of(simple_share(0, 20), "wilson").low, 0);
  EXPECT_NEAR(of(simple_share(0, 20), "wilson").high, 0.1611, 5e-5);
  EXPECT_NEAR(of(simple_share(1, 29), "wilson").low, 0.0061, 5e-5);
  EXPECT_NEAR(of(simple_share(1, 29), "wilson").high, 0.1718, 5e-5);
}

TEST(Interval, ExactGivesNewcombesExampleOfClopperAndPearson) {
  EXPECT_NEAR(of(simple_share(81, 263), "exact").low, 0.2527, 5e-5);
  EXPECT_NEAR(of(simple_share(81, 263), "exact").high, 0.3676, 5e-5);
  EXPECT_EQ(of(simple_share(0, 20), "exact").low, 0);
  EXPECT_NEAR(of(simple_share(0, 20), "exact").high, 0.1684, 5e-5);
  EXPECT_NEAR(of(simple_share(29, 29), "exact").low, 0.8806, 5e-5);
  EXPECT_EQ(of(simple_share(29, 29), "exact").high, 1);
}

TEST(Interval, WaldUsesStudentsT) {
  const auto limits =
      of({.value = 10, .se = 2, .df = 6, .respondents = 50, .effective = 50, .simple = false}, "wald", Scale::Any);
  EXPECT_NEAR(limits.high - 10, 2 * 2.446911851144969, 1e-12) << "normal points would be a fifth too narrow";
  EXPECT_NEAR(10 - limits.low, 2 * 2.446911851144969, 1e-12);
}

TEST(Interval, LogitStaysInsideAndIsWaldOnItsScale) {
  const auto limits = of(design_share(0.02, 0.012, 14), "logit");
  EXPECT_GT(limits.low, 0);
  const auto logit = [](double p) { return std::log(p / (1 - p)); };
  EXPECT_NEAR(logit(limits.high) + logit(limits.low), 2 * logit(0.02), 1e-12);
  EXPECT_NEAR(logit(limits.high) - logit(0.02), 2.1447866879169273 * 0.012 / (0.02 * 0.98), 1e-12);
}

TEST(Interval, DoesNotShrinkToAPointAtNoneOrAll) {
  for (const char* method : {"logit", "wilson", "beta", "exact"}) {
    for (const double p : {0.0, 1.0}) {
      for (const auto& uncertainty : {design_share(p, 0, 14), simple_share(50 * p, 50)}) {
        const auto limits = of(uncertainty, method);
        EXPECT_GT(limits.high - limits.low, 0.005) << method;
        EXPECT_GE(limits.low, 0);
        EXPECT_LE(limits.high, 1);
      }
    }
  }
  EXPECT_EQ(of(design_share(0, 0, 14), "logit").method, "wilson") << "what is not there is not called logit";
}

TEST(Interval, HasNoLimitsWithoutDegreesOfFreedom) {
  for (const IntervalMethod& method : interval_methods()) {
    EXPECT_FALSE(interval(design_share(0.4, 0.1, 0), Scale::Share, method, 0.95).has_value()) << method.name;
    EXPECT_FALSE(interval(design_share(0.4, 0.1, -1), Scale::Share, method, 0.95).has_value()) << method.name;
  }
}

TEST(Interval, EveryMethodWidensWithTheLevelAndHoldsTheValue) {
  for (const IntervalMethod& method : interval_methods()) {
    for (const auto& uncertainty : {design_share(0.3, 0.04, 20), simple_share(12, 40)}) {
      const auto narrow = interval(uncertainty, Scale::Share, method, 0.8).value();
      const auto wide = interval(uncertainty, Scale::Share, method, 0.99).value();
      EXPECT_LT(wide.low, narrow.low) << method.name;
      EXPECT_LT(narrow.low, uncertainty.value) << method.name;
      EXPECT_LT(uncertainty.value, narrow.high) << method.name;
      EXPECT_LT(narrow.high, wide.high) << method.name;
    }
  }
}

TEST(Interval, OfAShareThatIsKnownExactlyIsThatShare) {
  const auto limits = of(design_share(0.25, 0, 50), "logit");
  EXPECT_DOUBLE_EQ(limits.low, 0.25);
  EXPECT_DOUBLE_EQ(limits.high, 0.25);
}

TEST(Interval, DefaultsToWilsonLogitAndWald) {
  EXPECT_EQ(default_method(Scale::Share, true).name, "wilson");
  EXPECT_EQ(default_method(Scale::Share, false).name, "logit");
  EXPECT_EQ(default_method(Scale::Any, true).name, "wald");
  EXPECT_EQ(of({.value = 10, .se = 2, .df = 6, .respondents = 9, .effective = 9, .simple = false}, "logit", Scale::Any)
                .method,
            "wald");
  EXPECT_THROW(interval_method("wilsn"), Error);
}

}  // namespace
}  // namespace kith::estimate
