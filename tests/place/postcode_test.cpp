#include "place/postcode.h"

#include <gtest/gtest.h>

#include <string>

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
