#include "num/random.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <set>
#include <vector>

namespace kith::num {
namespace {

using Counter = std::array<std::uint32_t, 4>;

// The known-answer vectors that the authors publish with Random123 (kat_vectors, philox4x32 10).
TEST(Philox, GivesThePublishedAnswers) {
  EXPECT_EQ(philox({0, 0, 0, 0}, {0, 0}), (Counter{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  constexpr std::uint32_t ones = 0xffffffff;
  EXPECT_EQ(philox({ones, ones, ones, ones}, {ones, ones}), (Counter{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Counter{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Random, GivesTheSameDrawInOrderAndByIndex) {
  Random in_order(42, 7);
  const Random by_index(42, 7);
  for (std::uint64_t i = 0; i < 100; ++i) {
    EXPECT_EQ(in_order.uniform(), by_index.uniform_at(i));
  }
  in_order.seek(3);
  EXPECT_EQ(in_order.bits(), by_index.bits_at(3));
}

TEST(Random, SeparatesSeedsAndStreams) {
  std::set<std::uint64_t> seen;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    for (std::uint64_t stream = 0; stream < 10; ++stream) {
      for (std::uint64_t index = 0; index < 10; ++index) {
        seen.insert(Random(seed, stream).bits_at(index));
      }
    }
  }
  EXPECT_EQ(seen.size(), 1000U);
}

TEST(Random, HasTheMomentsOfTheUniformAndTheNormal) {
  const Random random(1);
  constexpr std::uint64_t n = 200000;
  double uniform = 0;
  double normal = 0;
  double square = 0;
  double fourth = 0;
  for (std::uint64_t i = 0; i < n; ++i) {
    const double u = random.uniform_at(i);
    ASSERT_GT(u, 0);
    ASSERT_LT(u, 1);
    uniform += u;
    const double z = random.normal_at(n + i);
    normal += z;
    square += z * z;
    fourth += z * z * z * z;
  }
  EXPECT_NEAR(uniform / n, 0.5, 4 / std::sqrt(12.0 * n));
  EXPECT_NEAR(normal / n, 0, 4 / std::sqrt(1.0 * n));
  EXPECT_NEAR(square / n, 1, 4 * std::sqrt(2.0 / n));
  EXPECT_NEAR(fourth / n, 3, 4 * std::sqrt(96.0 / n));
}

TEST(Random, DrawsBelowEveryNumberEquallyOften) {
  Random random(5);
  std::vector<int> counts(6);
  for (int i = 0; i < 60000; ++i) {
    ++counts[random.below(6)];
  }
  double chi_squared = 0;
  for (const int count : counts) {
    chi_squared += (count - 10000.0) * (count - 10000.0) / 10000.0;
  }
  EXPECT_LT(chi_squared, 20.5) << "99.9% point of chi-squared with 5 degrees of freedom";
  EXPECT_EQ(Random(1).below(1), 0U);
}

TEST(Random, ChoosesInProportionAndNeverWhatHasNoWeight) {
  Random random(9);
  std::vector<int> counts(4);
  for (int i = 0; i < 40000; ++i) {
    ++counts[random.choose(std::vector<double>{1, 0, 3, 0})];
  }
  EXPECT_EQ(counts[1] + counts[3], 0);
  EXPECT_NEAR(counts[2], 30000, 350);
}

TEST(Random, ShufflesToAPermutation) {
  std::vector<int> items(100);
  std::iota(items.begin(), items.end(), 0);
  const std::vector<int> before = items;
  Random(3).shuffle(std::span(items));
  EXPECT_NE(items, before);
  EXPECT_THAT(items, testing::UnorderedElementsAreArray(before));
}

}  // namespace
}  // namespace kith::num
