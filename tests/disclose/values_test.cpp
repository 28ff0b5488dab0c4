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
  EXPECT_TRUE(codes_of({average}).empty());
  EXPECT_EQ(codes_of({average, never}), (Codes{{"often_all", "confidential"}}));
  finding::Finding sum = average;
  sum.kind = finding::Kind::Total;
  sum.value = 265;
  sum.se.reset();
  EXPECT_EQ(codes_of({sum, never}), (Codes{{"often_all", "confidential"}})) << "a total says the same";
  finding::Finding wider = share("never", {}, 140, 230);  // of a base with one answer more
  wider.answers = {"often", {"1"}, {"1", "2", "3", "4"}, {140, 55, 5, 30}};
  finding::Finding fourth = wider;
  fourth.answers.options = {"4"};
  fourth.value = 30.0 / 230;
  fourth.id = "fourth";
  EXPECT_TRUE(codes_of({average, wider, fourth}).contains("often_all"));
  average.answers.chosen = {140, 60, 0};
  average.value = 260.0 / 200;
  EXPECT_TRUE(codes_of({average, never}).contains("often_all")) << "nobody is as few as five";
  average.answers.chosen = {140, 40, 20};
  average.value = 280.0 / 200;
  EXPECT_TRUE(codes_of({average, never}).empty()) << "twenty are not few";
}

// The mean and the share of the last answer of so many people, who gave 1, 2 or 4.
std::vector<Finding> often(const Levels& by, const std::vector<std::int64_t>& chosen) {
  const std::int64_t base = chosen[0] + chosen[1] + chosen[2];
  finding::Finding average = mean("often", by, 0, base);
  average.value = static_cast<double>(chosen[0] + 2 * chosen[1] + 4 * chosen[2]) / static_cast<double>(base);
  average.se = 0.04;
  average.answers = {"often", {}, {"1", "2", "4"}, chosen};
  finding::Finding last = share("last", by, chosen[2], base);
  last.answers = {"often", {"4"}, {"1", "2", "4"}, chosen};
  return {average, last};
}

// 3.3 of 50 to 99 people of whom 68% said 4 leaves twelve numbers who said 1. That they are 190 less 140 leaves five.
TEST(Means, AreHeldAgainstWhatOtherGroupsTell) {
  std::vector<Finding> all = often({{"area", "x"}}, {2, 14, 34});
  EXPECT_TRUE(codes_of(all).empty());
  for (const auto& more : {often({{"area", "y"}}, {40, 50, 50}), often({}, {42, 64, 84})}) {
    all.insert(all.end(), more.begin(), more.end());
  }
  EXPECT_TRUE(codes_of(all).contains("often_x"));
}

// 12 of 500 said 1, and 2 in one group of 60, where that is withheld, as it is in another. The means of the two leave
// it open, and stay; without knowing who gave what they would go.
TEST(Means, StayBesideWithheldSharesThatTheyDoNotTell) {
  std::vector<Finding> all;
  const std::vector<std::string> five{"1", "2", "3", "4", "5"};
  const auto add = [&](const Levels& by, const std::vector<std::int64_t>& chosen) {
    std::int64_t base = 0, sum = 0;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      base += chosen[i];
      sum += static_cast<std::int64_t>(i + 1) * chosen[i];
    }
    finding::Finding first = share("first", by, chosen[0], base);
    first.answers = {"often", {"1"}, five, chosen};
    finding::Finding average = mean("often", by, static_cast<double>(sum) / static_cast<double>(base), base);
    average.answers = {"often", {}, five, chosen};
    all.insert(all.end(), {first, average});
  };
  add({}, {13, 90, 120, 150, 127});
  add({{"area", "x"}}, {2, 18, 30, 60, 40});
  add({{"area", "y"}}, {11, 72, 90, 90, 87});
  const Codes codes = codes_of(all);
  EXPECT_TRUE(codes.contains("first_x") && codes.contains("first_y"));
  EXPECT_FALSE(codes.contains("often_x") || codes.contains("often_y") || codes.contains("often_all"));
  for (Finding& one : all) {
    one.answers.chosen.clear();
  }
  EXPECT_TRUE(codes_of(all).contains("often_x"));
}

// What an earlier release withheld is not asked of the programme: its mean goes beside it.
TEST(Means, GoBesideSharesThatAnEarlierReleaseWithheld) {
  std::vector<Finding> then = often({}, {5, 55, 140});
  then[1].answers.options = {"1"};
  then[1].numerator = 5;
  then[1].value = 5.0 / 200;
  std::vector<EarlierRelease> earlier;
  EXPECT_EQ(publish({then[1]}, earlier), (Codes{{"last_all", "confidential"}}));
  EXPECT_TRUE(codes_of({then[0]}, earlier).contains("often_all"));
  EXPECT_TRUE(codes_of({then[0]}).empty());
}

// As if they were of just these people, and gone where nothing fits that.
TEST(Means, OfWeightedPeopleAreHeldAgainstTheirShares) {
  std::vector<Finding> all = often({}, {5, 55, 140});
  *all[0].value += 0.003;
  *all[1].value += 0.002;
  EXPECT_EQ(codes_of({all[0]}), Codes{});
  EXPECT_TRUE(codes_of(all).contains("often_all"));
}

// (3, 18, 79) of 100: 2.76 and its limits fit one table; of five times as many answers to eleven numbers nothing
// follows.
TEST(Means, LimitsAreNotShownWhereTheErrorTellsOfFew) {
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
