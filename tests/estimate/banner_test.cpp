// Banner tables: each pair of columns is the t test of its two groups, and common people count once.
#include "estimate/banner.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/problem.h"
#include "design/make.h"
#include "estimate/group_test.h"
#include "num/distribution.h"

namespace kith::estimate {
namespace {

constexpr std::size_t people = 240;

data::Option option(const char* code) {
  return {code, code, {}, data::Missing::None};
}

// 24 clusters of ten; three regions whose answers differ; two ticks that most people share; a region that is missing.
data::Table sample() {
  std::vector<std::uint8_t> region;
  std::vector<std::uint8_t> trust;
  std::vector<double> y;
  std::vector<double> cluster;
  std::vector<double> weight;
  std::vector<std::uint8_t> first;
  std::vector<std::uint8_t> second;
  for (std::size_t i = 0; i < people; ++i) {
    const std::size_t number = i / 10;
    const auto c = static_cast<double>(number);
    region.push_back(i % 31 == 0 ? data::missing_code(data::Missing::Refused) : static_cast<std::uint8_t>(i / 10 % 3));
    trust.push_back(static_cast<std::uint8_t>((i * i + i / 7) % 2));
    y.push_back(std::sin(static_cast<double>(i) * 1.7) + 0.9 * static_cast<double>(i / 10 % 3) + 0.2 * std::cos(c));
    cluster.push_back(c);
    weight.push_back(1 + 0.1 * static_cast<double>(i % 5));
    first.push_back(i % 4 == 0 ? 0 : 1);
    second.push_back(i % 6 == 0 ? 0 : 1);
  }
  data::Table table;
  table.source = "people";
  table.add(data::Column::categorical("region", {option("n"), option("s"), option("w")}, region));
  table.add(data::Column::categorical("trust", {option("no"), option("yes")}, trust));
  table.add(data::Column::number("y", y));
  table.add(data::Column::number("cluster", cluster));
  table.add(data::Column::number("w", weight));
  table.add(data::Column::categorical("groups_1", {option("0"), option("1")}, first));
  table.add(data::Column::categorical("groups_2", {option("0"), option("1")}, second));
  table.sets.push_back({"groups", "Groups", {{"1", "choir", "groups_1", ""}, {"2", "club", "groups_2", ""}}});
  return table;
}

const std::vector<std::uint8_t> everyone(people, 1);

TEST(Banner, ComparesEachPairAsTheTTestOfItsTwoGroups) {
  const data::Table table = sample();
  const design::Design design = design::make({.weight = "w", .clusters = {"cluster"}}, table);
  const Banner found = banner(table, {"region"}, {"mean(y)"}, design, everyone, {.adjustment = num::Adjustment::None});
  ASSERT_EQ(found.rows.size(), 1U);
  ASSERT_EQ(found.rows[0].tests.size(), 3U);
  for (const BannerTest& pair : found.rows[0].tests) {
    std::vector<std::uint8_t> keep(people);
    for (std::size_t row = 0; row < people; ++row) {
      const std::string label = table.column("region").label_at(row);
      keep[row] = label == found.columns[pair.first].title || label == found.columns[pair.second].title ? 1 : 0;
    }
    const TestResult alone = t_test(table, group_formula("y ~ region"), design, keep);
    EXPECT_NEAR(pair.difference, -alone.estimate.value(), 1e-12);
    EXPECT_NEAR(pair.se, alone.se.value(), 1e-12);
    EXPECT_EQ(pair.df, alone.df2.value());
    EXPECT_NEAR(pair.p.value(), alone.p.value(), 1e-12);
  }
}

// The influences of the difference, of whoever is in both columns the one less the other, with the usual variance of a
// simple random sample.
TEST(Banner, CountsPeopleInBothColumnsOnce) {
  const data::Table table = sample();
  const Banner found = banner(table, {"groups"}, {"mean(y)"}, design::make({}, table), everyone);
  ASSERT_EQ(found.columns.size(), 3U);
  EXPECT_EQ(found.columns[1].title, "choir");
  EXPECT_EQ(found.columns[1].respondents + found.columns[2].respondents, 180 + 200);
  const BannerTest& pair = found.rows[0].tests.at(0);
  std::vector<double> influence(people);
  double mean_influence = 0;
  for (std::size_t row = 0; row < people; ++row) {
    const double y = table.column("y").numbers()[row];
    influence[row] = (row % 4 != 0 ? (y - *found.rows[0].cells[1].value) / 180 : 0) -
                     (row % 6 != 0 ? (y - *found.rows[0].cells[2].value) / 200 : 0);
    mean_influence += influence[row] / people;
  }
  double squares = 0;
  for (const double each : influence) {
    squares += (each - mean_influence) * (each - mean_influence);
  }
  EXPECT_NEAR(pair.se, std::sqrt(squares * people / (people - 1)), 1e-12);
  const double apart = std::hypot(*found.rows[0].cells[1].se, *found.rows[0].cells[2].se);
  EXPECT_LT(pair.se, 0.7 * apart) << "as if nobody were in both";
}

TEST(Banner, PutsTheLetterOfTheLowerColumnInTheHigherCell) {
  const data::Table table = sample();
  const design::Design design = design::make({.weight = "w", .clusters = {"cluster"}}, table);
  const Banner found = banner(table, {"region", "trust"}, {"y", "trust"}, design, everyone);
  ASSERT_EQ(found.columns.size(), 6U);
  EXPECT_EQ(found.columns[0].letter, "");
  EXPECT_EQ(found.columns[5].letter, "E");
  const BannerRow& means = found.rows[0];
  EXPECT_EQ(means.kind, finding::Kind::Mean);
  EXPECT_EQ(means.cells[1].letters, "");
  EXPECT_EQ(means.cells[2].letters, "A");
  EXPECT_EQ(means.cells[3].letters, "AB");
  for (const BannerRow& row : found.rows) {
    EXPECT_EQ(row.tests.size(), 3U + 1U) << "columns of two banners are not compared";
    EXPECT_EQ(row.cells[0].letters, "");
    for (const BannerTest& pair : row.tests) {
      if (pair.p) {
        EXPECT_GE(*pair.adjusted, *pair.p);
        EXPECT_LE(*pair.adjusted, 1);
      }
    }
  }
  // A question by its own answers is known exactly: 0% and 100%.
  EXPECT_EQ(found.rows[2].cells[5].value, 1.0);
  EXPECT_FALSE(found.rows[2].tests[3].p.has_value());
}

TEST(Banner, AdjustsWithinTheFamilyThatIsChosen) {
  const data::Table table = sample();
  const design::Design design = design::make({.clusters = {"cluster"}}, table);
  const auto adjusted = [&](TestFamily family) {
    const Banner found = banner(table, {"region"}, {"trust", "y", "groups"}, design, everyone,
                                {.adjustment = num::Adjustment::Bonferroni, .family = family});
    const BannerTest& pair = found.rows[2].tests[1];
    return *pair.adjusted / *pair.p;
  };
  EXPECT_NEAR(adjusted(TestFamily::Row), 3, 1e-9);
  EXPECT_NEAR(adjusted(TestFamily::Table), 15, 1e-9);
}

TEST(Banner, RefusesABannerOfOneAnswerByName) {
  const data::Table table = sample();
  std::vector<std::uint8_t> north(people);
  for (std::size_t row = 0; row < people; ++row) {
    north[row] = table.column("region").codes()[row] == 0 ? 1 : 0;
  }
  try {
    banner(table, {"region"}, {"trust"}, design::make({}, table), north);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.problems().front().code, "one-level");
    EXPECT_NE(error.problems().front().message.find("region"), std::string::npos);
  }
}

}  // namespace
}  // namespace kith::estimate
