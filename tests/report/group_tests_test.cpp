// Tests between groups in words, and pooled groups beside the sign of what is not shown.
#include <gtest/gtest.h>

#include <algorithm>

#include "disclose/groups.h"
#include "fixture.h"
#include "report/group_text.h"

namespace kith::report {
namespace {

using finding::GroupTest;

GroupTest by_nation(std::string verdict) {
  GroupTest test;
  test.indicator = "chat";
  test.dimension = "nation";
  test.levels = {{"nation", "eng", "England"}, {"nation", "sct", "Scotland"}, {"nation", "cym", "Wales"}};
  test.statistic = 4.346;
  test.df1 = 2;
  test.df2 = 9.1;
  test.p = 0.0004;
  test.q = 0.012;
  test.gaps = {{0, 1, -0.12, finding::Interval{-0.21, -0.03, 0.95, "wald"}, 0.0351, "lower"},
               {0, 2, -0.0049, {}, {}, "no clear difference"}};
  test.verdict = std::move(verdict);
  return test;
}

// The figures that the tests are of: 40%, 52% and 40% of 400 each.
std::vector<finding::Finding> figures(finding::Kind kind) {
  std::vector<finding::Finding> all;
  for (const auto& [level, value] :
       std::vector<std::pair<finding::Level, double>>{{{"nation", "eng", "England"}, 0.4},
                                                      {{"nation", "sct", "Scotland"}, 0.52},
                                                      {{"nation", "cym", "Wales"}, 0.4},
                                                      {{"project", "g1", "Mill Lane Allotment"}, 0.5}}) {
    all.push_back(tests::share("chat", {level}, value, 400));
    all.back().kind = kind;
  }
  return all;
}

std::string page_with(const std::vector<GroupTest>& tests) {
  const tests::Example example;
  Input input = example.input();
  for (const GroupTest& test : tests) {
    disclose::Gate gate(disclose::Rules{});
    const auto released = gate.release(figures(test.kind));
    input.group_tests.push_back(gate.release(test, released));
  }
  return html(input);
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(GroupText, SaysWhatTheTestFound) {
  const std::string differ = page_with({by_nation("differ")});
  EXPECT_TRUE(has(differ,
                  "England, Scotland and Wales differ. For Scotland it is higher than for England, by 12 "
                  "percentage points (3 to 21)."));
  EXPECT_TRUE(has(differ, "F 4.35 on 2 and 9.1 degrees of freedom, p under 0.001, adjusted 0.012."));
  EXPECT_TRUE(has(differ,
                  "<th scope=\"row\">England less Scotland</th><td>\u221212</td><td>\u221221 to \u22123</td>"
                  "<td>0.035</td><td>lower</td>"));
  EXPECT_TRUE(has(differ, "<th scope=\"row\">England less Wales</th><td>0</td><td></td><td></td>"));
  EXPECT_TRUE(has(page_with({by_nation("no clear difference")}), "England, Scotland and Wales do not clearly differ."));
  EXPECT_TRUE(
      has(page_with({by_nation("practically the same")}), "England, Scotland and Wales are practically the same."));
}

TEST(GroupText, SaysWhyThereIsNoTestAndWhoHasNoPartInIt) {
  GroupTest none = by_nation("not tested");
  none.gaps.clear();
  none.levels.resize(1);
  none.reason = "Fewer than two groups have a figure that is shown.";
  none.not_shown = 2;
  EXPECT_TRUE(
      has(page_with({none}),
          "Whether nations differ was not tested: fewer than two groups have a figure that is shown. Two nations "
          "without a figure that is shown have no part in the test."));
}

TEST(GroupText, CountsGroupsThatAreTooManyToName) {
  GroupTest many = by_nation("no clear difference");
  many.dimension = "project";
  many.gaps.clear();
  many.levels.assign(7, {"project", "g1", "Mill Lane Allotment"});
  EXPECT_TRUE(has(page_with({many}), "The seven projects do not clearly differ."));
}

TEST(GroupText, OfBenchmarksSaysWhichAreCompared) {
  GroupTest test = by_nation("differ");
  test.of = GroupTest::Of::FromBenchmarks;
  test.benchmarks = {"people in England", "people in Scotland", "people in Wales"};
  const std::string page = page_with({test});
  EXPECT_TRUE(has(page, "England, Scotland and Wales differ in how far they are from their benchmarks."));
  EXPECT_TRUE(has(page,
                  "Compared: England with people in England, Scotland with people in Scotland and Wales with people "
                  "in Wales."));
}

TEST(GroupText, OfPeopleLikeThemSaysInWhatTheyAreAlikeAndWhoCouldNotBeCompared) {
  GroupTest test = by_nation("differ");
  test.of = GroupTest::Of::FromPeopleLikeThem;
  test.benchmarks.assign(3, "people in deprived areas");
  test.adjusted = {"age_band:gender", "gender"};
  test.left_out = {{1, "Too few in the benchmark's data are like the participants."}};
  const std::string page = page_with({test});
  EXPECT_TRUE(
      has(page,
          "England, Scotland and Wales differ in how far they are from people like them, of the same age band "
          "and gender, among people in deprived areas. For Scotland the difference is higher than for England, "
          "by 12 percentage points (3 to 21). One nation has no part in the test: too few in the benchmark&#39;s "
          "data are like the participants."));
  EXPECT_TRUE(has(page, ": how far nations are from people like them"));
  EXPECT_FALSE(has(page, "Compared:"));
  test.verdict = "not tested";
  test.gaps.clear();
  test.levels.clear();
  test.benchmarks.clear();
  test.reason = "Fewer than two groups could be compared with people like them.";
  EXPECT_TRUE(
      has(page_with({test}),
          "Whether nations differ in how far they are from people like them, of the same age band and gender, was "
          "not tested: fewer than two groups could be compared with people like them."));
}

TEST(GroupText, OfMeansHasNoPoints) {
  GroupTest test = by_nation("differ");
  test.kind = finding::Kind::Mean;
  const std::string page = page_with({test});
  EXPECT_TRUE(has(page, "For Scotland it is higher than for England, by 0.12 (0.03 to 0.21)."));
  EXPECT_FALSE(has(page, "by 0.12 percentage points"));
}

TEST(GroupText, WithoutTestsThereIsNoChapter) {
  EXPECT_FALSE(has(page_with({}), "Do groups differ?"));
}

TEST(PoolingText, OfAFigureThatIsNotShownIsItsSignAlone) {
  const tests::Example example;
  const Input input = example.input();
  const Release release(input);
  const auto first = [&](bool withheld) {
    const auto found = std::ranges::find_if(input.findings, [&](const auto& one) {
      return one->withheld.has_value() == withheld && !one->by.empty() && one->by.front().dimension == "project";
    });
    return found == input.findings.end() ? finding::Finding{} : **found;
  };
  const finding::Finding shown = first(false);
  const finding::Finding withheld = first(true);
  ASSERT_FALSE(shown.id.empty() || withheld.id.empty());
  finding::Pooling pooling;
  pooling.indicator = shown.indicator;
  pooling.dimension = "project";
  pooling.groups = {disclose::group_as_shown(shown, nullptr), disclose::group_as_shown(withheld, nullptr)};
  pooling.groups[0].steadied = 0.54;
  pooling.groups[0].interval = finding::Interval{0.4, 0.6, 0.95, "beta"};
  pooling.groups[0].place = "inside";
  const auto rows = pooling_rows(release, disclose::Gate(disclose::Rules{}).release(pooling, input.findings));
  EXPECT_EQ(rows[0][2], "54%");
  EXPECT_EQ(rows[0][4], "40% to 60%");
  EXPECT_TRUE(rows[1][1].starts_with('['));
  EXPECT_TRUE(rows[1][2].empty() && rows[1][4].empty() && rows[1][5].empty());
}

}  // namespace
}  // namespace kith::report
