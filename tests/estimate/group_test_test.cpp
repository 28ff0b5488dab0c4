// Tests of groups and of tables: identities that hold in any sample, and R survey 4.1-1's numbers for this one.
#include "estimate/group_test.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "design/make.h"
#include "estimate/estimate.h"
#include "estimate/independence.h"

namespace kith::estimate {
namespace {

// 120 people in 12 clusters; the groups differ, and so does every cluster a little.
data::Table people() {
  std::vector<double> y;
  std::vector<double> cluster;
  std::vector<std::uint8_t> group;
  std::vector<std::uint8_t> answer;
  std::vector<double> weight;
  for (int i = 0; i < 120; ++i) {
    const int c = i / 10;
    group.push_back(static_cast<std::uint8_t>((i * 7 + c) % 2));
    answer.push_back(static_cast<std::uint8_t>((i * i + i / 7 + c) % 3));
    y.push_back(std::sin(i * 1.7) + 0.3 * (c % 4) + 0.5 * group.back());
    cluster.push_back(c);
    weight.push_back(1 + 0.1 * (i % 5));
  }
  data::Table table;
  table.source = "people";
  const auto option = [](const char* code) { return data::Option{code, code, {}, data::Missing::None}; };
  table.add(data::Column::categorical("group", {option("a"), option("b")}, group));
  table.add(data::Column::categorical("answer", {option("no"), option("some"), option("yes")}, answer));
  table.add(data::Column::number("y", y));
  table.add(data::Column::number("cluster", cluster));
  table.add(data::Column::number("w", weight));
  return table;
}

design::Spec clustered() {
  return {.weight = "w", .clusters = {"cluster"}};
}

const std::vector<std::uint8_t> everyone(120, 1);

TEST(GroupTest, OfTwoGroupsIsTheirDifferenceOverItsStandardError) {
  const data::Table table = people();
  const design::Design design = design::make(clustered(), table);
  const TestResult test = t_test(table, group_formula("y ~ group"), design, everyone);
  const Estimates means = estimate(table, {.measures = {"mean(y)"}, .breakdowns = {{"group"}}, .design = clustered()});
  const finding::Finding difference = means.difference(1, 0);
  EXPECT_NEAR(test.estimate.value(), difference.value.value(), 1e-12);
  EXPECT_NEAR(test.se.value(), difference.se.value(), 1e-12);
  EXPECT_NEAR(test.statistic, *difference.value / *difference.se, 1e-9);
  EXPECT_EQ(test.df2, 10);  // 12 clusters, one stratum, one difference
}

TEST(GroupTest, OfPairsIsTheMeanOfTheirDifferences) {
  const data::Table table = people();
  const design::Design design = design::make(clustered(), table);
  const TestResult test = t_test(table, group_formula("I(y - w) ~ 0"), design, everyone);
  const Estimates mean = estimate(table, {.measures = {"mean(y - w)"}, .design = clustered()});
  EXPECT_NEAR(test.estimate.value(), mean.findings()[0].value.value(), 1e-12);
  EXPECT_NEAR(test.se.value(), mean.findings()[0].se.value(), 1e-12);
  EXPECT_EQ(test.df2, 10);
}

TEST(GroupTest, OfRanksDoesNotChangeWithAMonotoneScale) {
  const data::Table table = people();
  const design::Design design = design::make(clustered(), table);
  const TestResult plain = rank_test(table, group_formula("y ~ group"), design, everyone, rank_score("wilcoxon"));
  const TestResult stretched =
      rank_test(table, group_formula("y * 3 + 10 ~ group"), design, everyone, rank_score("wilcoxon"));
  EXPECT_NEAR(plain.statistic, stretched.statistic, 1e-12);
}

TEST(GroupTest, RefusesOneGroupByName) {
  const data::Table table = people();
  const design::Design design = design::make(clustered(), table);
  std::vector<std::uint8_t> only(120);
  for (std::size_t row = 0; row < only.size(); ++row) {
    only[row] = table.column("group").codes()[row] == 0 ? 1 : 0;
  }
  try {
    t_test(table, group_formula("y ~ group"), design, only);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.problems().front().code, "one-level");
  }
}

TEST(GroupTest, HasTheNumbersOfR) {
  const data::Table table = people();
  const design::Design design = design::make(clustered(), table);
  const TestResult means = t_test(table, group_formula("y ~ group"), design, everyone);
  EXPECT_NEAR(means.statistic, 8.63858584856628, 1e-10);
  EXPECT_NEAR(means.p.value(), 5.97266603847946e-06, 1e-14);
  EXPECT_NEAR(means.interval->low, 0.349225439514673, 1e-12);
  EXPECT_NEAR(means.interval->high, 0.591992525897185, 1e-12);
  const auto ranks = [&](const char* score) {
    return rank_test(table, group_formula("y ~ group"), design, everyone, rank_score(score));
  };
  EXPECT_NEAR(ranks("wilcoxon").statistic, 9.26362862246378, 1e-10);
  EXPECT_NEAR(ranks("wilcoxon").estimate.value(), 0.152212577160494, 1e-12);
  EXPECT_NEAR(ranks("vanderwaerden").statistic, 7.21379160794736, 1e-9);
  EXPECT_NEAR(ranks("median").p.value(), 0.0168554998390804, 1e-12);
}

TEST(GroupTest, OfTiedRanksDependsOnTheOrderOfRowsOnlyWhereAsked) {
  data::Table table = people();
  std::vector<double> whole;
  for (const double y : table.column("y").numbers()) {
    whole.push_back(std::nearbyint(y));
  }
  table.add(data::Column::number("whole", whole));
  const design::Design design = design::make(clustered(), table);
  const auto test = [&](Ties ties) {
    return rank_test(table, group_formula("whole ~ answer"), design, everyone, rank_score("kruskal"), ties);
  };
  EXPECT_NEAR(test(Ties::InOrder).statistic, 1.104892261553038, 1e-10);
  EXPECT_NEAR(test(Ties::InOrder).p.value(), 0.372309057564782, 1e-10);
  // Everybody's answer is one of a few, so that the middle of the tied weight is another rank.
  EXPECT_GT(std::fabs(test(Ties::Middle).statistic - test(Ties::InOrder).statistic), 1e-6);
}

TEST(Independence, HasTheNumbersOfR) {
  const data::Table table = people();
  const design::Design design = design::make(clustered(), table);
  const auto test = [&](Independence statistic) {
    return independence(table, "group", "answer", design, everyone, statistic);
  };
  EXPECT_NEAR(test(Independence::F).statistic, 0.729806381223380, 1e-12);
  EXPECT_NEAR(test(Independence::F).df1.value(), 1.905657161051145, 1e-11);
  EXPECT_NEAR(test(Independence::F).p.value(), 0.487588400021434, 1e-12);
  EXPECT_NEAR(test(Independence::Chisq).statistic, 0.702797699270680, 1e-12);
  EXPECT_NEAR(test(Independence::Chisq).p.value(), 0.482002305752847, 1e-12);
  EXPECT_NEAR(test(Independence::Wald).statistic, 0.721783076093670, 1e-12);
  EXPECT_NEAR(test(Independence::AdjustedWald).p.value(), 0.539807757160394, 1e-12);
  EXPECT_NEAR(test(Independence::Saddlepoint).p.value(), 0.503110038493693, 1e-8);
}

TEST(GoodnessOfFit, HasTheNumbersOfRAndRefusesSharesThatDoNotFitTheOptions) {
  const data::Table table = people();
  const design::Design design = design::make(clustered(), table);
  const TestResult test = goodness_of_fit(table, "answer", {3, 3, 4}, design, everyone);
  EXPECT_NEAR(test.statistic, 3.39448302469136, 1e-11);
  EXPECT_NEAR(test.df1.value(), 1.99707229576754, 1e-11);
  EXPECT_NEAR(test.p.value(), 0.24580049442587, 1e-11);
  EXPECT_THROW(goodness_of_fit(table, "answer", {0.5, 0.5}, design, everyone), Error);
  EXPECT_THROW(goodness_of_fit(table, "answer", {0.5, 0.5, 0}, design, everyone), Error);
}

TEST(Independence, DoesNotDependOnWhichQuestionComesFirst) {
  const data::Table table = people();
  const design::Design design = design::make(clustered(), table);
  for (const Independence statistic : {Independence::F, Independence::Chisq, Independence::Wald,
                                       Independence::AdjustedWald, Independence::Saddlepoint}) {
    const TestResult one = independence(table, "group", "answer", design, everyone, statistic);
    const TestResult other = independence(table, "answer", "group", design, everyone, statistic);
    EXPECT_NEAR(one.statistic, other.statistic, 1e-9);
    EXPECT_NEAR(one.p.value(), other.p.value(), 1e-9);
  }
}

TEST(Independence, OfASimpleRandomSampleIsPearsonsTest) {
  const data::Table table = people();
  const design::Design design = design::make({}, table);
  const TestResult test = independence(table, "group", "answer", design, everyone, Independence::Chisq);
  // Each generalized design effect is n / (n - 1) up to the departure from independence that the sample shows.
  EXPECT_EQ(test.df1, 2);
  for (const double effect : test.design_effects) {
    EXPECT_NEAR(effect, 1, 0.1);
  }
}

}  // namespace
}  // namespace kith::estimate
