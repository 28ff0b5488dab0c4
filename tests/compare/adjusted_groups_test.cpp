// Adjusted differences of groups against each other: by hand in R, by replicates, where the parts are independent, and
// how often groups without a difference are found to differ.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "compare/adjusted_groups.h"
#include "data/rows_of.h"
#include "people.h"

namespace kith::compare {
namespace {

using data::Column;
using data::Table;

// The groups of a column "g".
std::vector<Side> groups_of(const Table& table, const std::vector<std::string>& codes, const design::Spec& spec) {
  std::vector<Side> groups;
  for (const std::string& code : codes) {
    groups.push_back(side(table, spec));
    groups.back().where = "g == \"" + code + "\"";
  }
  return groups;
}

void add_groups(Table& table, std::vector<std::uint8_t> codes) {
  table.add(levels("g", std::move(codes), {"a", "b", "c"}));
}

// Each in turn a, b or c, so that clusters hold all of them.
void add_groups_in_turn(Table& table, std::size_t groups = 3) {
  std::vector<std::uint8_t> codes(table.rows());
  for (std::size_t row = 0; row < codes.size(); ++row) {
    codes[row] = static_cast<std::uint8_t>(row % groups);
  }
  add_groups(table, std::move(codes));
}

Gap only_gap(const AdjustedGroups& found) {
  EXPECT_EQ(found.gaps.size(), 1U);
  return found.gaps.empty() ? Gap{} : found.gaps.front();
}

double adjusted_variance(const AdjustedComparison& found) {
  const double se = found.adjusted.value_or(Contrast{}).se.value_or(0);
  return se * se;
}

// 180 participants in 20 clusters, three groups whose composition differs, and 200 of the benchmark in 25 clusters of 5
// strata.
Table participants_of_r() {
  std::vector<std::uint8_t> group, sex, age, yes;
  std::vector<double> cluster, weight;
  for (int i = 0; i < 180; ++i) {
    const int g = i % 3;
    group.push_back(static_cast<std::uint8_t>(g));
    sex.push_back((i * 7 + i / 5) % 5 < 1 + g + g / 2 ? 1 : 0);
    age.push_back(static_cast<std::uint8_t>((i * i + 3 * i) % 7 % 3));
    yes.push_back((i * i + 7 * i) % 13 < 3 + 2 * g + 2 * sex.back() ? 1 : 0);
    cluster.push_back(static_cast<double>(i / 9));
    weight.push_back(1 + (i % 4) / 2.0);
  }
  Table table;
  table.source = "participants.csv";
  add_groups(table, group);
  table.add(levels("sex", sex, {"Male", "Female"}));
  table.add(levels("age", age, {"16-34", "35-54", "55+"}));
  table.add(levels("trust", yes, {"no", "yes"}));
  table.add(Column::number("cluster", cluster));
  table.add(Column::number("w", weight));
  return table;
}

Table benchmark_of_r() {
  std::vector<std::uint8_t> sex, age, yes, stratum;
  std::vector<double> cluster, weight;
  for (int j = 0; j < 200; ++j) {
    sex.push_back(static_cast<std::uint8_t>((j * 3 + j / 7) % 2));
    age.push_back(static_cast<std::uint8_t>((j + j / 4) % 3));
    yes.push_back((j * j + 5 * j) % 17 < 4 + 6 * sex.back() + age.back() ? 1 : 0);
    cluster.push_back(static_cast<double>(j / 8));
    stratum.push_back(static_cast<std::uint8_t>(j / 40));
    weight.push_back(1 + (j % 5) / 4.0);
  }
  Table table;
  table.source = "benchmark.csv";
  table.add(levels("sex", sex, {"Male", "Female"}));
  table.add(levels("age", age, {"16-34", "35-54", "55+"}));
  table.add(levels("trust", yes, {"no", "yes"}));
  table.add(Column::number("cluster", cluster));
  table.add(levels("stratum", stratum, {"1", "2", "3", "4", "5"}));
  table.add(Column::number("w", weight));
  return table;
}

// R 4.2, survey 4.1-1: raking in a loop until nothing moves, the influences of the essay by hand, their totals' vcov by
// svytotal under each design, satterthwaite of 19 and 20 degrees of freedom, the Wald test of two contrasts.
TEST(AdjustedGroups, AreTestedAsByHandInR) {
  const Table own = participants_of_r();
  const Table other = benchmark_of_r();
  const AdjustedGroups found = compare_adjusted_groups(
      groups_of(own, {"a", "b", "c"}, {.weight = "w", .clusters = {"cluster"}}),
      side(other, {.weight = "w", .strata = {"stratum"}, .clusters = {"cluster"}}), sex_and_age);
  ASSERT_EQ(found.made, (std::vector<std::size_t>{0, 1, 2}));
  const double benchmarks[] = {0.2940135856818455, 0.352413670853588, 0.440454491851661};
  for (std::size_t group = 0; group < 3; ++group) {
    EXPECT_NEAR(found.groups[group].adjusted.value_or(Contrast{}).benchmark, benchmarks[group], 1e-10);
  }
  ASSERT_EQ(found.gaps.size(), 3U);
  const Gap expected[] = {{0, 1, -0.213028486256829, 0.01102522653399479, 19.5619497608589},
                          {0, 2, -0.448797189068279, 0.00721641755352653, 24.3292813711583},
                          {1, 2, -0.235768702811450, 0.00665840688791749, 20.8375826666508}};
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(found.gaps[i].a, expected[i].a);
    EXPECT_EQ(found.gaps[i].b, expected[i].b);
    EXPECT_NEAR(found.gaps[i].difference, expected[i].difference, 1e-10);
    EXPECT_NEAR(found.gaps[i].variance, expected[i].variance, 1e-10);
    EXPECT_NEAR(found.gaps[i].df, expected[i].df, 1e-6);
  }
  const auto test = equality(3, found.gaps);
  ASSERT_TRUE(test.has_value());
  EXPECT_NEAR(test->statistic, 14.8533296599280, 1e-6);
  EXPECT_NEAR(test->df2, 18.5619497608589, 1e-6);
  EXPECT_NEAR(test->p, 1.40609002876544e-04, 1e-10);
}

// The same with the sums of small_sample.h over the 20 clusters, M and its traces, by hand.
TEST(AdjustedGroups, AreCorrectedForFewClustersAsByHandInR) {
  const Table own = participants_of_r();
  const Table other = benchmark_of_r();
  const AdjustedGroups found = compare_adjusted_groups(
      groups_of(own, {"a", "b", "c"},
                {.weight = "w", .clusters = {"cluster"}, .small_sample = design::SmallSample::Cr2}),
      side(other, {.weight = "w", .strata = {"stratum"}, .clusters = {"cluster"}}), sex_and_age);
  ASSERT_EQ(found.gaps.size(), 3U);
  const double variances[] = {0.01102760767044720, 0.00722060190923471, 0.00666913474827950};
  const double dfs[] = {19.4690991691543, 24.2690975934014, 20.7359309377836};
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(found.gaps[i].variance, variances[i], 1e-10);
    EXPECT_NEAR(found.gaps[i].df, dfs[i], 1e-6);
  }
}

