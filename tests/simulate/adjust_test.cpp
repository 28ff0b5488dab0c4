#include "simulate/adjust.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace kith::simulate {
namespace {

std::int64_t percent_by_hand(std::int64_t count, std::int64_t base) {
  return (200 * count + base) / (2 * base);  // half up, in whole numbers
}

TEST(CountsFor, AreExactlyThoseThatArePrintedAsThePercent) {
  for (const std::int64_t base : {1, 2, 7, 44, 46, 100, 199, 200, 863}) {
    for (int percent = 0; percent <= 100; ++percent) {
      const Range range = counts_for(base, percent);
      for (std::int64_t count = 0; count <= base; ++count) {
        const bool inside = count >= range.low && count <= range.high;
        ASSERT_EQ(inside, percent_by_hand(count, base) == percent) << count << " of " << base << ", " << percent << "%";
      }
    }
  }
}

TEST(CountsFor, HaveNoneWhereTheBaseIsTooSmall) {
  const Range range = counts_for(46, 66);  // 30 of 46 is 65%, 31 of 46 is 67%
  EXPECT_GT(range.low, range.high);
  EXPECT_GT(counts_for(0, 50).low, counts_for(0, 50).high);
}

TEST(Adjust, LeavesWhatAlreadyMeetsTheTargets) {
  const Adjusted adjusted = adjust({{600, 470, 78}, {280, 190, 68}}, 75);
  EXPECT_EQ(adjusted.counts, (std::vector<std::int64_t>{470, 190}));
}

TEST(Adjust, MovesTheTotalWithinThePartsOwnRanges) {
  const Adjusted adjusted = adjust({{592, 459, 78}, {272, 184, 68}}, 75);
  ASSERT_TRUE(adjusted.possible);
  EXPECT_EQ(percent_by_hand(adjusted.counts[0] + adjusted.counts[1], 864), 75);
  EXPECT_EQ(percent_by_hand(adjusted.counts[0], 592), 78);
  EXPECT_EQ(percent_by_hand(adjusted.counts[1], 272), 68);
}

// Every combination of counts, tried: the least change among those that meet all three percentages.
TEST(Adjust, FindsTheLeastChangeOfAll) {
  int possible = 0;
  for (const std::int64_t drawn : {3, 20, 31}) {
    for (int part = 40; part <= 60; part += 4) {
      for (int all = 40; all <= 60; ++all) {
        const std::vector<Group> groups = {{33, drawn, part}, {17, 9, std::nullopt}};
        std::int64_t least = -1;
        for (std::int64_t a = 0; a <= 33; ++a) {
          for (std::int64_t b = 0; b <= 17; ++b) {
            if (percent_by_hand(a, 33) == part && percent_by_hand(a + b, 50) == all) {
              const std::int64_t cost = std::abs(a - drawn) + std::abs(b - 9);
              least = least < 0 ? cost : std::min(least, cost);
            }
          }
        }
        const Adjusted adjusted = adjust(groups, all);
        ASSERT_EQ(adjusted.possible, least >= 0) << part << " " << all;
        if (adjusted.possible) {
          ++possible;
          EXPECT_EQ(std::abs(adjusted.counts[0] - drawn) + std::abs(adjusted.counts[1] - 9), least);
        }
      }
    }
  }
  EXPECT_GT(possible, 50);
}

TEST(Adjust, NamesTheGroupThatIsImpossible) {
  const Adjusted adjusted = adjust({{80, 69, 86}, {46, 30, 66}}, std::nullopt);
  EXPECT_FALSE(adjusted.possible);
  EXPECT_EQ(adjusted.group_at_fault, 1U);
}

TEST(Adjust, BlamesTheTotalThatItsPartsCannotGive) {
  const Adjusted adjusted = adjust({{600, 470, 78}, {280, 190, 68}}, 80);
  EXPECT_FALSE(adjusted.possible);
  EXPECT_EQ(adjusted.group_at_fault, std::nullopt);
}

}  // namespace
}  // namespace kith::simulate
