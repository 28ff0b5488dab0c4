#include "base/text.h"

#include <gtest/gtest.h>

#include "base/round.h"

namespace kith {
namespace {

TEST(Nearest, FindsTheNameThatWasMeant) {
  const std::vector<std::string> names{"neighbours", "friendships", "favours"};
  EXPECT_EQ(text::nearest("neighbuors", names), "neighbours");
  EXPECT_EQ(text::nearest("Friendship", names), "friendships");
  EXPECT_EQ(text::nearest("wellbeing", names), std::nullopt);
}

TEST(Nearest, SaysWhatThereIsWhenNothingIsNear) {
  const std::vector<std::string> names{"a1", "b2"};
  EXPECT_EQ(text::suggestion("zebra", names), "one of: a1, b2");
}

TEST(Rounding, GoesHalfUpOnTheDecimalThatAPersonWouldWrite) {
  EXPECT_EQ(whole_percent(0.145), 15);  // 29 of 200, held as 0.14499999999999999
  EXPECT_EQ(whole_percent(0.695), 70);
  EXPECT_EQ(whole_percent(0.69499), 69);
  EXPECT_EQ(whole_percent(1.0 / 3), 33);
  EXPECT_DOUBLE_EQ(round_half_up(-2.5, 0), -3);
  EXPECT_EQ(text::fixed(2.345, 2), "2.35");
  EXPECT_EQ(text::fixed(-0.001, 2), "0.00");
}

TEST(Rounding, KeepsTheDecimalsThatAnErrorMakesMeaningful) {
  EXPECT_EQ(meaningful_decimals(0.0905), 2);
  EXPECT_EQ(meaningful_decimals(0.0205), 2);
  EXPECT_EQ(meaningful_decimals(0.0195), 3);
  EXPECT_EQ(meaningful_decimals(0.1), 2);
  EXPECT_EQ(meaningful_decimals(9.2), 0);
  EXPECT_EQ(meaningful_decimals(1.9), 1);
  EXPECT_EQ(meaningful_decimals(350), -2);
  EXPECT_EQ(meaningful_decimals(0), std::nullopt);
}

TEST(Percent, TellsNoneFromLessThanHalfAPercent) {
  EXPECT_EQ(percent_text(0), "-");
  EXPECT_EQ(percent_text(0.004), "0%");
  EXPECT_EQ(percent_text(0.75), "75%");
}

TEST(Numbers, AreReadWholeOrNotAtAll) {
  EXPECT_EQ(text::to_number("1.5"), 1.5);
  EXPECT_EQ(text::to_number("+2"), 2.0);
  EXPECT_EQ(text::to_number("1.5x"), std::nullopt);
  EXPECT_EQ(text::to_number("nan"), std::nullopt);
  EXPECT_EQ(text::to_number(""), std::nullopt);
}

TEST(Grouped, PutsCommasBetweenThousands) {
  EXPECT_EQ(text::grouped(0), "0");
  EXPECT_EQ(text::grouped(1234567), "1,234,567");
  EXPECT_EQ(text::grouped(-1000), "-1,000");
}

}  // namespace
}  // namespace kith
