// EXPR: what filters, routing and measures are written in.
#include "data/expression.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace kith::data {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr auto dont_know = static_cast<std::uint8_t>(Missing::DontKnow);
constexpr std::uint8_t blank = missing_code(Missing::Blank);

Table small_table() {
  Table table;
  table.source = "small.csv";
  Column trust = Column::categorical("trust",
                                     {{"1", "Never", 1, Missing::None},
                                      {"2", "Sometimes", 2, Missing::None},
                                      {"3", "Always", 3, Missing::None},
                                      {"98", "Don't know", 98, Missing::DontKnow}},
                                     {0, 1, 2, 3, blank});
  trust.ordered = true;
  table.add(std::move(trust));
  table.add(Column::categorical("stype", {{"E", "Elementary", {}, {}}, {"H", "High", {}, {}}}, {0, 1, 0, 1, blank}));
  table.add(Column::number("age", {15, 16, 40, 0, 99}, {0, 0, 0, 1, 0}));
  table.add(Column::number("api.00", {10, 20, 30, 40, 50}));
  table.add(Column::text("why", {"fun", "", "help", "fun", "x"}, {0, 1, 0, 0, 0}));
  table.add(Column::number("Age (years)", {1, 2, 3, 4, 5}));
  table.add(Column::categorical("flag", {{"FALSE", "FALSE", {}, {}}, {"TRUE", "TRUE", {}, {}}}, {0, 1, 1, 0, blank}));
  table.add(Column::categorical("tools_hammer", {{"Hammer", "Hammer", {}, {}}}, {0, blank, blank, 0, blank}));
  table.add(Column::categorical("tools_saw", {{"Saw", "Saw", {}, {}}}, {blank, 0, blank, 0, blank}));
  table.sets.push_back(
      {"tools", "Which tools?", {{"hammer", "Hammer", "tools_hammer", ""}, {"saw", "Saw", "tools_saw", ""}}});
  return table;
}

// One letter a row: T, F or . for missing.
std::string truth(std::string_view text) {
  const Table table = small_table();
  std::string letters;
  for (const Truth t : Expression::parse(text).truth(table)) {
    letters += t == Truth::Yes ? 'T' : t == Truth::No ? 'F' : '.';
  }
  return letters;
}

std::vector<Problem> problems(std::string_view text) {
  try {
    Expression::parse(text, small_table(), {"plan.toml", 7});
  } catch (const Error& error) {
    return error.problems();
  }
  return {};
}

TEST(Expression, ComparesNumbers) {
  EXPECT_EQ(truth("age >= 16"), "FTT.T");
  EXPECT_EQ(truth("age != 16"), "TFT.T");
  EXPECT_EQ(truth("16 < age"), "FFT.T");
  EXPECT_EQ(truth("age in 15, 40"), "TFT.F");
  EXPECT_EQ(truth("age == \"40\""), "FFT.F");
}

TEST(Expression, ComparesOptionsByCodeAndByLabel) {
  EXPECT_EQ(truth("stype == \"E\""), "TFTF.");
  EXPECT_EQ(truth("stype == \"Elementary\""), "TFTF.");
  EXPECT_EQ(truth("stype != \"E\""), "FTFT.");
  EXPECT_EQ(truth("trust in \"2\",\"Always\""), "FTT..");
  EXPECT_EQ(truth("trust not in (\"2\", \"Always\")"), "TFF..");
}

TEST(Expression, ComparesOptionsByTheirValue) {
  EXPECT_EQ(truth("trust >= 2"), "FTT..");
  EXPECT_EQ(truth("trust == 3"), "FFT..");
  EXPECT_EQ(truth("stype == 3"), "FFFF.");
}

TEST(Expression, UsesTheOrderOfOrderedOptions) {
  EXPECT_EQ(truth("trust > \"Never\""), "FTT..");
  EXPECT_EQ(truth("\"Sometimes\" >= trust"), "TTF..");
  ASSERT_EQ(problems("stype > \"E\"").size(), 1U);
  EXPECT_EQ(problems("stype > \"E\"")[0].code, "not-ordered");
}

TEST(Expression, ComparesText) {
  EXPECT_EQ(truth("why == \"fun\""), "T.FTF");
  EXPECT_EQ(truth("why in \"fun\",\"help\""), "T.TTF");
}

TEST(Expression, ComparesTwoColumns) {
  EXPECT_EQ(truth("age == api.00"), "FFF.F");
  EXPECT_EQ(truth("age > api.00"), "TFT.T");
  EXPECT_EQ(truth("stype == why"), "F.FF.");
}

TEST(Expression, FollowsThreeValuedLogic) {
  EXPECT_EQ(truth("age > 100 and trust == 1"), "FFF.F") << "false and missing is false";
  EXPECT_EQ(truth("age > 0 and trust == 1"), "TFF..");
  EXPECT_EQ(truth("age > 0 or trust == 1"), "TTT.T") << "true or missing is true";
  EXPECT_EQ(truth("not age > 15"), "TFF.F");
  EXPECT_EQ(truth("not (age > 15 or trust == 1)"), "FFF.F");
}

