#include "place/postcode.h"

#include <gtest/gtest.h>

#include <string>

#include "place/masked.h"

namespace kith::place {
namespace {

std::string read(std::string_view text) {
  const Parsed parsed = parse_postcode(text);
  return parsed.form == Form::Full      ? to_text(parsed.postcode) + (parsed.corrected ? " corrected" : "")
         : parsed.form == Form::Partial ? "partial"
         : parsed.form == Form::Empty   ? "empty"
                                        : "malformed";
}

TEST(Postcode, CaseAndBlanksDoNotMatter) {
  for (const char* text : {"AB10 1AA", "ab101aa", " Ab10  1Aa ", "AB10-1AA", "AB10.1AA",
                           "AB10\xC2\xA0"
                           "1AA",
                           "AB 10 1AA"}) {
    EXPECT_EQ(read(text), "AB10 1AA") << text;
  }
}

TEST(Postcode, AllSixFormsAndGirobank) {
  for (const char* text : {"M1 1AA", "M60 1NW", "CR2 6XH", "DN55 1PT", "W1A 1HQ", "EC1A 1BB", "GIR 0AA", "BN0 1AA"}) {
    EXPECT_EQ(read(text), text);
  }
}

TEST(Postcode, LettersAndDigitsThatLookAlikeAreExchangedWhereOneReadingIsLeft) {
  EXPECT_EQ(read("AB1O 1AA"), "AB10 1AA corrected");
  EXPECT_EQ(read("AB10 IAA"), "AB10 1AA corrected");
  EXPECT_EQ(read("MI IAA"), "M1 1AA corrected");
  EXPECT_EQ(read("S01 4AA"), "SO1 4AA corrected");  // no district begins with a nought
  EXPECT_EQ(read("0X1 2AB"), "OX1 2AB corrected");
  EXPECT_EQ(read("W1O 5AA"), "W10 5AA corrected");  // no district ends with the letter O
  EXPECT_EQ(read("SO14 4AA"), "SO14 4AA");
}

TEST(Masked, PostcodesInATextAreGoneAndNothingElse) {
  const auto masked = [](std::string_view text) { return mask_postcodes(text).text; };
  EXPECT_EQ(masked("I moved to ab10 1aa, then to M1-1AE."), "I moved to [postcode], then to [postcode].");
  EXPECT_EQ(masked("my postcode is SW1A1AA!"), "my postcode is [postcode]!");
  EXPECT_EQ(masked("AB10 1AA"), "[postcode]");
  EXPECT_EQ(masked("at AB1O 1AB or AB10.1AB, AB10, 1AB"), "at [postcode] or [postcode], [postcode]");
  EXPECT_EQ(mask_postcodes("M11AA", true).text, "[postcode]");
  for (const char* text : {"", "M11AA", "I am 51 and live in M1", "we met in 2021", "form B1 of page 2", "ABO1O1 1AA",
                           "cafÃ© at 10 1AA"}) {
    EXPECT_EQ(masked(text), text);
    EXPECT_EQ(mask_postcodes(text).postcodes, 0U) << text;
  }
}

TEST(Masked, TextsAndOptionsOfATableAndHowManyAnswers) {
  data::Table table;
  table.add(data::Column::text("words", {"near AB10 1AA and M1 1AE", "", "nothing"}, {0, 1, 0}));
  table.add(data::Column::categorical("where",
                                      {{"a", "close to M1 1AE", {}, data::Missing::None}, {"b", "far", {}, {}}},
                                      std::vector<std::uint8_t>{0, 0, 1}));
  const std::vector<MaskedColumn> columns = mask_postcodes(table);
  ASSERT_EQ(columns.size(), 2U);
  EXPECT_EQ(columns[0].name, "words");
  EXPECT_EQ(columns[0].answers, 1U);
  EXPECT_EQ(columns[1].answers, 2U);
  EXPECT_EQ(table.column("words").text_at(0), "near [postcode] and [postcode]");
  EXPECT_EQ(table.column("words").missing_at(1), data::Missing::Blank);
  EXPECT_EQ(table.column("where").label_at(0), "close to [postcode]");
}

TEST(Postcode, WhatIsNoneIsSaidToBe) {
  EXPECT_EQ(read(""), "empty");
  EXPECT_EQ(read("   "), "empty");
  EXPECT_EQ(read("AB10"), "partial");
  EXPECT_EQ(read("ab1"), "partial");
  EXPECT_EQ(read("AB10 1"), "partial");
  EXPECT_EQ(read("AB10 1A"), "partial");
  for (const char* text : {"none", "N/A", "AB10 1AC", "AB10 A1A", "12345", "AB10 1AAA", "AB100 1AA", "Aberdeen",
                           "AB10 1A\xC3\x89", "1", "A"}) {
    EXPECT_EQ(read(text), "malformed") << text;
  }
}

// The number of a postcode keeps the order of its text, on which the pack's search rests.
TEST(Postcode, NumbersStandInTheOrderOfTheText) {
  const std::string ordered[] = {"A1 1AA",   "A10 1AA", "A9 9ZZ", "AA1 1AA", "AA9 9ZZ",
                                 "AA9A 0AA", "B1 1AA",  "B1 1AB", "B1 2AA"};
  for (std::size_t i = 1; i < std::size(ordered); ++i) {
    EXPECT_LT(parse_postcode(ordered[i - 1]).postcode, parse_postcode(ordered[i]).postcode) << ordered[i];
    EXPECT_EQ(to_text(parse_postcode(ordered[i]).postcode), ordered[i]);
  }
}

}  // namespace
}  // namespace kith::place