class Groups : public testing::Test {
 protected:
  Groups() { add_groups_in_turn(participants_); }

  Table participants_ = people(300, 0.7, 0.3, 1);
  Table benchmark_ = people(500, 0.5, 0.4, 2);
};

TEST_F(Groups, EachHasTheComparisonThatItHasByItself) {
  const design::Spec spec{.weight = "w", .clusters = {"cluster"}, .small_sample = design::SmallSample::Cr2};
  const std::vector<Side> sides = groups_of(participants_, {"a", "b", "c"}, spec);
  const AdjustedGroups found = compare_adjusted_groups(sides, side(benchmark_), sex_and_age);
  ASSERT_EQ(found.groups.size(), 3U);
  for (std::size_t group = 0; group < 3; ++group) {
    const AdjustedComparison alone = compare_adjusted(sides[group], side(benchmark_), sex_and_age);
    ASSERT_TRUE(alone.adjusted && found.groups[group].adjusted);
    EXPECT_EQ(found.groups[group].adjusted->difference, alone.adjusted->difference);
    EXPECT_EQ(found.groups[group].adjusted->se, alone.adjusted->se);
  }
}

TEST_F(Groups, OfTheSamePeopleHaveNoGap) {
  const AdjustedGroups found = compare_adjusted_groups(
      groups_of(participants_, {"a", "a"}, {.weight = "w", .clusters = {"cluster"}}), side(benchmark_), sex_and_age);
  const Gap gap = only_gap(found);
  EXPECT_EQ(gap.difference, 0);
  EXPECT_NEAR(gap.variance, 0, 1e-20);
}