TEST(Expression, BindsOrLooserThanAndLooserThanNot) {
  EXPECT_EQ(truth("age == 15 or age == 16 and age == 40"), "TFF.F");
  EXPECT_EQ(truth("(age == 15 or age == 16) and age == 16"), "FTF.F");
  EXPECT_EQ(truth("not age == 15 and age == 15"), "FFF.F");
}

TEST(Expression, Calculates) {
  const Table table = small_table();
  EXPECT_THAT(Expression::parse("api.00 - 2 * 3 + -4 / 2").numbers(table).values, ElementsAre(2, 12, 22, 32, 42));
  EXPECT_THAT(Expression::parse("(api.00 - 2) * 3").numbers(table).values, ElementsAre(24, 54, 84, 114, 144));
  EXPECT_THAT(Expression::parse("api.00 - 5 - 5").numbers(table).values, ElementsAre(0, 10, 20, 30, 40));
  EXPECT_THAT(Expression::parse("`Age (years)` / 2").numbers(table).values, ElementsAre(0.5, 1, 1.5, 2, 2.5));
}

TEST(Expression, MakesDivisionByZeroMissing) {
  const Evaluated result = Expression::parse("api.00 / (api.00 - 20)").numbers(small_table());
  EXPECT_THAT(result.reasons, ElementsAre(0, static_cast<int>(Missing::Other), 0, 0, 0));
  EXPECT_EQ(truth("1 / 0 > 3"), ".....");
}

TEST(Expression, CarriesTheReasonForMissing) {
  const Evaluated result = Expression::parse("trust + age").numbers(small_table());
  EXPECT_THAT(result.reasons, ElementsAre(0, 0, 0, dont_know, static_cast<int>(Missing::Blank)));
}

TEST(Expression, TakesTrueAndFalseOptionsAsAConditionAndAsANumber) {
  EXPECT_EQ(truth("flag"), "FTTF.");
  EXPECT_EQ(truth("not flag"), "TFFT.");
  EXPECT_THAT(Expression::parse("flag + 1").numbers(small_table()).values, ElementsAre(1, 2, 2, 1, testing::_));
}

TEST(Expression, AsksAMultiResponseSetForItsTicks) {
  EXPECT_EQ(truth("tools in \"hammer\""), "TF.T.") << "who ticked nothing did not answer the set";
  EXPECT_EQ(truth("tools in \"hammer\",\"Saw\""), "TT.T.");
  EXPECT_EQ(truth("tools != \"saw\""), "TF.F.");
  EXPECT_EQ(problems("tools == \"sew\"")[0].hint, "did you mean `saw`?");
}

TEST(Expression, FindsWhatIsMissing) {
  EXPECT_EQ(truth("missing(trust)"), "FFFTT");
  EXPECT_EQ(truth("not missing(age) and not missing(why)"), "TFTFT");
  EXPECT_EQ(truth("missing(tools)"), "FFTFT");
}

TEST(Expression, ComparesDatesWithWrittenDates) {
  Table table;
  Column start = Column::number("start", {18717, 18718});  // 2021-03-31, 2021-04-01
  start.meaning = Meaning::Date;
  table.add(std::move(start));
  EXPECT_THAT(Expression::parse("start >= \"2021-04-01\"").truth(table), ElementsAre(Truth::No, Truth::Yes));
}

TEST(Expression, RespectsDeclaredMissingRangesAndValueLabelsOfNumbers) {
  Table table;
  Column age = Column::number("age", {40, 98, 99, 30});
  age.missing_ranges = {{98, 99}};
  age.value_labels = {{"98", "Don't know", 98, Missing::DontKnow}, {"30", "Thirty", 30, Missing::None}};
  table.add(std::move(age));
  EXPECT_THAT(Expression::parse("age > 20").truth(table),
              ElementsAre(Truth::Yes, Truth::Missing, Truth::Missing, Truth::Yes));
  EXPECT_THAT(Expression::parse("age == \"Thirty\"").truth(table),
              ElementsAre(Truth::No, Truth::Missing, Truth::Missing, Truth::Yes));
  EXPECT_THAT(Expression::parse("age").numbers(table).reasons,
              ElementsAre(0, dont_know, static_cast<int>(Missing::Other), 0));
}

TEST(Expression, FoldsWhatDependsOnOneCategoricalColumnIntoATable) {
  const Table table = small_table();
  const auto folded = Expression::parse("trust * 2 > 3 and not trust == \"Always\"").over(table).by_code();
  ASSERT_TRUE(folded.has_value());
  EXPECT_EQ(folded->column, table.find("trust"));
  EXPECT_EQ(folded->values[0], 0);
  EXPECT_EQ(folded->values[1], 1);
  EXPECT_EQ(folded->values[2], 0);
  EXPECT_EQ(folded->reasons[3], dont_know);
  EXPECT_EQ(folded->reasons[blank], static_cast<std::uint8_t>(Missing::Blank));
  EXPECT_FALSE(Expression::parse("trust > 1 and stype == \"E\"").over(table).by_code().has_value());
  EXPECT_FALSE(Expression::parse("1 + 1").over(table).by_code().has_value());
}

