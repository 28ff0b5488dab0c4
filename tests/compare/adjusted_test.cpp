// The adjusted comparison by several roads: by hand, by replicates of both samples, and under changes that must not
// matter.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "compare/adjusted.h"
#include "compare/simulated.h"
#include "data/rows_of.h"
#include "people.h"

namespace kith::compare {
namespace {

using data::Column;
using data::Missing;
using data::Table;
using testing::HasSubstr;

class Adjusted : public testing::Test {
 protected:
  Table participants_ = people(300, 0.8, 0.2, 1);
  Table benchmark_ = people(900, 0.5, 0.5, 2);
};

TEST_F(Adjusted, ToOneCharacteristicIsDirectStandardisation) {
  const AdjustedComparison found = compare_adjusted(side(participants_), side(benchmark_), {{"sex", "sex"}});
  ASSERT_TRUE(found.adjusted.has_value());
  double shares[2] = {0, 0};
  double yes[2] = {0, 0};
  double people[2] = {0, 0};
  for (std::size_t row = 0; row < 300; ++row) {
    shares[participants_.column("sex").codes()[row]] += 1.0 / 300;
  }
  for (std::size_t row = 0; row < 900; ++row) {
    const std::uint8_t sex = benchmark_.column("sex").codes()[row];
    people[sex] += 1;
    yes[sex] += benchmark_.column("trust").codes()[row];
  }
  const double b0 = yes[0] / people[0];
  const double b1 = yes[1] / people[1];
  EXPECT_NEAR(found.adjusted->benchmark, shares[0] * b0 + shares[1] * b1, 1e-12);
  // Of the benchmark: each cell's binomial variance; of the participants: the residual on the cell's share.
  double own = 0;
  const double p = *found.participants.value;
  for (std::size_t row = 0; row < 300; ++row) {
    const double explained = participants_.column("sex").codes()[row] == 0 ? b0 : b1;
    const double off = participants_.column("trust").codes()[row] - p - (explained - shares[0] * b0 - shares[1] * b1);
    own += off * off;
  }
  const double other =
      shares[0] * shares[0] * b0 * (1 - b0) / people[0] + shares[1] * shares[1] * b1 * (1 - b1) / people[1];
  EXPECT_NEAR(*found.adjusted->se, std::sqrt(own / 300 / 299 + other * 900 / 899), 1e-10);
}

// Six people of a level that the benchmark does not have: alone they stop the comparison; where few are kept out of the
// composition it is that of the others, and does not tell how many they are.
TEST_F(Adjusted, RareLevelsStayOutOfTheComposition) {
  std::vector<std::uint8_t> sex(participants_.column("sex").codes().begin(), participants_.column("sex").codes().end());
  std::fill_n(sex.begin(), 6, std::uint8_t{2});
  Table few = participants_;
  few.column_at(0) = levels("sex", sex, {"Male", "Female", "Other"});
  const std::vector<Characteristic> by_sex{{"sex", "sex"}};
  EXPECT_EQ(compare_adjusted(side(few), side(benchmark_), by_sex).refusal.value_or(Refusal{}).code, "margin-not-met");
  const AdjustedComparison kept_out = compare_adjusted(side(few), side(benchmark_), by_sex, {.smallest_level = 10});
  ASSERT_TRUE(kept_out.adjusted && kept_out.reweighted);
  EXPECT_EQ(kept_out.reweighted->participants_used, 294);
  std::fill_n(sex.begin(), 6, data::missing_code(Missing::Refused));
  few.column_at(0) = levels("sex", sex, {"Male", "Female", "Other"});
  EXPECT_EQ(compare_adjusted(side(few), side(benchmark_), by_sex).adjusted->benchmark, kept_out.adjusted->benchmark);
}

TEST_F(Adjusted, StandardErrorIsThatOfReplicatesOfBothSamples) {
  const design::Spec own{.weight = "w", .clusters = {"cluster"}};
  const design::Spec other{.weight = "w", .clusters = {"cluster"}};
  design::Spec own_jackknife = own;
  own_jackknife.made_replicates = design::MadeReplicates{.method = design::ReplicateMethod::Jk1};
  design::Spec other_jackknife = other;
  other_jackknife.made_replicates = design::MadeReplicates{.method = design::ReplicateMethod::Jk1};
  const auto linear = compare_adjusted(side(participants_, own), side(benchmark_, other), sex_and_age);
  const auto replicated =
      compare_adjusted(side(participants_, own_jackknife), side(benchmark_, other_jackknife), sex_and_age);
  ASSERT_TRUE(linear.adjusted && replicated.adjusted);
  EXPECT_NEAR(linear.adjusted->difference, replicated.adjusted->difference, 1e-12);
  EXPECT_NEAR(*linear.adjusted->se, *replicated.adjusted->se, 0.03 * *linear.adjusted->se);
}

// The whole comparison done again without one participant, and without one of the benchmark, by hand.
TEST_F(Adjusted, StandardErrorIsThatOfLeavingOutEachRespondentInTurn) {
  const Table few = people(80, 0.7, 0.3, 3);
  const Table others = people(120, 0.5, 0.5, 4);
  const auto difference = [&](const Table& own, const Table& other) {
    const auto found = compare_adjusted(side(own), side(other), sex_and_age);
    return found.adjusted ? found.adjusted->difference : std::nan("");
  };
  const auto jackknife = [&](const Table& table, const auto& again) {
    std::vector<double> values;
    for (std::size_t out = 0; out < table.rows(); ++out) {
      std::vector<std::size_t> rows;
      for (std::size_t row = 0; row < table.rows(); ++row) {
        if (row != out) {
          rows.push_back(row);
        }
      }
      values.push_back(again(data::rows_of(table, rows)));
    }
    const double n = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
    double sum = 0;
    for (const double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum * (n - 1) / n;
  };
  const double variance = jackknife(few, [&](const Table& table) { return difference(table, others); }) +
                          jackknife(others, [&](const Table& table) { return difference(few, table); });
  const auto found = compare_adjusted(side(few), side(others), sex_and_age);
  ASSERT_TRUE(found.adjusted.has_value());
  EXPECT_NEAR(*found.adjusted->se, std::sqrt(variance), 0.05 * std::sqrt(variance));
}

TEST_F(Adjusted, RakingAndEntropyBalancingToTheSameMarginsAgree) {
  const auto raked = compare_adjusted(side(participants_), side(benchmark_), sex_and_age);
  const auto balanced =
      compare_adjusted(side(participants_), side(benchmark_), sex_and_age, {.method = Reweighting::Entropy});
  ASSERT_TRUE(raked.adjusted && balanced.adjusted);
  EXPECT_NEAR(raked.adjusted->benchmark, balanced.adjusted->benchmark, 1e-8);
  EXPECT_NEAR(*raked.adjusted->se, *balanced.adjusted->se, 1e-8);
}

TEST_F(Adjusted, EntropyBalancingBringsANumberToTheParticipantsMean) {
  const auto found = compare_adjusted(side(participants_), side(benchmark_), {{"sex", "sex"}, {"years", "years"}},
                                      {.method = Reweighting::Entropy});
  ASSERT_TRUE(found.adjusted && found.reweighted);
  EXPECT_GT(std::abs(found.reweighted->before.standardised), 0.2);
  EXPECT_LT(std::abs(found.reweighted->after.standardised), 1e-6);
  const auto alone =
      compare_adjusted(side(participants_), side(benchmark_), {{"years", "years"}}, {.method = Reweighting::Entropy});
  EXPECT_TRUE(alone.adjusted.has_value());
}

TEST_F(Adjusted, BalancesWhatItIsAskedToAndShowsTheRest) {
  const auto found = compare_adjusted(side(participants_), side(benchmark_), sex_and_age);
  ASSERT_TRUE(found.reweighted.has_value());
  EXPECT_GT(std::abs(found.reweighted->before.standardised), 0.5);
  EXPECT_LT(std::abs(found.reweighted->after.standardised), 1e-6);
  EXPECT_GT(std::abs(found.reweighted->after_pairs.standardised), 0);
  EXPECT_GT(found.reweighted->largest_factor, 1);
  EXPECT_LT(found.reweighted->effective, 900);
  const auto crossed = compare_adjusted(side(participants_), side(benchmark_), {{"sex:age", "sex:age"}});
  ASSERT_TRUE(crossed.reweighted.has_value());
  EXPECT_EQ(crossed.reweighted->levels_after.size(), 6U);
  EXPECT_LT(std::abs(crossed.reweighted->after.standardised), 1e-6);
}

TEST_F(Adjusted, ToTheirOwnCompositionChangesNothing) {
  const auto found = compare_adjusted(side(participants_), side(participants_), sex_and_age);
  ASSERT_TRUE(found.adjusted.has_value());
  EXPECT_NEAR(found.adjusted->difference, 0, 1e-10);
  EXPECT_NEAR(found.reweighted->largest_factor, 1, 1e-8);
}

TEST_F(Adjusted, DoesNotDependOnTheOrderOfRowsOrTheScaleOfWeights) {
  std::vector<std::size_t> backwards(benchmark_.rows());
  std::iota(backwards.rbegin(), backwards.rend(), 0U);
  Table turned = data::rows_of(benchmark_, backwards);
  std::vector<double> large(turned.rows());
  for (std::size_t row = 0; row < large.size(); ++row) {
    large[row] = 1000 * turned.column("w").numbers()[row];
  }
  turned.add(Column::number("large", large));
  const auto one = compare_adjusted(side(participants_), side(benchmark_, {.weight = "w"}), sex_and_age);
  const auto two = compare_adjusted(side(participants_), side(turned, {.weight = "large"}), sex_and_age);
  ASSERT_TRUE(one.adjusted && two.adjusted);
  EXPECT_NEAR(one.adjusted->difference, two.adjusted->difference, 1e-9);
  EXPECT_NEAR(*one.adjusted->se, *two.adjusted->se, 1e-9);
}

TEST_F(Adjusted, LevelsAreTheSameByCodeOrLabel) {
  Table coded = people(300, 0.8, 0.2, 1);
  Table renamed;
  renamed.add(Column::categorical(
      "gender", {{"1", "M", 1.0, Missing::None}, {"2", "F", 2.0, Missing::None}},
      std::vector<std::uint8_t>(coded.column("sex").codes().begin(), coded.column("sex").codes().end())));
  renamed.add(coded.column("trust"));
  Table other;
  other.add(Column::categorical(
      "sex", {{"M", "Male", {}, Missing::None}, {"F", "Female", {}, Missing::None}},
      std::vector<std::uint8_t>(benchmark_.column("sex").codes().begin(), benchmark_.column("sex").codes().end())));
  other.add(benchmark_.column("trust"));
  const auto found = compare_adjusted(side(renamed), side(other), {{"gender", "sex"}});
  const auto same = compare_adjusted(side(coded), side(benchmark_), {{"sex", "sex"}});
  ASSERT_TRUE(found.adjusted && same.adjusted);
  EXPECT_NEAR(found.adjusted->difference, same.adjusted->difference, 1e-12);
}

TEST_F(Adjusted, IsRefusedByNameWhereALevelHasNobody) {
  Table without = people(900, 0.0, 0.5, 2);
  const auto found = compare_adjusted(side(participants_), side(without), sex_and_age);
  EXPECT_FALSE(found.adjusted.has_value());
  ASSERT_TRUE(found.refusal.has_value());
  EXPECT_EQ(found.refusal->code, "margin-not-met");
  EXPECT_THAT(found.refusal->text, HasSubstr("sex = Female"));
  EXPECT_TRUE(found.crude.has_value());
}

TEST_F(Adjusted, IsRefusedBelowAnEffectiveBaseOfThirty) {
  const Table small = people(40, 0.1, 0.9, 7);
  const auto found = compare_adjusted(side(participants_), side(small), {{"sex", "sex"}});
  EXPECT_FALSE(found.adjusted.has_value());
  ASSERT_TRUE(found.refusal.has_value());
  EXPECT_EQ(found.refusal->code, "small-effective-base");
}

TEST_F(Adjusted, ThoseUnlikeAnyParticipantCountNothing) {
  const Table women = people(300, 1.0, 0.2, 1);
  const auto found = compare_adjusted(side(women), side(benchmark_), sex_and_age);
  ASSERT_TRUE(found.adjusted && found.reweighted);
  EXPECT_GT(found.reweighted->benchmark_unlike, 400);
  EXPECT_EQ(found.reweighted->benchmark_used + found.reweighted->benchmark_unlike, 900);
}

TEST_F(Adjusted, KeepsLimitsWhereEverybodySaysYes) {
  Table all = people(300, 0.8, 0.2, 1);
  std::vector<std::uint8_t> yes(300, 1);
  all.add(levels("sure", yes, {"no", "yes"}));
  Side own = side(all);
  own.measure = "share(sure in \"yes\")";
  const auto found = compare_adjusted(own, side(benchmark_), sex_and_age);
  ASSERT_TRUE(found.adjusted && found.adjusted->interval);
  EXPECT_GT(found.adjusted->interval->high - found.adjusted->interval->low, 0.02);
  EXPECT_EQ(found.adjusted->verdict, "higher");
}

TEST_F(Adjusted, ConditionsAreCharacteristicsToo) {
  for (Table* table : {&participants_, &benchmark_}) {
    add_characteristics({"years < 40"}, *table);
  }
  const auto found =
      compare_adjusted(side(participants_), side(benchmark_), {{"sex", "sex"}, {"years < 40", "years < 40"}});
  ASSERT_TRUE(found.reweighted.has_value());
  EXPECT_EQ(found.reweighted->levels_after.size(), 4U);
}

TEST_F(Adjusted, SharesAndMeansAreNotCompared) {
  Side means = side(benchmark_);
  means.measure = "mean(years)";
  EXPECT_THROW(compare_adjusted(side(participants_), means, sex_and_age), Error);
  Side several = side(benchmark_);
  several.measure = "share(trust)";
  EXPECT_THROW(compare_adjusted(several, several, {}), Error);
}

// A table of cells says the same as the people that it was made of.
TEST_F(Adjusted, CellsSayWhatTheirPeopleSay) {
  const Table cells = CellsOfPeople(benchmark_).table();
  const Side of_cells{
      .table = &cells, .measure = "mean(percent / 100)", .design = {.weight = "n"}, .cells = CellColumns{"n", ""}};
  const auto by_cells = compare_adjusted(side(participants_), of_cells, sex_and_age);
  const auto by_people = compare_adjusted(side(participants_), side(benchmark_), sex_and_age);
  ASSERT_TRUE(by_cells.adjusted && by_people.adjusted);
  EXPECT_NEAR(by_cells.adjusted->difference, by_people.adjusted->difference, 1e-9);
  EXPECT_NEAR(*by_cells.adjusted->se, *by_people.adjusted->se, 2e-5);
  EXPECT_NEAR(by_cells.reweighted->effective, by_people.reweighted->effective, 1e-6);
  EXPECT_NEAR(*by_cells.crude->se, *by_people.crude->se, 2e-5);
}

// E5: two nations' published figures, pooled by the participants' mix.
TEST(Pooled, ByTheMixOfNationsIsNotThePlainMean) {
  Table own;
  own.add(levels("nation",
                 [] {
                   std::vector<std::uint8_t> nation(200, 0);
                   std::fill(nation.begin() + 150, nation.end(), 1);
                   return nation;
                 }(),
                 {"England", "Wales"}));
  own.add(levels("trust", std::vector<std::uint8_t>(200, 1), {"no", "yes"}));
  Table nations;
  nations.add(levels("nation", {0, 1}, {"England", "Wales"}));
  nations.add(Column::number("percent", std::vector<double>{60, 40}));
  nations.add(Column::number("n", std::vector<double>{2000, 500}));
  nations.add(Column::number("deft", std::vector<double>{1.2, 1.3}));
  const Side benchmark{.table = &nations,
                       .measure = "mean(percent / 100)",
                       .design = {.weight = "n"},
                       .cells = CellColumns{"n", "deft"}};
  const auto found = compare_adjusted(side(own), benchmark, {{"nation", "nation"}});
  ASSERT_TRUE(found.adjusted && found.adjusted->benchmark_interval);
  EXPECT_NEAR(found.adjusted->benchmark, 0.75 * 0.6 + 0.25 * 0.4, 1e-12);
  // sum of m^2 deft^2 b (1 - b) / n, and (b1 - b2)^2 times the variance of the participants' mix.
  const double published = 0.75 * 0.75 * 1.44 * 0.24 / 2000 + 0.25 * 0.25 * 1.69 * 0.24 / 500;
  const double mix = 0.2 * 0.2 * 0.75 * 0.25 / 199;
  EXPECT_NEAR(*found.adjusted->se, std::sqrt(published + mix + 0.55 * 0.45 / 200), 1e-9);  // everybody said yes
}

class Simulated : public testing::Test {
 protected:
  Table population_ = people(800, 0.5, 0.5, 11);
  SimulationOptions how_{.draws = 60, .participants = 200, .seed = 3, .biases = {{"sex == \"Female\"", 4}}};
};

TEST_F(Simulated, TheAdjustedComparisonFindsNothingWhereTheCrudeOneDoes) {
  const Simulation found = simulate(side(population_, {.clusters = {"cluster"}}), sex_and_age, {}, how_);
  ASSERT_EQ(found.adjusted.made, 60U);
  EXPECT_GE(found.adjusted.held_zero, 53U);
  EXPECT_LT(found.crude.held_zero, 30U);
  EXPECT_NEAR(found.adjusted.mean_difference, 0, 3 * found.adjusted.sd_difference / std::sqrt(60.0));
}

TEST_F(Simulated, IsTheSameForTheSameSeedAndOtherwiseNot) {
  how_.draws = 5;
  const auto run = [&] { return simulate(side(population_), sex_and_age, {}, how_).adjusted.mean_difference; };
  const double first = run();
  EXPECT_EQ(first, run());
  how_.seed = 4;
  EXPECT_NE(first, run());
}

TEST_F(Simulated, RefusesARatioThatIsNoneAndASampleThatCannotBeDrawnAgain) {
  how_.biases = {{"sex == \"Female\"", 0}};
  EXPECT_THROW(simulate(side(population_), sex_and_age, {}, how_), Error);
  how_.biases = {};
  design::Spec spec{.weight = "w"};
  spec.made_replicates = design::MadeReplicates{.method = design::ReplicateMethod::Jk1};
  EXPECT_THROW(simulate(side(population_, spec), sex_and_age, {}, how_), Error);
}

}  // namespace
}  // namespace kith::compare