TEST_F(Groups, HaveAnFOfTheSquareOfTheirT) {
  const AdjustedGroups found = compare_adjusted_groups(groups_of(participants_, {"a", "b"}, {.clusters = {"cluster"}}),
                                                       side(benchmark_), sex_and_age);
  const Gap gap = only_gap(found);
  const auto test = equality(2, found.gaps);
  ASSERT_TRUE(test.has_value());
  EXPECT_NEAR(test->statistic, gap.difference * gap.difference / gap.variance, 1e-12);
  EXPECT_NEAR(test->p, p_of(gap).value_or(-1), 1e-12);
}

TEST_F(Groups, VaryAsReplicatesOfBothSamplesDo) {
  const design::Spec linear{.weight = "w", .clusters = {"cluster"}};
  design::Spec jackknife = linear;
  jackknife.made_replicates = design::MadeReplicates{.method = design::ReplicateMethod::Jk1};
  const auto of = [&](const design::Spec& own, const design::Spec& other) {
    return compare_adjusted_groups(groups_of(participants_, {"a", "b", "c"}, own), side(benchmark_, other), sex_and_age)
        .gaps;
  };
  const std::vector<Gap> expected = of(linear, linear);
  const std::vector<Gap> both = of(jackknife, jackknife);
  const std::vector<Gap> one = of(linear, jackknife);
  ASSERT_EQ(both.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(both[i].difference, expected[i].difference, 1e-12);
    EXPECT_NEAR(std::sqrt(both[i].variance), std::sqrt(expected[i].variance), 0.04 * std::sqrt(expected[i].variance));
    EXPECT_NEAR(std::sqrt(one[i].variance), std::sqrt(expected[i].variance), 0.02 * std::sqrt(expected[i].variance));
  }
}

