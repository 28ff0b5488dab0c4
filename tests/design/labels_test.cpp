#include "design/labels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "num/random.h"

namespace kith::design {
namespace {

using Side = std::vector<std::uint32_t>;

// The same by a map of all pairs.
void expect_dense(const Pairs& found, const Side& high, const Side& low) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> numbers;
  for (std::size_t row = 0; row < high.size(); ++row) {
    if (high[row] != no_label && low[row] != no_label) {
      numbers[{high[row], low[row]}];
    }
  }
  std::uint32_t next = 0;
  for (auto& [pair, number] : numbers) {
    number = next++;
    EXPECT_EQ(found.high[number], pair.first);
    EXPECT_EQ(found.low[number], pair.second);
  }
  ASSERT_EQ(found.count(), numbers.size());
  for (std::size_t row = 0; row < high.size(); ++row) {
    const bool known = high[row] != no_label && low[row] != no_label;
    ASSERT_EQ(found.index[row], known ? numbers.at({high[row], low[row]}) : no_label) << row;
  }
}

Side drawn(std::size_t rows, std::uint32_t levels, std::uint64_t seed) {
  num::Random random(seed);
  Side side(rows);
  for (std::uint32_t& label : side) {
    label = random.uniform() < 0.05 ? no_label : static_cast<std::uint32_t>(random.uniform() * levels);
  }
  return side;
}

TEST(Pairs, AreNumberedInOrderWhateverTheirNumber) {
  constexpr std::size_t rows = 3000;
  for (const std::uint32_t levels : {1U, 7U, 60U, 1500U}) {  // from a table to a sorted list
    const Side high = drawn(rows, levels, 1);
    const Side low = drawn(rows, levels, 2);
    expect_dense(pairs(high, levels, low, levels), high, low);
  }
}

TEST(Pairs, OfLabelsWithinOthersAreCountedIntoTheirPlaces) {
  constexpr std::uint32_t levels = 1500;
  const Side low = drawn(3000, levels, 3);
  Side high(low.size());
  for (std::size_t row = 0; row < low.size(); ++row) {
    high[row] = low[row] == no_label ? 3 : (low[row] * 7919U) % 400;
  }
  expect_dense(pairs(high, 400, low, levels), high, low);
}

TEST(Pairs, TakeOverLabelsThatAreNumberedAsTheyAre) {
  for (const std::size_t rows : {std::size_t{40}, std::size_t{4000}}) {  // of a table, and counted into their places
    const auto levels = static_cast<std::uint32_t>(rows / 4);
    Side high(rows);
    Side low(rows);
    for (std::size_t row = 0; row < rows; ++row) {
      low[row] = static_cast<std::uint32_t>(row) / 4;
      high[row] = low[row] / 2;
    }
    const auto expect_same = [&] {
      const Labels labels{Indices(low.begin(), low.end()), levels};
      expect_dense(pairs(high, levels, labels), high, low);
    };
    expect_same();
    low[3] = no_label;
    expect_same();
    high[9] = no_label;  // and the pairs are no longer the labels
    expect_same();
    high[rows - 1] = 0;  // one label under two others
    expect_same();
  }
}

TEST(Labels, ThatAreUsedAreNumberedAnew) {
  const Labels all{{3, 0, no_label, 3, 1}, 5, 1};
  const Labels used = used_labels(all);
  EXPECT_EQ(used.index, (Indices{2, 0, no_label, 2, 1}));
  EXPECT_EQ(used.count, 3U);
  EXPECT_EQ(used.missing, 1U);
  const Labels some = used_labels(all, std::vector<std::uint8_t>{1, 0, 1, 1, 1});
  EXPECT_EQ(some.index, (Indices{1, no_label, no_label, 1, 0}));
  EXPECT_EQ(some.count, 2U);
  EXPECT_EQ(some.missing, 2U);
  EXPECT_EQ(used_labels(used).index, used.index);
}

TEST(Labels, OfWholeNumbersAndOfOthersHaveTheSameOrder) {
  num::Random random(4);
  std::vector<double> whole(2000);
  std::vector<double> halves(2000);
  for (std::size_t row = 0; row < whole.size(); ++row) {
    whole[row] = std::floor(random.uniform() * 500) - 250;  // a table
    halves[row] = whole[row] / 3;                           // hashed
  }
  const Labels by_table = labels(data::Column::number("whole", whole));
  const Labels by_hash = labels(data::Column::number("halves", halves));
  EXPECT_EQ(by_table.index, by_hash.index);
  EXPECT_EQ(by_table.count, by_hash.count);
  EXPECT_EQ(by_table.count, std::set<double>(whole.begin(), whole.end()).size());
}

TEST(Labels, OfNumbersLeaveTheMissingOut) {
  const std::vector<std::uint8_t> gone{0, 1, 0, 0, 1};
  for (const double unit : {1.0, 0.25}) {  // a table, and hashed
    const Labels found = labels(data::Column::number("n", {2 * unit, 9 * unit, -unit, 2 * unit, 0}, gone));
    EXPECT_EQ(found.index, (Indices{1, no_label, 0, 1, no_label}));
    EXPECT_EQ(found.missing, 2U);
    EXPECT_EQ(found.count, 2U);
  }
  EXPECT_EQ(labels(data::Column::number("n", {0, 0}, std::vector<std::uint8_t>{1, 1})).count, 0U);
}

TEST(Labels, OfNumbersFarApartAreInOrder) {
  const Labels found = labels(data::Column::number("n", {1e300, -4, 1e300, 0.0, -0.0, 1e18}));
  EXPECT_EQ(found.index, (Indices{3, 0, 3, 1, 1, 2}));
  EXPECT_EQ(found.count, 4U);
}

}  // namespace
}  // namespace kith::design
