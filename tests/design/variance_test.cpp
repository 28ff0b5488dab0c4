// The variance rule against sums worked out by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "design/design.h"
#include "num/random.h"

namespace kith::design {
namespace {

using ::testing::DoubleNear;
using ::testing::HasSubstr;

data::Table table_of(std::vector<std::pair<std::string, std::vector<double>>> columns) {
  data::Table table;
  table.source = "sample.csv";
  for (auto& [name, values] : columns) {
    table.add(data::Column::number(name, values));
  }
  return table;
}

double variance_of_total(const Design& design, const std::vector<double>& y) {
  const std::vector<std::uint8_t> everyone(y.size(), 1);
  return design.variance(design.totals(y, everyone)).value.value();
}

TEST(Variance, OfASimpleRandomSampleIsNSquaredTimesThatOfTheMean) {
  const data::Table table = table_of({{"one", {1, 1, 1, 1}}});
  const Design design({}, table);
  EXPECT_EQ(design.finest(), Finest::Respondent);
  EXPECT_TRUE(design.is_simple());
  // y = 1, 2, 3, 6: mean 3, squares about it 4 + 1 + 0 + 9 = 14; times n / (n - 1).
  EXPECT_DOUBLE_EQ(variance_of_total(design, {1, 2, 3, 6}), 14.0 * 4 / 3);
  EXPECT_EQ(design.degrees().df(), 3);
}

TEST(Variance, AddsOverStrataWithTheirFinitePopulations) {
  const data::Table table = table_of({{"h", {1, 1, 2, 2, 2}}, {"N", {4, 4, 6, 6, 6}}});
  const Design design({.strata = {"h"}, .fpc = {"N"}}, table);
  EXPECT_THAT(std::vector<double>(design.weights().begin(), design.weights().end()),
              testing::ElementsAre(2, 2, 2, 2, 2));
  // Stratum 1: (1 - 2/4) 2/1 (2) = 2; stratum 2: (1 - 3/6) 3/2 (2) = 1.5.
  EXPECT_DOUBLE_EQ(variance_of_total(design, {1, 3, 1, 2, 3}), 3.5);
  EXPECT_EQ(design.degrees().df(), 3);
}

TEST(Variance, CountsAbsentClustersAsZero) {
  const data::Table table = table_of({{"c", {1, 1, 2, 3}}});
  const Design design({.clusters = {"c"}}, table);
  EXPECT_EQ(design.finest(), Finest::Cluster);
  // The domain is in clusters 1 and 2 only: totals 3, 3, 0 about 2: 1 + 1 + 4 = 6, times 3/2.
  const auto parts = design.totals(std::vector<double>{1, 2, 3, 100}, std::vector<std::uint8_t>{1, 1, 1, 0});
  EXPECT_DOUBLE_EQ(design.variance(parts).value.value(), 9);
  EXPECT_EQ(design.degrees(parts).clusters, 2);
  EXPECT_EQ(design.df(parts), 1);
}

TEST(Variance, OfTwoStagesAddsWhatIsWithinClusters) {
  // Two clusters of 5 drawn, then 2 of 4 and 2 of 3 within them.
  const data::Table table =
      table_of({{"c", {1, 1, 2, 2}}, {"N1", {5, 5, 5, 5}}, {"N2", {4, 4, 3, 3}}, {"unit", {1, 2, 1, 2}}});
  const Design design({.clusters = {"c", "unit"}, .fpc = {"N1", "N2"}}, table);
  EXPECT_EQ(design.finest(), Finest::Respondent);
  EXPECT_EQ(design.stages(), 2U);
  // First stage: totals 4, 8 about 6: 8, times (1 - 2/5) 2 = 9.6.
  // Within: (1 - 2/4) 2 (2) = 2 and (1 - 2/3) 2 (8) = 16/3; times 2/5.
  EXPECT_NEAR(variance_of_total(design, {1, 3, 2, 6}), 9.6 + 0.4 * (2 + 16.0 / 3), 1e-14);
  EXPECT_DOUBLE_EQ(design.weights()[0], 5.0 / 2 * 4 / 2);
  EXPECT_EQ(design.degrees().df(), 1);
}

TEST(Variance, WithoutPopulationSizesStopsAtTheFirstStage) {
  const data::Table table = table_of({{"c", {1, 1, 2, 2}}, {"unit", {1, 2, 1, 2}}});
  const Design two({.clusters = {"c", "unit"}}, table);
  const Design one({.clusters = {"c"}}, table);
  EXPECT_EQ(two.stages(), 1U);
  EXPECT_EQ(variance_of_total(two, {1, 3, 2, 6}), variance_of_total(one, {1, 3, 2, 6}));
}

TEST(Variance, TakesFractionsForPopulations) {
  const data::Table counts = table_of({{"h", {1, 1, 2, 2}}, {"N", {4, 4, 8, 8}}});
  const data::Table fractions = table_of({{"h", {1, 1, 2, 2}}, {"N", {0.5, 0.5, 0.25, 0.25}}});
  const Spec spec{.strata = {"h"}, .fpc = {"N"}};
  EXPECT_EQ(variance_of_total(Design(spec, counts), {1, 2, 3, 5}),
            variance_of_total(Design(spec, fractions), {1, 2, 3, 5}));
}

TEST(Variance, ReadsClusterLabelsWithinTheirStratum) {
  const data::Table repeated = table_of({{"h", {1, 1, 2, 2}}, {"c", {1, 2, 1, 2}}});
  const data::Table unique = table_of({{"h", {1, 1, 2, 2}}, {"c", {1, 2, 3, 4}}});
  const Spec spec{.strata = {"h"}, .clusters = {"c"}};
  const Design a(spec, repeated);
  const Design b(spec, unique);
  EXPECT_EQ(a.degrees().clusters, 4);
  EXPECT_EQ(variance_of_total(a, {1, 2, 3, 5}), variance_of_total(b, {1, 2, 3, 5}));
  ASSERT_EQ(a.remarks().size(), 1U);
  EXPECT_THAT(a.remarks()[0], HasSubstr("2 labels are read as 4 clusters"));
  EXPECT_TRUE(b.remarks().empty());
}

class Lonely : public testing::Test {
 protected:
  // Stratum 1 has clusters with totals 1 and 3 (variance 2 x 2 = 4), stratum 2 a single one with total 8.
  double rule(LonelyPsu lonely) {
    const Design design({.strata = {"h"}, .clusters = {"c"}, .lonely_psu = lonely}, table_);
    return variance_of_total(design, {1, 3, 4, 4});
  }
  data::Table table_ = table_of({{"h", {1, 1, 2, 2}}, {"c", {1, 2, 3, 3}}});
};

TEST_F(Lonely, FailsByName) {
  try {
    rule(LonelyPsu::Fail);
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("stratum h = 2 has a single cluster"));
  }
}

TEST_F(Lonely, CountsByTheRuleThatIsChosen) {
  EXPECT_DOUBLE_EQ(rule(LonelyPsu::Certainty), 4);
  EXPECT_DOUBLE_EQ(rule(LonelyPsu::Average), 8) << "one of two strata has a variance: times 2";
  EXPECT_DOUBLE_EQ(rule(LonelyPsu::Adjust), 4 + 16) << "8 lies 4 from the mean 12/3 over all clusters";
}

TEST_F(Lonely, DoesNotMatterWhereTheClusterWasTakenWithCertainty) {
  const data::Table table = table_of({{"h", {1, 1, 2}}, {"c", {1, 2, 3}}, {"N", {4, 4, 1}}});
  const Design design({.strata = {"h"}, .clusters = {"c"}, .fpc = {"N"}}, table);
  EXPECT_DOUBLE_EQ(variance_of_total(design, {1, 3, 8}), 2);
}

TEST(Variance, IsTheSameForEveryOrderOfTheRows) {
  constexpr std::size_t n = 500;
  num::Random random(11);
  std::vector<std::size_t> order(n);
  std::vector<double> h(n), c(n), y(n);
  for (std::size_t i = 0; i < n; ++i) {
    order[i] = i;
    h[i] = static_cast<double>(i % 5);
    c[i] = static_cast<double>(random.below(8));
    y[i] = random.normal();
  }
  const Spec spec{.strata = {"h"}, .clusters = {"c"}};
  const double before = variance_of_total(Design(spec, table_of({{"h", h}, {"c", c}})), y);
  random.shuffle(std::span(order));
  std::vector<double> h2(n), c2(n), y2(n);
  for (std::size_t i = 0; i < n; ++i) {
    h2[i] = h[order[i]];
    c2[i] = c[order[i]];
    y2[i] = y[order[i]];
  }
  EXPECT_THAT(variance_of_total(Design(spec, table_of({{"h", h2}, {"c", c2}})), y2),
              DoubleNear(before, 1e-12 * before));
}

}  // namespace
}  // namespace kith::design