// Everything done again without one person of either side: nothing here knows of influences.
TEST_F(Groups, VaryAsLeavingOutEachPersonInTurnSays) {
  Table own = people(120, 0.7, 0.3, 3);
  add_groups_in_turn(own, 2);
  const Table other = people(150, 0.5, 0.4, 4);
  const auto gap = [](const Table& one, const Table& two) {
    return only_gap(compare_adjusted_groups(groups_of(one, {"a", "b"}, {}), side(two), sex_and_age));
  };
  const auto jackknife = [](const Table& table, const auto& again) {
    std::vector<double> values;
    std::vector<std::size_t> rows(table.rows() - 1);
    for (std::size_t out = 0; out < table.rows(); ++out) {
      std::iota(rows.begin(), rows.end(), 0U);
      std::for_each(rows.begin() + static_cast<std::ptrdiff_t>(out), rows.end(), [](std::size_t& row) { ++row; });
      values.push_back(again(data::rows_of(table, rows)));
    }
    const auto n = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
    double sum = 0;
    for (const double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum * (n - 1) / n;
  };
  const double variance = jackknife(own, [&](const Table& table) { return gap(table, other).difference; }) +
                          jackknife(other, [&](const Table& table) { return gap(own, table).difference; });
  EXPECT_NEAR(std::sqrt(gap(own, other).variance), std::sqrt(variance), 0.05 * std::sqrt(variance));
}

// Whoever is alike is counted once: with the same composition the benchmark leaves the test.
TEST_F(Groups, OfOneCompositionAreTestedAsTheirFigures) {
  Table own = people(100, 0.6, 0.4, 5);
  const auto doubled = [&](const char* name) {
    const auto codes = own.column(name).codes();
    std::vector<std::uint8_t> twice(codes.begin(), codes.end());
    twice.insert(twice.end(), codes.begin(), codes.end());
    return twice;
  };
  Table both;
  both.source = "people.csv";
  both.add(levels("sex", doubled("sex"), {"Male", "Female"}));
  both.add(levels("age", doubled("age"), {"16-34", "35-54", "55+"}));
  std::vector<std::uint8_t> yes = doubled("trust");
  std::vector<std::uint8_t> group(200, 0);
  std::fill(group.begin() + 100, group.end(), 1);
  std::rotate(yes.begin() + 100, yes.begin() + 117, yes.end());
  both.add(levels("trust", yes, {"no", "yes"}));
  add_groups(both, group);
  const AdjustedGroups found = compare_adjusted_groups(groups_of(both, {"a", "b"}, {}), side(benchmark_), sex_and_age);
  ASSERT_EQ(found.groups.size(), 2U);
  EXPECT_NEAR(only_gap(found).difference,
              found.groups[0].participants.value.value_or(0) - found.groups[1].participants.value.value_or(0), 1e-10);
  const AdjustedGroups clustered = compare_adjusted_groups(groups_of(both, {"a", "b"}, {}),
                                                           side(benchmark_, {.clusters = {"cluster"}}), sex_and_age);
  EXPECT_NE(adjusted_variance(clustered.groups[0]), adjusted_variance(found.groups[0]));
  EXPECT_NEAR(only_gap(clustered).variance, only_gap(found).variance, 1e-15);
}

// Projects of one group only, and a survey so large that it is fixed.
TEST_F(Groups, WithoutAClusterInCommonVaryIndependently) {
  Table own = people(300, 0.6, 0.4, 7);
  std::vector<std::uint8_t> group(own.rows());
  for (std::size_t row = 0; row < group.size(); ++row) {
    group[row] = own.column("cluster").numbers()[row] < 12 ? 0 : 1;
  }
  add_groups(own, group);
  Table fixed = benchmark_;
  std::vector<double> many(fixed.rows(), 1e12);
  fixed.add(Column::number("n", many));
  Side cells = side(fixed, {.weight = "w"});
  cells.cells = CellColumns{"n", ""};
  cells.measure = "mean(years / 100)";
  for (const auto small : {design::SmallSample::None, design::SmallSample::Cr2}) {
    const AdjustedGroups found = compare_adjusted_groups(
        groups_of(own, {"a", "b"}, {.weight = "w", .clusters = {"cluster"}, .small_sample = small}), cells,
        sex_and_age);
    ASSERT_EQ(found.made.size(), 2U);
    const double sum = adjusted_variance(found.groups[0]) + adjusted_variance(found.groups[1]);
    EXPECT_NEAR(only_gap(found).variance, sum, 1e-9 * sum);
  }
}

// Women are held against women and men against men: nobody is in two of the four samples.
TEST_F(Groups, ThatAreACharacteristicAddFourVariances) {
  std::vector<Side> sides{side(participants_), side(participants_)};
  sides[0].where = "sex == \"Female\"";
  sides[1].where = "sex == \"Male\"";
  const AdjustedGroups found = compare_adjusted_groups(sides, side(benchmark_), sex_and_age);
  ASSERT_EQ(found.made.size(), 2U);
  const double sum = adjusted_variance(found.groups[0]) + adjusted_variance(found.groups[1]);
  EXPECT_NEAR(only_gap(found).variance, sum, 1e-12);
  for (const AdjustedComparison& group : found.groups) {
    EXPECT_GT(group.reweighted.value_or(Reweighted{}).benchmark_unlike, 200);
  }
  // The women's part alone, by compare_adjusted on nothing but women.
  Side women = side(benchmark_);
  women.where = "sex == \"Female\"";
  const auto alone = compare_adjusted(sides[0], women, {{"age", "age"}});
  ASSERT_TRUE(alone.adjusted && found.groups[0].adjusted);
  EXPECT_NEAR(found.groups[0].adjusted->difference, alone.adjusted->difference, 1e-10);
  EXPECT_NEAR(*found.groups[0].adjusted->se, *alone.adjusted->se, 1e-10);
}

// With one size of cluster the correction for few clusters has nothing to correct.
TEST_F(Groups, AreCorrectedForFewUnequalClusters) {
  const auto gap = [&](const Table& own, design::SmallSample small) {
    return only_gap(compare_adjusted_groups(
        groups_of(own, {"a", "b"}, {.clusters = {"project"}, .small_sample = small}), side(benchmark_), sex_and_age));
  };
  const auto projects = [](const std::vector<double>& project) {
    Table own = people(240, 0.6, 0.4, 8);
    add_groups_in_turn(own, 2);
    own.add(Column::number("project", project));
    return own;
  };
  std::vector<double> equal(240), unequal(240);
  for (std::size_t row = 0; row < 240; ++row) {
    equal[row] = static_cast<double>(row / 24);
    unequal[row] = row < 120 ? 0 : 1 + static_cast<double>(row / 24);
  }
  const Table alike = projects(equal);
  EXPECT_NEAR(gap(alike, design::SmallSample::Cr2).variance, gap(alike, design::SmallSample::None).variance, 1e-12);
  const Table few = projects(unequal);
  const Gap plain = gap(few, design::SmallSample::None);
  const Gap corrected = gap(few, design::SmallSample::Cr2);
  EXPECT_GT(corrected.variance, plain.variance);
  EXPECT_LT(corrected.df, plain.df);
}

TEST_F(Groups, OfASingleClusterHaveNoVariance) {
  Table own = people(300, 0.6, 0.4, 9);
  std::vector<std::uint8_t> group(own.rows());
  for (std::size_t row = 0; row < group.size(); ++row) {
    group[row] = row % 25 < 12 ? 0 : row % 25 == 12 ? 1 : 2;
  }
  add_groups(own, group);
  design::Spec replicates{.clusters = {"cluster"}};
  replicates.made_replicates = design::MadeReplicates{.method = design::ReplicateMethod::Jk1};
  for (const design::Spec& spec : {design::Spec{.clusters = {"cluster"}}, replicates}) {
    const AdjustedGroups found =
        compare_adjusted_groups(groups_of(own, {"a", "b"}, spec), side(benchmark_), {{"sex", "sex"}});
    EXPECT_EQ(only_gap(found).variance, 0);
    EXPECT_FALSE(equality(2, found.gaps).has_value());
  }
}

TEST_F(Groups, WithoutPeopleLikeThemAreNamedAndLeftOut) {
  Table without = people(500, 0.5, 0.0, 10);  // nobody under 35
  std::vector<Side> sides{side(participants_), side(participants_), side(participants_)};
  sides[0].where = "age == \"35-54\"";
  sides[1].where = "age == \"16-34\"";
  sides[2].where = "age == \"55+\"";
  const AdjustedGroups found = compare_adjusted_groups(sides, side(without), sex_and_age);
  ASSERT_EQ(found.groups.size(), 3U);
  ASSERT_TRUE(found.groups[1].refusal.has_value());
  EXPECT_EQ(found.groups[1].refusal->code, "margin-not-met");
  EXPECT_EQ(found.made, (std::vector<std::size_t>{0, 2}));
  const Gap gap = only_gap(found);
  EXPECT_EQ(gap.a, 0U);
  EXPECT_EQ(gap.b, 1U);
  EXPECT_NEAR(gap.difference,
              found.groups[0].adjusted.value_or(Contrast{}).difference -
                  found.groups[2].adjusted.value_or(Contrast{}).difference,
              1e-15);
  const AdjustedGroups none = compare_adjusted_groups({}, side(without), sex_and_age);
  EXPECT_TRUE(none.groups.empty() && none.gaps.empty());
}

// A table of cells says of two groups what the people say that it was made of.
TEST_F(Groups, AgainstCellsVaryAsAgainstTheirPeople) {
  CellsOfPeople counted(benchmark_);
  const Table cells = counted.table(2);
  Side of_cells{
      .table = &cells, .measure = "mean(percent / 100)", .design = {.weight = "n"}, .cells = CellColumns{"n", ""}};
  std::vector<Side> sides{side(participants_), side(participants_)};
  sides[0].where = "age == \"16-34\" or sex == \"Male\"";
  sides[1].where = "age != \"16-34\" and sex == \"Female\"";
  const auto gap = [&](const Side& other) { return only_gap(compare_adjusted_groups(sides, other, sex_and_age)); };
  const Gap by_cells = gap(of_cells);
  const Gap by_people = gap(side(benchmark_));
  EXPECT_NEAR(by_cells.difference, by_people.difference, 1e-9);
  EXPECT_NEAR(std::sqrt(by_cells.variance), std::sqrt(by_people.variance), 1e-4);
  // Adjusted for sex alone, ages differ within what the groups have in common.
  const std::vector<Side> in_turn = groups_of(participants_, {"a", "b"}, {});
  const auto by_sex = [&](const Side& other) {
    return only_gap(compare_adjusted_groups(in_turn, other, {{"sex", "sex"}}));
  };
  EXPECT_NEAR(std::sqrt(by_sex(of_cells).variance), std::sqrt(by_sex(side(benchmark_)).variance), 1e-5);
  // A design factor of 2 makes the benchmark's part four times as large.
  of_cells.cells = CellColumns{"n", "deft"};
  const double larger = gap(of_cells).variance;
  of_cells.cells = CellColumns{"n", ""};
  for (double& n : counted.base) {
    n *= 1e9;
  }
  Table endless = cells;
  endless.add(Column::number("all", counted.base));
  of_cells.table = &endless;
  of_cells.cells = CellColumns{"all", ""};
  const double own = gap(of_cells).variance;
  EXPECT_NEAR(larger - own, 4 * (by_cells.variance - own), 1e-9);
}

// Of 400 studies in which who takes part differs between the groups and nothing else does.
TEST(AdjustedGroupsCalibration, FindsADifferenceAboutFiveTimesInAHundredWhereThereIsNone) {
  num::Random random(20261129);
  const auto draw = [&](std::size_t n, bool participants) {
    std::vector<std::uint8_t> sex, age, yes, group;
    std::vector<double> project;
    for (std::size_t i = 0; i < n; ++i) {
      group.push_back(static_cast<std::uint8_t>(i % 2));
      const double women = !participants ? 0.5 : group.back() == 0 ? 0.75 : 0.35;
      sex.push_back(random.uniform() < women ? 1 : 0);
      age.push_back(random.uniform() < 0.5 ? 0 : 1);
      yes.push_back(random.uniform() < 0.3 + 0.35 * sex.back() + 0.1 * age.back() ? 1 : 0);
      project.push_back(static_cast<double>(i / 2 % 12));
    }
    Table table;
    table.source = "people.csv";
    add_groups(table, group);
    table.add(levels("sex", sex, {"Male", "Female"}));
    table.add(levels("age", age, {"young", "old"}));
    table.add(levels("trust", yes, {"no", "yes"}));
    table.add(Column::number("project", project));
    return table;
  };
  int adjusted = 0;
  int figures = 0;
  constexpr int studies = 400;
  for (int study = 0; study < studies; ++study) {
    const Table own = draw(240, true);
    const Table other = draw(400, false);
    const AdjustedGroups found = compare_adjusted_groups(
        groups_of(own, {"a", "b"}, {.clusters = {"project"}, .small_sample = design::SmallSample::Cr2}), side(other),
        sex_and_age);
    const Gap gap = only_gap(found);
    adjusted += p_of(gap).value_or(1) < 0.05 ? 1 : 0;
    const double plain =
        found.groups[0].participants.value.value_or(0) - found.groups[1].participants.value.value_or(0);
    figures += std::abs(plain) > 1.96 * 0.064 ? 1 : 0;
  }
  EXPECT_GE(adjusted, 0.02 * studies);
  EXPECT_LE(adjusted, 0.08 * studies);
  EXPECT_GE(figures, 0.3 * studies) << "the groups' own figures do differ";
}

}  // namespace
}  // namespace kith::compare
