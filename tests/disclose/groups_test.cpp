// Tests between groups and groups pooled: what of them follows from the figures that are shown, and nothing else.
#include "disclose/groups.h"

#include <gtest/gtest.h>

#include "release_builder.h"

namespace kith::disclose {
namespace {

using finding::Finding;
using finding::GroupTest;
using finding::Interval;
using finding::Kind;
using finding::Pooling;
using tests::mean;
using tests::share;

// A figure as clustered respondents give it, so that its limits are shown beside a band.
Finding clustered(Finding finding) {
  finding.df = 5;
  return finding;
}

GroupTest between(const std::vector<std::string>& nations, Kind kind = Kind::Share) {
  GroupTest test;
  test.indicator = "trust";
  test.dimension = "nation";
  test.kind = kind;
  test.statistic = 4.34567;
  test.df1 = 2;
  test.df2 = 11.2345;
  test.p = 0.0123456;
  test.q = 0.0234567;
  test.verdict = "differ";
  for (std::size_t a = 0; a < nations.size(); ++a) {
    test.levels.push_back({"nation", nations[a], nations[a]});
    test.benchmarks.push_back("people in " + nations[a]);
    for (std::size_t b = a + 1; b < nations.size(); ++b) {
      test.gaps.push_back({a, b, 0.123456, Interval{0.012345, 0.234567, 0.95, "wald"}, 0.0345678, "higher"});
    }
  }
  return test;
}

GroupTest released(const std::vector<Finding>& findings, const GroupTest& test) {
  Gate gate(Rules{});
  const auto shown = gate.release(findings);
  return *gate.release(test, shown);
}

void expect_no_numbers(const GroupTest& test) {
  EXPECT_FALSE(test.statistic || test.df1 || test.df2 || test.p || test.q);
  for (const GroupTest::Gap& gap : test.gaps) {
    EXPECT_FALSE(gap.q.has_value());
  }
}

const Finding england = share("trust", {{"nation", "eng"}}, 300, 400),
              wales = share("trust", {{"nation", "cym"}}, 90, 150),
              scotland = clustered(share("trust", {{"nation", "sct"}}, 40, 70)),
              ireland = share("trust", {{"nation", "nir"}}, 5, 12);

TEST(GroupTestGate, OnExactBasesIsShownRounded) {
  const GroupTest test = released({england, wales}, between({"eng", "cym"}));
  EXPECT_EQ(test.statistic, 4.35);
  EXPECT_EQ(test.df2, 11.2);
  EXPECT_EQ(test.p, 0.012);
  EXPECT_EQ(test.q, 0.023);
  ASSERT_EQ(test.gaps.size(), 1U);
  EXPECT_EQ(test.gaps[0].difference, 0.15) << "75% less 60%, whatever it came with";
  ASSERT_TRUE(test.gaps[0].interval.has_value());
  EXPECT_EQ(test.gaps[0].interval.value_or(Interval{}).low, 0.04) << "about the difference as shown";
  EXPECT_EQ(test.gaps[0].interval.value_or(Interval{}).high, 0.26);
  EXPECT_EQ(test.gaps[0].q, 0.035);
}

// Without clusters F and p follow from the answers: of means from how widely they are spread.
TEST(GroupTestGate, WithoutClustersIsCoarse) {
  Finding plain = england, other = wales;
  plain.df = 399;
  other.df = 149;
  const GroupTest test = released({plain, other}, between({"eng", "cym"}));
  EXPECT_EQ(test.statistic, 4);
  EXPECT_EQ(test.df2, 11);
  EXPECT_EQ(test.p, 0.02);
  EXPECT_EQ(test.gaps[0].q, 0.05);
}

TEST(GroupTestGate, BesideABandKeepsTheVerdictAndNoNumberThatRestsOnIt) {
  const GroupTest test = released({england, wales, scotland}, between({"eng", "cym", "sct"}));
  expect_no_numbers(test);
  EXPECT_EQ(test.verdict, "differ");
  ASSERT_EQ(test.gaps.size(), 3U);
  EXPECT_EQ(test.gaps[1].difference, 0.18) << "75% less 57%";
  EXPECT_TRUE(test.gaps[1].interval.has_value()) << "its respondents were clustered";
  Finding single = scotland;
  single.df = 69;
  const GroupTest alone = released({england, wales, single}, between({"eng", "cym", "sct"}));
  EXPECT_TRUE(alone.gaps[0].interval.has_value()) << "between England and Wales";
  EXPECT_FALSE(alone.gaps[1].interval || alone.gaps[2].interval);
}

TEST(GroupTestGate, OfAllOthersHasLimitsOnlyWhereEachHas) {
  GroupTest test = between({"eng", "cym", "sct"});
  test.gaps = {{0, {}, 0.5, Interval{0.1, 0.2, 0.95, "wald"}, 0.01, "higher"}};
  EXPECT_EQ(released({england, wales, scotland}, test).gaps[0].difference, 0.17) << "75 less the mean of 60 and 57";
  EXPECT_TRUE(released({england, wales, scotland}, test).gaps[0].interval.has_value());
  Finding single = scotland;
  single.df = 69;
  EXPECT_FALSE(released({england, wales, single}, test).gaps[0].interval.has_value());
}

// What it found rests on every group in it, so that none of it can stay.
TEST(GroupTestGate, WithAGroupThatIsNotShownTellsNothing) {
  for (const std::vector<Finding>& findings : {std::vector{england, wales, ireland}, {england, wales}}) {
    const GroupTest test = released(findings, between({"eng", "nir", "cym"}));
    expect_no_numbers(test);
    EXPECT_TRUE(test.gaps.empty());
    EXPECT_EQ(test.verdict, "not tested");
    EXPECT_FALSE(test.reason.empty());
    EXPECT_EQ(test.not_shown, 1U);
    ASSERT_EQ(test.levels.size(), 2U);
    EXPECT_EQ(test.levels[1].code, "cym");
    EXPECT_EQ(test.benchmarks, (std::vector<std::string>{"people in eng", "people in cym"}));
  }
}

TEST(GroupTestGate, KnowsAGroupByMoreThanItsCode) {
  const auto refused = [&](GroupTest test) { return released({england, wales}, test).verdict == "not tested"; };
  EXPECT_FALSE(refused(between({"eng", "cym"})));
  EXPECT_TRUE(refused(between({"eng", "cym"}, Kind::Mean)));
  GroupTest other = between({"eng", "cym"});
  other.indicator = "pride";
  EXPECT_TRUE(refused(other));
  other = between({"eng", "cym"});
  other.dimension = "programme";
  EXPECT_TRUE(refused(other));
  other = between({"eng", "cym"});
  other.gaps[0].b = 2;
  EXPECT_TRUE(refused(other)) << "a gap to no level";
}

TEST(GroupTestGate, NotTestedHasNoNumbersWhateverItCameWith) {
  GroupTest test = between({"eng", "cym"});
  test.verdict = "not tested";
  test.reason = "Too few clusters.";
  const GroupTest shown = released({england, wales}, test);
  expect_no_numbers(shown);
  EXPECT_TRUE(shown.gaps.empty());
  EXPECT_EQ(shown.reason, "Too few clusters.");
  EXPECT_EQ(shown.levels.size(), 2U);
}

TEST(GroupTestGate, OfBenchmarksIsThatOfTheFiguresShown) {
  GroupTest test = between({"eng", "cym"});
  test.benchmark_values = {0.604, 0.5};
  EXPECT_EQ(released({england, wales}, test).gaps[0].difference, 0.05) << "(75 - 60) - (60 - 50)";
}

TEST(GroupTestGate, OfMeansHasLimitsAndItsOwnDifferenceOnExactBasesOnly) {
  const Finding many = mean("trust", {{"nation", "eng"}}, 6.4, 400),
                more = mean("trust", {{"nation", "cym"}}, 6.1, 200),
                few = clustered(mean("trust", {{"nation", "sct"}}, 5.9, 70));
  GroupTest test = between({"eng", "cym"}, Kind::Mean);
  test.gaps[0].decimals = 3;
  const GroupTest exact = released({many, more}, test);
  EXPECT_EQ(exact.gaps[0].difference, 0.123);
  EXPECT_TRUE(exact.gaps[0].interval.has_value());
  const GroupTest banded = released({many, more, few}, between({"eng", "cym", "sct"}, Kind::Mean));
  expect_no_numbers(banded);
  EXPECT_NEAR(banded.gaps[1].difference, 0.5, 1e-12);
  EXPECT_FALSE(banded.gaps[1].interval.has_value());
}

// ---- groups pooled
// ---------------------------------------------------------------------------------------------------

const std::vector<Finding> projects{share("trust", {{"project", "a"}}, 300, 400),
                                    share("trust", {{"project", "b"}}, 40, 70),
                                    share("trust", {{"project", "c"}}, 5, 12)};

Pooling pooled(const std::vector<Safe<Finding>>& shown) {
  Pooling pooling;
  pooling.indicator = "trust";
  pooling.dimension = "project";
  pooling.all = 0.7234;
  pooling.mean = 0.65432;
  pooling.between = 0.01234;
  pooling.funnel = {{50, 0.6, 0.8, 0.5, 0.9}};
  for (const Safe<Finding>& one : shown) {
    Pooling::Group& group = pooling.groups.emplace_back(group_as_shown(*one, nullptr));
    if (group.raw) {
      group.steadied = 0.678;
      group.interval = Interval{0.612, 0.718, 0.95, "beta"};
      group.place = "inside";
    }
  }
  return pooling;
}

void expect_only_what_is_shown(const Pooling& pooling) {
  EXPECT_FALSE(pooling.all || pooling.mean || pooling.between);
  EXPECT_TRUE(pooling.funnel.empty());
  EXPECT_FALSE(pooling.reason.empty());
  ASSERT_EQ(pooling.groups.size(), 3U);
  for (const Pooling::Group& group : pooling.groups) {
    EXPECT_FALSE(group.steadied || group.interval);
    EXPECT_TRUE(group.place.empty());
  }
  EXPECT_EQ(pooling.groups[0].raw, 0.75);
  EXPECT_EQ(pooling.groups[1].low, 50);
  EXPECT_EQ(pooling.groups[1].high, 99);
  EXPECT_FALSE(pooling.groups[2].raw || pooling.groups[2].low || pooling.groups[2].high);
  EXPECT_EQ(pooling.not_shown, 1U);
}

TEST(PoolingGate, OfFiguresAsTheyAreShownStands) {
  Gate gate(Rules{});
  const auto shown = gate.release(projects);
  ASSERT_TRUE(shown[1]->bases.band && shown[2]->withheld);
  const auto pooling = gate.release(pooled(shown), shown);
  EXPECT_EQ(pooling->all, 0.72);
  EXPECT_EQ(pooling->mean, 0.654);
  EXPECT_EQ(pooling->groups[0].steadied, 0.68);
  EXPECT_EQ(pooling->groups[1].interval.value_or(Interval{}).low, 0.61);
  EXPECT_EQ(pooling->groups[0].low, shown[0]->bases.effective);
  EXPECT_EQ(pooling->funnel.size(), 1U);
  EXPECT_TRUE(pooling->reason.empty());
}

// A share, a base within its band, and a withheld group that had a part: the others were learnt from each.
TEST(PoolingGate, OfAnythingElseKeepsOnlyWhatIsShownAnyway) {
  Gate gate(Rules{});
  const auto shown = gate.release(projects);
  Pooling share_known = pooled(shown);
  share_known.groups[1].raw = 40.0 / 70;
  expect_only_what_is_shown(*gate.release(share_known, shown));
  Pooling base_known = pooled(shown);
  base_known.groups[1].low = base_known.groups[1].high = 70;
  expect_only_what_is_shown(*gate.release(base_known, shown));
  Pooling withheld_known = pooled(shown);
  withheld_known.groups[2] = {"trust_c", {"project", "c", "c"}, 12, 12, 5.0 / 12, 0.5, {}, "inside"};
  expect_only_what_is_shown(*gate.release(withheld_known, shown));
  Pooling withheld_placed = pooled(shown);
  withheld_placed.groups[2].place = "outside 95%";
  expect_only_what_is_shown(*gate.release(withheld_placed, shown));
}

TEST(PoolingGate, AGroupUnderAnothersNameIsNotShown) {
  Gate gate(Rules{});
  const auto shown = gate.release(projects);
  Pooling pooling = pooled(shown);
  pooling.groups[0].level.code = "c";
  const auto stripped = gate.release(pooling, shown);
  EXPECT_FALSE(stripped->groups[0].raw || stripped->groups[0].steadied || stripped->mean);
  EXPECT_EQ(stripped->not_shown, 2U);
}

}  // namespace
}  // namespace kith::disclose
