// What a file of margins may say, and everything that cannot be right said at once, by margin and level.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/csv.h"
#include "design/margins.h"
#include "design/weighting_sample.h"

namespace kith::design {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<Problem> problems(const std::vector<MarginTotal>& margins, const data::Table& table) {
  try {
    auxiliaries(margins, table, table.column("weight").numbers());
  } catch (const Error& error) {
    return error.problems();
  }
  return {};
}

std::vector<std::string> messages(const std::vector<MarginTotal>& margins, const data::Table& table) {
  std::vector<std::string> result;
  for (const Problem& problem : problems(margins, table)) {
    result.push_back(problem.message);
  }
  return result;
}

TEST(Margins, AreReadFromAFileWithALineEach) {
  const auto table = data::read_csv("margin,level,total\nsex,F,\"900\"\nsex,M,700.5\nage,,75000\n", "m.csv").table;
  const std::vector<MarginTotal> totals = margin_totals(table);
  ASSERT_EQ(totals.size(), 3U);
  EXPECT_EQ(totals[1].margin, "sex");
  EXPECT_EQ(totals[1].level, "M");
  EXPECT_EQ(totals[1].total, 700.5);
  EXPECT_EQ(totals[1].where, (Where{"m.csv", 3}));
  EXPECT_EQ(totals[2].level, "");
}

TEST(Margins, TellEveryLineThatCannotBeRead) {
  const auto table = data::read_csv("margin,level,total\nsex,F,many\n,M,700\nsex,M,\n", "m.csv").table;
  try {
    margin_totals(table);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.problems().size(), 3U);
    EXPECT_THAT(error.problems()[0].message, HasSubstr("`sex`, level `F` is `many`"));
  }
  EXPECT_THROW(margin_totals(data::read_csv("margin,total\nsex,3\n", "m.csv").table), Error);
}

TEST(Margins, FindLevelsByLabelCodeAndValue) {
  const data::Table table = weighting_table();
  const auto weights = table.column("weight").numbers();
  const Auxiliaries labels = auxiliaries({{"sex", "F", 2}, {"sex", "M", 3}}, table, weights);
  const Auxiliaries codes = auxiliaries({{"sex", "2", 3}, {"sex", "1.0", 2}}, table, weights);
  EXPECT_THAT(labels.names, ElementsAre("sex = F", "sex = M"));
  EXPECT_EQ(labels.sums(labels.collect(weights))[0], codes.sums(codes.collect(weights))[1]);
  const Auxiliaries strata = auxiliaries({{"stratum", "0", 2}, {"stratum", "1.0", 3}}, table, weights);
  EXPECT_EQ(strata.cells, 2U);
}

TEST(Margins, CrossColumnsAndNumbers) {
  const data::Table table = weighting_table();
  const auto weights = table.column("weight").numbers();
  const Auxiliaries crossed =
      auxiliaries({{"sex:age", "F", 40000}, {"sex:age", "M", 30000}, {"total()", "", 1600}}, table, weights);
  const Eigen::VectorXd sums = crossed.sums(crossed.collect(weights));
  double women = 0;
  for (std::size_t row = 0; row < weights.size(); ++row) {
    women += table.column("sex").codes()[row] == 0 ? weights[row] * table.column("age").numbers()[row] : 0;
  }
  EXPECT_NEAR(sums[0], women, 1e-9 * women);
  EXPECT_TRUE(crossed.numeric());
  EXPECT_EQ(crossed.text(), "sex:age and total()");
}

TEST(Margins, NameEverythingThatIsWrongAtOnce) {
  const data::Table table = weighting_table();
  const auto found =
      messages({{"sex", "F", 900}, {"sex", "Male", 700}, {"regoin", "North", 5}, {"band", "young", -1}}, table);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0], "the margin `sex` has no level `Male`");
  EXPECT_THAT(found[1], HasSubstr("regoin"));
  EXPECT_THAT(found[2], HasSubstr("`band = young` is -1"));
}

TEST(Margins, NameLevelsWithoutATotalWithoutRespondentsAndTwice) {
  data::Table table = weighting_table();
  EXPECT_THAT(messages({{"sex", "F", 900}}, table).at(0), HasSubstr("`sex = M` has"));
  EXPECT_THAT(messages({{"sex", "F", 900}, {"sex", "M", 9}, {"sex", "1", 9}}, table).at(0),
              HasSubstr("`sex = 1` has two totals"));
  EXPECT_THAT(messages({{"sex", "F", 900}, {"sex", "M", 0}}, table).at(0), HasSubstr("and the total 0"));
  std::vector<std::uint8_t> nobody(table.rows(), 0);
  table.add(options("empty", {"somebody", "nobody"}, nobody));
  EXPECT_THAT(messages({{"empty", "somebody", 10}, {"empty", "nobody", 5}}, table).at(0),
              HasSubstr("`empty = nobody` has no respondents"));
  EXPECT_TRUE(messages({{"empty", "somebody", 10}, {"empty", "nobody", 0}}, table).empty());
  EXPECT_EQ(auxiliaries({{"empty", "somebody", 10}, {"empty", "nobody", 5}, {"empty", "gone", 5}}, table,
                        table.column("weight").numbers(), WithoutRespondents::Ignore)
                .names.size(),
            1U);
}

TEST(Margins, RefusePeopleWithoutAnAnswerAndMarginsThatDisagree) {
  data::Table table = weighting_table();
  std::vector<std::uint8_t> codes(table.column("sex").codes().begin(), table.column("sex").codes().end());
  codes[7] = data::missing_code(data::Missing::Refused);
  table.add(options("gender", {"F", "M"}, codes));
  EXPECT_THAT(messages({{"gender", "F", 900}, {"gender", "M", 700}}, table).at(0),
              HasSubstr("1 respondent has no answer to the margin `gender`, the first in row 8"));
  std::vector<double> weights(table.column("weight").numbers().begin(), table.column("weight").numbers().end());
  weights[7] = 0;
  EXPECT_NO_THROW(auxiliaries({{"gender", "F", 900}, {"gender", "M", 700}}, table, weights))
      << "without a weight nobody is in the sample";
  std::vector<MarginTotal> margins = sex_and_region();
  margins[0].total = 901;
  EXPECT_THAT(messages(margins, table).at(0), HasSubstr("`sex` add up to 1601, those of `region` to 1600"));
}

}  // namespace
}  // namespace kith::design
