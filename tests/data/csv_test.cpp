// Reading CSV: what people's files look like, and what must never happen to them.
#include "data/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

#include "support/shared.h"

namespace kith::data {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Imported read_text(std::string_view text, const ReadOptions& options = {}) {
  return read_csv(text, "answers.csv", options);
}

std::vector<std::string> codes(const Column& column) {
  std::vector<std::string> codes;
  for (const Option& option : column.options()) {
    codes.push_back(option.code);
  }
  return codes;
}

std::vector<std::string> labels(const Column& column) {
  std::vector<std::string> labels;
  for (std::size_t row = 0; row < column.size(); ++row) {
    labels.push_back(column.missing_at(row) == Missing::None ? column.label_at(row) : "<blank>");
  }
  return labels;
}

std::string error_of(std::string_view text, const ReadOptions& options = {}) {
  try {
    (void)read_text(text, options);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(Csv, ReadsQuotedCellsWithDelimitersLineBreaksAndDoubledQuotes) {
  const Table table = read_text("id,why\n1,\"a, \"\"b\"\"\nc\"\n2,plain\n").table;
  EXPECT_THAT(labels(table.column("why")), ElementsAre("a, \"b\"\nc", "plain"));
  EXPECT_THAT(labels(table.column("id")), ElementsAre("1", "2"));
}

TEST(Csv, AQuoteWithinAnUnquotedCellIsAnOrdinaryCharacter) {
  EXPECT_THAT(labels(read_text("id,size\n1,5\" pipe\n2,\"6\" pipe\n").table.column("size")),
              ElementsAre("5\" pipe", "6 pipe"));
}

TEST(Csv, ReadsEveryLineBreakAndIgnoresBlankLines) {
  for (const char* text : {"a,b\n1,x\n2,\n", "a,b\r\n1,x\r\n2,\r\n", "a,b\r1,x\r2,\r", "a,b\n1,x\n\n2,",
                           "a,b\n1,x\n2,\n\n\n", "a,b\r\n1,x\r\n\r\n2,\r\n,\r\n"}) {
    const Table table = read_text(text).table;
    EXPECT_THAT(labels(table.column("a")), ElementsAre("1", "2")) << text;
    EXPECT_THAT(labels(table.column("b")), ElementsAre("x", "<blank>")) << text;
  }
}

TEST(Csv, GuessesTheDelimiterAndSaysSo) {
  EXPECT_THAT(labels(read_text("a;b\n1,5;x\n2,5;y\n").table.column("a")), ElementsAre("1,5", "2,5"));
  EXPECT_THAT(labels(read_text("a\tb, c\n1\tx\n2\ty\n").table.column("a")), ElementsAre("1", "2"));
  EXPECT_THAT(read_text("a|b\n1|x\n").guesses, ElementsAre("cells are separated by `|`"));
  EXPECT_THAT(labels(read_text("a|b;c\n1|x\n", {.delimiter = ';'}).table.column("c")), ElementsAre("<blank>"));
}

TEST(Csv, OptionsStandInNaturalOrderAndNeverInOrderOfAppearance) {
  const Table table = read_text("age,band,n\n1,30-44,10\n2,5-17,9\n3,18-29,2\n").table;
  EXPECT_THAT(codes(table.column("band")), ElementsAre("5-17", "18-29", "30-44"));
  EXPECT_THAT(codes(table.column("n")), ElementsAre("2", "9", "10"));
  EXPECT_EQ(table.column("n").number_at(0), 10.0);
  EXPECT_EQ(table.column("band").options()[0].value, std::nullopt);
}

TEST(Csv, OnlyTheEmptyCellIsBlankUnlessToldOtherwise) {
  const std::string_view text = "x\n1\nNA\n\n2\n";
  const Imported as_is = read_text(text);
  EXPECT_THAT(codes(as_is.table.column("x")), ElementsAre("1", "2", "NA"));
  EXPECT_EQ(as_is.table.column("x").number_at(0), std::nullopt);  // a scale with a word in it is no scale
  EXPECT_THAT(as_is.guesses.back(), HasSubstr("--missing NA"));
  const Column told = read_text(text, {.missing = {"NA"}}).table.column("x");
  EXPECT_THAT(codes(told), ElementsAre("1", "2"));
  EXPECT_EQ(told.number_at(3), 2.0);
  EXPECT_EQ(told.missing_at(1), Missing::Blank);
  EXPECT_EQ(told.missing_at(2), Missing::Blank);
}

TEST(Csv, IdentifiersKeepTheirZerosAndTheirDigits) {
  const Table table = read_text("id,phone,long\n007,+447700900123,12345678901234567\n010,+1,12345678901234568\n").table;
  EXPECT_THAT(labels(table.column("id")), ElementsAre("007", "010"));
  EXPECT_EQ(table.column("id").number_at(0), std::nullopt);
  EXPECT_THAT(labels(table.column("phone")), ElementsAre("+447700900123", "+1"));
  EXPECT_THAT(labels(table.column("long")), ElementsAre("12345678901234567", "12345678901234568"));
}

TEST(Csv, FewNumbersAreCategoricalAndManyAreNumbers) {
  std::string text = "scale,income,mixed\n";
  for (int row = 0; row < 1000; ++row) {
    text += fmt::format("{},{}.5,{}\n", row % 5 + 1, row, row == 999 ? "unknown" : std::to_string(row));
  }
  const Table table = read_text(text).table;
  EXPECT_EQ(table.column("scale").kind(), Kind::Categorical);
  EXPECT_EQ(table.column("scale").bytes(), 1000U);
  EXPECT_EQ(table.column("income").kind(), Kind::Number);
  EXPECT_EQ(table.column("income").number_at(998), 998.5);
  EXPECT_EQ(table.column("mixed").kind(), Kind::Text);  // read twice: its numbers keep their spelling
  EXPECT_EQ(table.column("mixed").text_at(7), "7");
  EXPECT_EQ(table.column("mixed").text_at(999), "unknown");
}

TEST(Csv, ManyNumbersKeepTheirBlanks) {
  std::string text = "x\n";
  for (int row = 0; row < 500; ++row) {
    text += row % 7 == 3 ? "NA\n" : fmt::format("{}\n", row);
  }
  const Column column = read_text(text, {.missing = {"NA"}}).table.column("x");
  ASSERT_EQ(column.kind(), Kind::Number);
  EXPECT_EQ(column.missing_at(3), Missing::Blank);
  EXPECT_EQ(column.missing_at(4), Missing::None);
  EXPECT_EQ(column.missing_at(493), Missing::Blank);
  EXPECT_EQ(column.number_at(499), 499.0);
}

TEST(Csv, OneNumberInTwoSpellingsIsOneOption) {
  const Column column = read_text("x\n1.0\n1\n 1 \n2\n").table.column("x");
  EXPECT_THAT(codes(column), ElementsAre("1", "2"));
  EXPECT_THAT(labels(column), ElementsAre("1", "1", "1", "2"));
}

TEST(Csv, BlanksAroundAnAnswerAreNoPartOfIt) {
  EXPECT_THAT(codes(read_text("a,b\n1,yes\n2, yes\n3,yes \n").table.column("b")), ElementsAre("yes"));
}

TEST(Csv, ACellThatIsADelimiterInQuotesIsAnAnswer) {
  EXPECT_THAT(labels(read_text("a,b\n\",\",x\n,y\n").table.column("a")), ElementsAre(",", "<blank>"));
}

TEST(Csv, AnswersWithMoreThan240OptionsAreText) {
  std::string text = "word,n\n";
  for (int row = 0; row < 241; ++row) {
    text += fmt::format("word{},1\n", row);
  }
  EXPECT_EQ(read_text(text).table.column("word").kind(), Kind::Text);
  EXPECT_EQ(read_text(text.substr(0, text.rfind("word"))).table.column("word").options().size(), 240U);
}

TEST(Csv, ARowThatEndsEarlyIsFilledAndReported) {
  const Imported imported = read_text("a,b,c\n1,2,3\n4\n5,6\n");
  EXPECT_THAT(labels(imported.table.column("c")), ElementsAre("3", "<blank>", "<blank>"));
  ASSERT_EQ(imported.losses.size(), 1U);
  EXPECT_EQ(imported.losses[0].code, "short-row");
  EXPECT_THAT(imported.losses[0].text, HasSubstr("2 rows"));
  EXPECT_THAT(imported.losses[0].text, HasSubstr("answers.csv:3, 4"));
}

TEST(Csv, AnswersBehindTheLastColumnAreAnErrorWithTheirLines) {
  EXPECT_EQ(error_of("a,b\n1,2\n\"x\ny\",2,3\n4,5,\n1,2,3,4\n"),
            "answers.csv:3: 3 cells where the heading has 2: put quotes around a cell that holds `,`\n"
            "answers.csv:6: 4 cells where the heading has 2: put quotes around a cell that holds `,`");
}

TEST(Csv, AQuoteThatNeverEndsIsAnErrorWhereItBegins) {
  EXPECT_THAT(error_of("a,b\n1,2\n3,\"x\n4,5\n"), HasSubstr("answers.csv:3: a quote begins here and never ends"));
}

TEST(Csv, FilesThatAreNoTableAreRefusedWithAReason) {
  EXPECT_THAT(error_of(""), HasSubstr("the file is empty"));
  EXPECT_THAT(error_of("a,b\n"), HasSubstr("a heading but no answers"));
  EXPECT_THAT(error_of("\n\n\n"), HasSubstr("no heading"));
  EXPECT_THAT(error_of(std::string_view("PK\3\4\0\0\0\0\1\2\3", 11)), HasSubstr("not a text file"));
  EXPECT_THAT(error_of(std::string_view("\xD0\xCF\x11\xE0\0\0", 6)), HasSubstr("old Excel file: save it as .xlsx"));
}

TEST(Csv, KnowsTheLineOfEveryRow) {
  const Imported imported = read_text("a,b\n1,x\n2,\"y\nz\"\n\n3,w\n4,v\n");
  EXPECT_EQ(imported.lines.of(0), 2);
  EXPECT_EQ(imported.lines.of(1), 3);
  EXPECT_EQ(imported.lines.of(2), 6);
  EXPECT_EQ(imported.lines.of(3), 7);
}

TEST(Csv, KeepsOnlyTheColumnsAskedForAndNamesUnknownOnes) {
  const std::string_view text = "trust,age,why do you say so\nyes,3,x\n";
  EXPECT_THAT(read_text(text, {.columns = {"why do you say so", "age"}}).table.names(),
              ElementsAre("age", "why_do_you_say_so"));
  EXPECT_THAT(error_of(text, {.columns = {"trsut"}}), HasSubstr("did you mean `trust`?"));
}

// Parts of four megabytes whose boundaries lie within quoted cells that look like rows.
TEST(Csv, TheTableIsTheSameForAnyNumberOfThreads) {
  std::string text = "id,word,why,amount\n";
  int rows = 0;
  for (; text.size() < 13'000'000; ++rows) {
    text += fmt::format("{},w{},\"line\n\"\"{}\"\",2,3\n{}\",{}\n", rows, rows % 100, rows % 300, std::string(60, 'x'),
                        rows % 3 == 0 ? "" : fmt::format("{}.25", rows % 1000));
  }
  const Imported one = read_text(text, {.threads = 1}), two = read_text(text, {.threads = 2}),
                 five = read_text(text, {.threads = 5});
  ASSERT_EQ(one.table.rows(), static_cast<std::size_t>(rows));
  for (const Imported* other : {&two, &five}) {
    ASSERT_EQ(other->table.rows(), one.table.rows());
    for (const Column& column : one.table.columns()) {
      const Column& same = other->table.column(column.name);
      ASSERT_EQ(same.kind(), column.kind());
      ASSERT_EQ(same.options(), column.options());
      for (std::size_t row = 0; row < column.size(); ++row) {
        ASSERT_EQ(same.missing_at(row), column.missing_at(row)) << column.name << " " << row;
        ASSERT_EQ(same.label_at(row), column.label_at(row)) << column.name << " " << row;
      }
    }
  }
  for (const std::size_t row : {std::size_t{0}, std::size_t{40'000}, one.table.rows() - 1}) {
    EXPECT_EQ(one.table.column("id").number_at(row), static_cast<double>(row));
    EXPECT_EQ(one.lines.of(row), 2 + 3 * static_cast<int>(row));
    EXPECT_EQ(one.table.column("why").label_at(row),
              fmt::format("line\n\"{}\",2,3\n{}", row % 300, std::string(60, 'x')));
  }
}

TEST(Csv, ReadsASurveyMonkeyExportWithTwoHeaderRows) {
  SKIP_WITHOUT_SHARED("data/imports/surveymonkey_538_starwars.csv");
  const Imported imported = read(tests::shared("data/imports/surveymonkey_538_starwars.csv"));
  const Table& table = imported.table;
  EXPECT_EQ(table.rows(), 1186U);
  EXPECT_EQ(table.columns().size(), 38U);
  ASSERT_EQ(table.sets.size(), 1U);
  EXPECT_EQ(table.sets[0].members.size(), 6U);
  EXPECT_THAT(table.sets[0].label, HasSubstr("select all that apply"));
  EXPECT_EQ(table.column("Gender").options().size(), 2U);
  EXPECT_EQ(table.column("RespondentID").number_at(0), 3292879998.0);
  EXPECT_EQ(imported.lines.of(0), 3);
}

TEST(Csv, ReadsAWideExportWithAnUnnamedFirstColumn) {
  SKIP_WITHOUT_SHARED("data/imports/surveymonkey_538_masculinity_raw.csv");
  const Table table = read(tests::shared("data/imports/surveymonkey_538_masculinity_raw.csv")).table;
  EXPECT_EQ(table.rows(), 1615U);
  EXPECT_EQ(table.columns().size(), 98U);
  EXPECT_EQ(table.column("weight").number_at(0), 1.714025972);
}

}  // namespace
}  // namespace kith::data
