// Numbers in the dress of spreadsheets, and what only looks like them.
#include "data/written_number.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/csv.h"

namespace kith::data {
namespace {

using testing::Contains;

double value_of(std::string_view text, DecimalMark mark) {
  const auto number = written_number(text, mark);
  return number ? number->value : -999;
}

TEST(WrittenNumber, KnowsBothDecimalMarksGroupsAndUnits) {
  EXPECT_EQ(value_of("1,75", DecimalMark::Comma), 1.75);
  EXPECT_EQ(value_of("-1.234,5", DecimalMark::Comma), -1234.5);
  EXPECT_EQ(value_of("12,345", DecimalMark::Point), 12345);
  EXPECT_EQ(value_of("\u00A31,200.50", DecimalMark::Point), 1200.5);
  EXPECT_EQ(value_of("45 %", DecimalMark::Point), 45);
  EXPECT_EQ(value_of("0,5 \u20AC", DecimalMark::Comma), 0.5);
}

TEST(WrittenNumber, LeavesEverythingElseAlone) {
  for (const char* text : {"", "1,2", "12,34", "1,2345", "007", "\u00A3", "1,", ",5", "12:30", "3-4", "1,000,00", "nan",
                           "+44", "1e5", "5 of 9"}) {
    EXPECT_FALSE(written_number(text, DecimalMark::Point)) << text;
  }
  EXPECT_FALSE(written_number("1,2,3", DecimalMark::Comma));
  EXPECT_FALSE(written_number("01.02.2024", DecimalMark::Comma));
}

TEST(WrittenNumber, AColumnOfThemIsNumbersAndSaysSo) {
  const Imported imported =
      read_csv("id;Gewicht;Lohn;Wort\n1;0,812;1.200,00;a,b\n2;1,5;900,50;c\n3;;12.000,25;d\n", "a.csv");
  EXPECT_EQ(imported.table.column("Gewicht").number_at(1), 1.5);
  EXPECT_EQ(imported.table.column("Gewicht").missing_at(2), Missing::Blank);
  EXPECT_EQ(imported.table.column("Lohn").number_at(2), 12000.25);
  EXPECT_FALSE(imported.table.column("Wort").number_at(0));
  EXPECT_THAT(imported.guesses, Contains("`Gewicht` is numbers, written like `0,812`"));
}

TEST(WrittenNumber, FewOfThemStayOptionsInOrder) {
  const Imported imported = read_csv("pay\n\"\u00A310,000\"\n\u00A3900\n\"\u00A310,000\"\n", "a.csv");
  const Column& pay = imported.table.column("pay");
  ASSERT_EQ(pay.options().size(), 2U);
  EXPECT_EQ(pay.options()[0].label, "\u00A3900");
  EXPECT_EQ(pay.options()[0].value, 900);
  EXPECT_EQ(pay.label_at(2), "\u00A310,000");
}

TEST(WrittenNumber, CodesOfSeveralAnswersAreNoDecimals) {
  const Imported imported = read_csv("id,reasons\n1,\"1,3\"\n2,\"2,3\"\n3,1\n", "a.csv");
  EXPECT_FALSE(imported.table.column("reasons").number_at(0)) << "between commas a comma separates";
}

TEST(WrittenNumber, OneAnswerOfWordsKeepsTheColumnAsItIs) {
  const Imported imported = read_csv("id,pay\n1,\u00A3900\n2,about \u00A31000\n", "a.csv");
  EXPECT_EQ(imported.table.column("pay").label_at(0), "\u00A3900");
  EXPECT_FALSE(imported.table.column("pay").number_at(0));
}

}  // namespace
}  // namespace kith::data