TEST(Expression, SaysWhatItExpectedAndWhere) {
  EXPECT_THAT(problems("age >= ")[0].message, HasSubstr("expected a value at character 8 of `age >= `"));
  EXPECT_THAT(problems("age = 3")[0].hint, HasSubstr("=="));
  EXPECT_THAT(problems("why == 'fun'")[0].hint, HasSubstr("double quotes"));
  EXPECT_THAT(problems("age > 3 & age < 5")[0].hint, HasSubstr("`and`"));
  EXPECT_THAT(problems("why == \"fun")[0].message, HasSubstr("never closed at character 8"));
  EXPECT_THAT(problems("(age > 3")[0].message, HasSubstr("expected `)`"));
  EXPECT_THAT(problems("log(age)")[0].message, HasSubstr("unknown function `log`"));
  EXPECT_THAT(problems("age, trust")[0].message, HasSubstr("one expression"));
  EXPECT_EQ(problems("age >")[0].where, (Where{"plan.toml", 7}));
}

TEST(Expression, NamesEveryUnknownColumnAndOptionWithTheNearest) {
  const auto found = problems("agee > 3 and stype == \"Elementry\" and why > 2");
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].hint, "did you mean `age`?");
  EXPECT_EQ(found[1].hint, "did you mean `Elementary`?");
  EXPECT_EQ(found[2].code, "not-a-number");
}

TEST(Expression, ReadsItsOwnTextBack) {
  for (const std::string_view text :
       {"not (a or b) and c", "(a - b) - c", "a - (b - c)", "a in \"x\",\"y \\\" z\",-3", "-(a + b) * c",
        "`odd name` == 1.5 or missing(x)", "not a in 1,2", "(a < b) == (c < d)", "a / (b * c)", "`and` > 2"}) {
    const Expression first = Expression::parse(text);
    EXPECT_EQ(first.syntax(), Expression::parse(first.text()).syntax()) << text << " became " << first.text();
  }
  EXPECT_EQ(Expression::parse("((a)) in (\"x\" , \"y\")").text(), "a in \"x\",\"y\"");
}

TEST(Expression, SplitsTheArgumentsOfAMeasure) {
  const auto list = Expression::parse_list("y in \"a\",\"b\", x + 1");
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0].text(), "y in \"a\",\"b\"");
  EXPECT_EQ(list[1].text(), "x + 1");
  EXPECT_EQ(list[1].columns(), (std::vector<std::string>{"x"}));
}

TEST(Expression, KeepsOnlyRowsThatAreTrue) {
  EXPECT_THAT(rows_where(small_table(), "age > 15"), ElementsAre(0, 1, 1, 0, 1));
  EXPECT_THAT(rows_where(small_table(), ""), ElementsAre(1, 1, 1, 1, 1));
}

TEST(Expression, RefusesWhatWouldExhaustTheStack) {
  EXPECT_THROW(Expression::parse(std::string(100000, '(') + "1"), Error);
  EXPECT_THROW(Expression::parse(std::string(100000, '-') + "a"), Error);
  std::string chain = "1";
  for (int i = 0; i < 50000; ++i) {
    chain += "+1";
  }
  EXPECT_THROW(Expression::parse(chain), Error);
}

TEST(Expression, SurvivesTextMadeOfItsOwnPieces) {
  static constexpr std::array<std::string_view, 18> pieces{
      "age",   "trust", "why", "\"fun\"", "3", "(", ")", ",", " in ",
      " and ", " not ", "==",  "<",       "+", "-", "/", "`", "missing("};
  const Table table = small_table();
  std::mt19937 engine(7);
  int good = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (auto n = 1 + engine() % 6; n > 0; --n) {
      text += pieces[engine() % pieces.size()];
    }
    try {
      const Expression expression = Expression::parse(text, table);
      EXPECT_EQ(expression.syntax(), Expression::parse(expression.text()).syntax()) << text;
      EXPECT_EQ(expression.truth(table).size(), table.rows());
      ++good;
    } catch (const Error&) {
    }
  }
  EXPECT_GT(good, 500);
}

TEST(Expression, EvaluatesMoreRowsThanOneBlock) {
  Table table;
  std::vector<double> values(3 * Evaluator::block + 17);
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = static_cast<double>(i);
  }
  table.add(Column::number("x", values));
  const Evaluated result = Expression::parse("x + 1").numbers(table);
  EXPECT_EQ(result.values.front(), 1);
  EXPECT_EQ(result.values.back(), static_cast<double>(values.size()));
}

}  // namespace
}  // namespace kith::data
