#include "data/encoding.h"

#include <gtest/gtest.h>

#include "base/problem.h"
#include "data/csv.h"

namespace kith::data {
namespace {

std::string decoded(std::string_view bytes, const std::string& encoding = {}) {
  return std::string(decode(bytes, encoding).text(bytes));
}

TEST(Encoding, TakesOffAByteOrderMark) {
  EXPECT_EQ(decoded("\xEF\xBB\xBFname"), "name");
  EXPECT_EQ(decoded(std::string_view("\xFF\xFEn\0\xE9\0", 6)), "n\u00E9");
  EXPECT_EQ(decoded(std::string_view("\xFE\xFF\0n\0\xE9", 6)), "n\u00E9");
}

TEST(Encoding, KnowsUtf16WithoutAMarkByItsZeros) {
  EXPECT_EQ(decoded(std::string_view("i\0d\0,\0x\0", 8)), "id,x");
  EXPECT_EQ(decoded(std::string_view("\0i\0d\0,\0x", 8)), "id,x");
}

TEST(Encoding, ReadsPairsOfSurrogatesAndMarksLoneOnes) {
  EXPECT_EQ(decoded(std::string_view("\xFF\xFE\x3D\xD8\x00\xDE", 6)), "\U0001F600");
  EXPECT_EQ(decoded(std::string_view("\xFF\xFE\x3D\xD8x\0", 6)), "\uFFFDx");
}

TEST(Encoding, TellsWindowsFromMacByWhatTheyMakeOfTheBytes) {
  EXPECT_EQ(decode("caf\xE9, don\x92t, \xA3"
                   "5",
                   {})
                .encoding,
            "windows-1252");
  EXPECT_EQ(decoded("caf\xE9, don\x92t, \xA3"
                    "5"),
            "caf\u00E9, don\u2019t, \u00A3"
            "5");
  EXPECT_EQ(decode("caf\x8E, don\xD5t", {}).encoding, "macintosh");
  EXPECT_EQ(decoded("caf\x8E, don\xD5t"), "caf\u00E9, don\u2019t");
}

TEST(Encoding, ABadByteInUtf8CostsNothingButItself) {
  const std::string bytes = "caf\xC3\xA9\nna\xC3\xAFve\nresum\xE9\nend";
  const Decoded repaired = decode(bytes, {});
  EXPECT_EQ(repaired.text(bytes), "caf\u00E9\nna\u00EFve\nresum\u00E9\nend");
  EXPECT_EQ(repaired.encoding, "UTF-8");
  EXPECT_EQ(repaired.repaired_lines, std::vector<int>{3});
}

TEST(Encoding, RefusesWhatUnicodeRefuses) {
  EXPECT_TRUE(is_utf8("\xF0\x9F\x98\x80 \xE2\x82\xAC"));
  for (const char* bad : {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF", "\xE2\x82"}) {
    EXPECT_FALSE(is_utf8(bad));
  }
}

TEST(Encoding, DoesWhatItIsTold) {
  EXPECT_EQ(decoded("\xBC", "macintosh"), "\u00BA");
  EXPECT_EQ(decoded("\x83\x65", "Shift_JIS"), "\u30C6");
  EXPECT_THROW((void)decode("x", "latin-banana"), Error);
}

TEST(Encoding, ACsvSaysWhatWasGuessedAndRepaired) {
  const Imported guessed = read_csv("id,x\n1,caf\xE9\n", "a.csv");
  EXPECT_EQ(guessed.table.column("x").label_at(0), "caf\u00E9");
  EXPECT_EQ(guessed.guesses, std::vector<std::string>{"the encoding is windows-1252"});
  const Imported repaired = read_csv("id,x\n1,caf\xC3\xA9\n2,caf\xE9\n", "a.csv");
  EXPECT_EQ(repaired.losses.at(0).code, "bytes-repaired");
  EXPECT_EQ(repaired.table.column("x").options().size(), 1U);
}

}  // namespace
}  // namespace kith::data
