// Means and totals beside shares, beside each other, and beside what they were before.
#include <gtest/gtest.h>

#include "disclose/moments.h"

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "disclose/gate.h"
#include "release_builder.h"

namespace kith::disclose::tests {
namespace {

using finding::Finding;
using Codes = std::map<std::string, std::string>;

Finding value_of(const std::string& id, finding::Kind kind, double value, std::int64_t base) {
  Finding one = mean(id, {}, value, base);
  one.id = id;
  one.kind = kind;
  one.measure = id;
  one.answers.question = "sat";
  return one;
}

Finding option(const std::string& code, std::int64_t people, std::int64_t base) {
  Finding one = share("sat", {}, people, base);
  one.id = "sat_" + code;
  one.category = code;
  one.whole = "sat";
  one.answers = {"sat", {code}, {"1", "2", "3"}};
  return one;
}

Codes codes_of(const std::vector<Finding>& findings, const std::vector<EarlierRelease>& earlier = {}) {
  Gate gate(Rules{}, {}, {}, earlier);
  return withheld_codes(gate.release(findings));
}

TEST(Values, AMeanGoesBesideOptionsOfItsQuestionThatAreWithheld) {
  Finding level = value_of("level", finding::Kind::Mean, 2.7, 140);
  level.answers.of = {"1", "2", "3"};
  const Codes codes = codes_of({option("1", 4, 140), option("2", 40, 140), option("3", 96, 140), level});
  EXPECT_TRUE(codes.contains("level"));
  EXPECT_FALSE(codes.contains("sat_2") && codes.contains("sat_3")) << "its base need not stay unknown";
  EXPECT_TRUE(codes_of({option("1", 30, 140), option("2", 40, 140), option("3", 70, 140), level}).empty());
}

TEST(Values, ATotalOverAMeanIsABase) {
  const Finding years = value_of("years", finding::Kind::Mean, 71.9, 37);
  const Finding all_years = value_of("all_years", finding::Kind::Total, 2660, 37);
  EXPECT_EQ(codes_of({years, all_years}), (Codes{{"all_years", "confidential"}}));
  EXPECT_TRUE(codes_of({years}).empty());
  EXPECT_TRUE(codes_of({value_of("years", finding::Kind::Mean, 71.9, 370),
                        value_of("all_years", finding::Kind::Total, 26603, 370)})
                  .empty())
      << "a base that is exact anyway";
}

TEST(Values, AnAnswerThatWasCorrectedIsNotToldByTheSum) {
  const Finding then = value_of("visits", finding::Kind::Total, 75, 150);
  const std::vector<EarlierRelease> earlier{{"0001", Rules{}, {then}, {}, {}}};
  EXPECT_TRUE(codes_of({then}, earlier).empty());
  EXPECT_EQ(codes_of({value_of("visits", finding::Kind::Total, 87, 150)}, earlier),
            (Codes{{"visits", "confidential"}}));
}

// Eleven projects of one person each, and no rows of nobody: whoever subtracts the twelfth knows all eleven.
TEST(Rows, ThatAreThereTellOfSomebody) {
  std::vector<Finding> counts{count("n", {}, 151)};
  for (int project = 0; project < 12; ++project) {
    counts.push_back(count("n", {{"project", "p" + std::to_string(project)}}, project == 11 ? 140 : 1));
  }
  const Codes codes = codes_of(counts);
  EXPECT_TRUE(codes.contains("n_all") || codes.contains("n_p11"));
  counts[1] = count("n", {{"project", "p0"}}, 0);
  counts[2] = count("n", {{"project", "p1"}}, 2);
  EXPECT_FALSE(codes_of(counts).contains("n_all")) << "a row may be of nobody";
}

// Of 200 people 140 said 1, 55 said 2 and 5 said 3. The mean alone leaves the third answer wide open; beside the share
// of the first it leaves few numbers.
TEST(Means, AreHeldAgainstTheSharesOfTheirQuestion) {
  finding::Finding average = mean("often", {}, 265.0 / 200, 200);
  average.se = 0.037;
  average.answers = {"often", {}, {"1", "2", "3"}, {140, 55, 5}};
  finding::Finding never = share("never", {}, 140, 200);
  never.answers = {"often", {"1"}, {"1", "2", "3"}, {140, 55, 5}};
  EXPECT_FALSE(value_tells_of_few(average, {}, Rules{}));
  EXPECT_TRUE(value_tells_of_few(average, {{&never}, {}}, Rules{}));
  finding::Finding sum = average;
  sum.kind = finding::Kind::Total;
  sum.value = 265;
  sum.se.reset();
  EXPECT_TRUE(value_tells_of_few(sum, {{&never}, {}}, Rules{})) << "a total says the same";
  finding::Finding wider = share("never", {}, 140, 230);  // of a base with one answer more
  wider.answers = {"often", {"1"}, {"1", "2", "3", "4"}, {140, 55, 5, 30}};
  finding::Finding fourth = wider;
  fourth.answers.options = {"4"};
  fourth.value = 30.0 / 230;
  EXPECT_TRUE(value_tells_of_few(average, {{&wider, &fourth}, {}}, Rules{}));
  average.answers.chosen = {140, 40, 20};
  EXPECT_FALSE(value_tells_of_few(average, {{&never}, {}}, Rules{})) << "twenty are not few";
}

// (3, 18, 79) of 100: 2.76 and its limits fit one table; of five times as many answers to eleven numbers nothing
// follows.
TEST(Means, LimitsThatTellOfFewAreNotShown) {
  finding::Finding average = mean("often", {}, 2.76, 100);
  average.se = std::sqrt((3 + 18 * 4 + 79 * 9 - 100 * 2.76 * 2.76) / 99.0 / 100);
  average.df = 99;
  average.interval = finding::Interval{2.76 - 1.984 * *average.se, 2.76 + 1.984 * *average.se, 0.95, "wald"};
  average.answers = {"often", {}, {"1", "2", "3"}, {3, 18, 79}};
  Gate gate(Rules{});
  const finding::Finding shown = *gate.release(std::vector{average}).at(0);
  EXPECT_EQ(shown.value, 2.76);
  EXPECT_FALSE(shown.interval.has_value());
  average.answers.chosen = {10, 4, 86};
  average.answers.of = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"};
  average.answers.chosen = {1, 2, 3, 4, 10, 15, 20, 20, 15, 6, 4};
  average.value = 6.05;
  average.interval = finding::Interval{5.62, 6.48, 0.95, "wald"};
  EXPECT_TRUE((*gate.release(std::vector{average}).at(0)).interval.has_value());
}

// The mean of everyone goes beside a withheld share; from the means of all groups it would follow.
TEST(Means, OfGroupsDoNotGiveBackTheOneOfEverybody) {
  const auto coded = [](finding::Finding finding, std::vector<std::int64_t> chosen) {
    finding.answers.question = "often";
    finding.answers.of = {"1", "2", "3"};
    finding.answers.chosen = std::move(chosen);
    return finding;
  };
  finding::Finding rare = coded(share("rare", {}, 5, 300), {200, 95, 5});
  rare.answers.options = {"3"};
  const auto average = [&](const Levels& by, double value, std::int64_t base) {
    finding::Finding finding = coded(mean("often", by, value, base), {});
    finding.se = 0.04;
    return finding;
  };
  const auto codes = released_codes(
      {rare, average({}, 1.35, 300), average({{"area", "x"}}, 1.3, 180), average({{"area", "y"}}, 1.42, 120)});
  EXPECT_TRUE(codes.contains("often_all"));
  EXPECT_TRUE(codes.contains("often_y")) << "the smaller of the two";
  EXPECT_FALSE(codes.contains("often_x"));
}

}  // namespace
}  // namespace kith::disclose::tests
