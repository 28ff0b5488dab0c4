#include "simulate/people.h"

#include <gtest/gtest.h>

#include <numeric>

namespace kith::simulate {
namespace {

TEST(Spread, AddsUpAndKeepsTheProportions) {
  EXPECT_EQ(spread(10, {1, 1, 2}, 0), (std::vector<std::int64_t>{3, 2, 5}));  // 2.5, 2.5, 5: the tie goes to the first
  EXPECT_EQ(spread(7, {1, 1, 1}, 2), (std::vector<std::int64_t>{3, 2, 2}));
  const std::vector<std::int64_t> sizes = spread(1001, {0.3, 7, 2.2, 0.01}, 5);
  EXPECT_EQ(std::accumulate(sizes.begin(), sizes.end(), std::int64_t{0}), 1001);
  EXPECT_EQ(sizes[3], 6);  // 5, and 981 * 0.01 / 9.51 = 1.03
}

TEST(Spread, OfNobodyIsNobody) {
  EXPECT_EQ(spread(0, {1, 2}, 0), (std::vector<std::int64_t>{0, 0}));
  EXPECT_TRUE(spread(0, {}, 0).empty());
}

}  // namespace
}  // namespace kith::simulate
