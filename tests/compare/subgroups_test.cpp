// Tests between groups against R, and what must not matter to them.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "compare/subgroups.h"
#include "data/table.h"
#include "estimate/estimate.h"

namespace kith::compare {
namespace {

constexpr double large = std::numeric_limits<double>::infinity();

// 180 people in 20 clusters, groups a, b and c in turn, weights 1, 1.5, 2, 2.5.
data::Table people() {
  std::vector<std::uint8_t> group;
  std::vector<std::uint8_t> yes;
  std::vector<double> cluster;
  std::vector<double> weight;
  for (int i = 0; i < 180; ++i) {
    group.push_back(static_cast<std::uint8_t>(i % 3));
    yes.push_back((i * i + 7 * i) % 13 < 3 + 2 * (i % 3) ? 1 : 0);
    cluster.push_back(static_cast<double>(i / 9));
    weight.push_back(1 + (i % 4) / 2.0);
  }
  const auto option = [](const char* code) { return data::Option{code, code, {}, data::Missing::None}; };
  data::Table table;
  table.source = "people.csv";
  table.add(data::Column::categorical("g", {option("a"), option("b"), option("c")}, group));
  table.add(data::Column::categorical("y", {option("no"), option("yes")}, yes));
  table.add(data::Column::number("cl", cluster));
  table.add(data::Column::number("w", weight));
  return table;
}

std::vector<Gap> gaps_of(const estimate::Estimates& estimates) {
  std::vector<Gap> gaps;
  const std::size_t levels = estimates.findings().size();
  for (std::size_t a = 0; a < levels; ++a) {
    for (std::size_t b = a + 1; b < levels; ++b) {
      const finding::Finding found = estimates.difference(a, b);
      const double se = found.se.value_or(0);
      gaps.push_back({a, b, found.value.value_or(0), se * se, found.df.value_or(0)});
    }
  }
  return gaps;
}

std::vector<Gap> gaps_of_people(const std::string& where = {}) {
  const data::Table table = people();
  return gaps_of(estimate::estimate(table, {.measures = {"share(y in \"yes\")"},
                                            .breakdowns = {{"g"}},
                                            .where = where,
                                            .design = {.weight = "w", .clusters = {"cl"}}}));
}

// R 4.2, survey 4.1-1: des <- svydesign(~cl, weights = ~w, data = d); regTermTest(svyglm(y ~ g, des), ~g) has
// F = W / 2 = 6.84024319938; F here is that times (nu - q + 1) / nu = 18/19, pf(F, 2, 18).
TEST(Subgroups, AreTestedAsTheAdjustedWaldTestOfR) {
  const auto test = equality(3, gaps_of_people());
  ASSERT_TRUE(test.has_value());
  EXPECT_NEAR(test->statistic, 6.48023039941, 1e-9);
  EXPECT_EQ(test->df1, 2);
  EXPECT_EQ(test->df2, 18);
  EXPECT_NEAR(test->p, 0.00758902184863, 1e-12);
}

// regTermTest(svyglm(y ~ g, subset(des, g != "c")), ~g)$Ftest
TEST(Subgroups, TwoAreTestedByTheirDifferenceAlone) {
  const std::vector<Gap> gaps = gaps_of_people("g != \"c\"");
  const auto test = equality(2, gaps);
  ASSERT_TRUE(test.has_value());
  EXPECT_NEAR(test->statistic, 3.9870437145, 1e-9);
  EXPECT_NEAR(test->p, p_of(gaps[0]).value_or(-1), 1e-12);
  EXPECT_NEAR(test->statistic, gaps[0].difference * gaps[0].difference / gaps[0].variance, 1e-12);
}

// C %*% (b - c(.6, .5, .7)) with vcov(svyby(...)) + diag(c(.03, .02, 0)^2): W = 8.73887159339.
TEST(Subgroups, AgainstBenchmarksOfTheirOwnCarryTheErrorsOfBoth) {
  const std::vector<Gap> gaps = from_benchmarks(gaps_of_people(), {{"a", 0.6, 0.03}, {"b", 0.5, 0.02}, {"c", 0.7, 0}});
  double fewest = large;
  for (const Gap& gap : gaps) {
    fewest = std::min(fewest, gap.df);
  }
  const auto test = equality(3, gaps);
  ASSERT_TRUE(test.has_value());
  EXPECT_GE(fewest, 19);
  EXPECT_NEAR(test->statistic, 8.73887159339 / 2 * (fewest - 1) / fewest, 1e-9);
}

// A group of a single cluster, say: the benchmark's error is not the group's.
TEST(Subgroups, WithoutAVarianceOfTheirOwnHaveNoneAgainstBenchmarks) {
  const std::vector<Gap> gaps = from_benchmarks({{0, 1, 0.3, 0, 0}}, {{"a", 0.6, 0.03}, {"b", 0.5, 0.02}});
  EXPECT_NEAR(gaps[0].difference, 0.2, 1e-15);
  EXPECT_FALSE(equality(2, gaps).has_value());
}

// svycontrast(svyby(~y, ~g, des, svymean, covmat = TRUE), c(1, -.5, -.5))
TEST(Subgroups, OneIsHeldAgainstTheMeanOfTheOthers) {
  const Gap gap = from_mean_of_others(0, 3, gaps_of_people());
  EXPECT_NEAR(gap.difference, -0.311904761905, 1e-11);
  EXPECT_NEAR(std::sqrt(gap.variance), 0.100661219300, 1e-11);
}

TEST(Subgroups, AgainstOneBenchmarkForAllAreTestedAsTheyAre) {
  const std::vector<Gap> gaps = gaps_of_people();
  const auto plain = equality(3, gaps);
  const auto against = equality(3, from_benchmarks(gaps, {{"s", 0.4, 0.1}, {"s", 0.4, 0.1}, {"s", 0.4, 0.1}}));
  ASSERT_TRUE(plain && against);
  EXPECT_EQ(plain->statistic, against->statistic);
}

TEST(Subgroups, DoNotDependOnTheirOrder) {
  std::vector<Gap> turned;
  for (const Gap& gap : gaps_of_people()) {
    turned.push_back({2 - gap.a, 2 - gap.b, gap.difference, gap.variance, gap.df});
  }
  const auto plain = equality(3, gaps_of_people());
  const auto other = equality(3, turned);
  ASSERT_TRUE(plain && other);
  EXPECT_NEAR(plain->statistic, other->statistic, 1e-10);
}

TEST(Subgroups, ThatAreTooManyForTheirClustersAreNotTested) {
  std::vector<Gap> gaps = gaps_of_people();
  for (Gap& gap : gaps) {
    gap.df = 1;
  }
  EXPECT_FALSE(equality(3, gaps).has_value());
  gaps[0].df = 5;
  gaps[1].df = gaps[2].df = 2;
  EXPECT_TRUE(equality(3, gaps).has_value());
}

// The variance of the others would pass for that of the difference.
TEST(Subgroups, ThatAreASingleClusterAreNotTested) {
  const std::vector<Gap> gaps = gaps_of_people("g == \"b\" or (g == \"a\" and cl == 0)");
  ASSERT_EQ(gaps.size(), 1U);
  EXPECT_NE(gaps[0].difference, 0);
  EXPECT_EQ(gaps[0].variance, 0);
  EXPECT_FALSE(equality(2, gaps).has_value());
}

TEST(Subgroups, WithoutVariationOrWithAVarianceThatIsNoneAreNotTested) {
  EXPECT_FALSE(equality(2, {{0, 1, 0.1, 0, 9}}).has_value());
  EXPECT_FALSE(equality(1, {}).has_value());
  // Var(m0 - m1) = 1 and Var(m0 - m2) = 1 do not go with Var(m1 - m2) = 5.
  EXPECT_FALSE(equality(3, {{0, 1, 1, 1, 9}, {0, 2, 1, 1, 9}, {1, 2, 0, 5, 9}}).has_value());
}

TEST(Subgroups, WithManyClustersAreTestedByChiSquared) {
  const auto test = equality(2, {{0, 1, 1.96, 1, large}});
  ASSERT_TRUE(test.has_value());
  EXPECT_NEAR(test->p, 0.04999579, 1e-7);  // 2 * pnorm(-1.96)
  EXPECT_NEAR(interval({0, 1, 1.96, 1, large}, 0.95).value_or(finding::Interval{}).low, 3.6e-5, 1e-6);
}

}  // namespace
}  // namespace kith::compare
