#include "data/decimal.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <optional>
#include <random>
#include <string_view>

#include <fmt/format.h>

namespace kith::data {
namespace {

std::optional<double> number(std::string_view text) {
  double value = 0;
  return read_decimal(text.data(), text.data() + text.size(), value) ? std::optional(value) : std::nullopt;
}

TEST(Decimal, ReadsWhatSurveyFilesWrite) {
  EXPECT_EQ(number("0"), 0.0);
  EXPECT_EQ(number("-12"), -12.0);
  EXPECT_EQ(number("0.50"), 0.5);
  EXPECT_EQ(number(".5"), 0.5);
  EXPECT_EQ(number("5."), 5.0);
  EXPECT_EQ(number("1e3"), 1000.0);
  EXPECT_EQ(number("2.5E-2"), 0.025);
  EXPECT_EQ(number("999999999999999"), 999999999999999.0);
}

TEST(Decimal, LeavesAloneWhatANumberWouldLose) {
  for (const char* text : {"", "-", ".", "007", "00.5", "+5", "1,234", "1 2", "12:30", "inf", "nan", "0x10", "1e",
                           "1e+", "5%", "1234567890123456", "--1", "1.2.3"}) {
    EXPECT_EQ(number(text), std::nullopt) << text;
  }
}

TEST(Decimal, IsExactWhereverStrtodIs) {
  std::mt19937_64 random(7);
  for (int round = 0; round < 200'000; ++round) {
    const double value = static_cast<double>(random() % 1'000'000'000'000) / 1e6;
    for (const std::string& text :
         {fmt::format("{}", value), fmt::format("{:.4f}", value), fmt::format("{:.17g}", value),
          fmt::format("-{:.19f}", value), fmt::format("{:e}", value)}) {
      ASSERT_EQ(number(text), std::strtod(text.c_str(), nullptr)) << text;
    }
  }
}

}  // namespace
}  // namespace kith::data
