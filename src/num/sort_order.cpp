#include "num/sort_order.h"

#include <array>
#include <bit>
#include <cstddef>

namespace kith::num {

namespace {

struct Key {
  std::uint64_t bits;
  std::uint32_t position;
};

// Bits that compare as the numbers do: the sign turned over, and of negative numbers everything.
std::uint64_t ordered_bits(double value) {
  constexpr std::uint64_t sign = std::uint64_t{1} << 63U;
  const auto bits = std::bit_cast<std::uint64_t>(value + 0.0);  // -0 becomes 0
  return (bits & sign) != 0 ? ~bits : bits | sign;
}

}  // namespace

std::vector<std::uint32_t> sort_order(std::span<const double> values) {
  constexpr std::size_t digit_bits = 11;
  constexpr std::size_t digits = 6;  // 66 bits hold 64
  constexpr std::size_t buckets = std::size_t{1} << digit_bits;
  std::vector<Key> keys(values.size());
  std::vector<std::array<std::uint32_t, buckets>> counts(digits);
  const auto digit = [](const Key& key, std::size_t d) { return (key.bits >> (d * digit_bits)) & (buckets - 1); };
  for (std::size_t i = 0; i < values.size(); ++i) {
    keys[i] = {ordered_bits(values[i]), static_cast<std::uint32_t>(i)};
    for (std::size_t d = 0; d < digits; ++d) {
      ++counts[d][digit(keys[i], d)];
    }
  }
  std::vector<Key> sorted(values.size());
  for (std::size_t d = 0; d < digits; ++d) {
    std::array<std::uint32_t, buckets>& begin = counts[d];
    if (!keys.empty() && begin[digit(keys.front(), d)] == keys.size()) {
      continue;  // all the same
    }
    std::uint32_t first = 0;
    for (std::uint32_t& count : begin) {
      const std::uint32_t here = count;
      count = first;
      first += here;
    }
    for (const Key& key : keys) {
      sorted[begin[digit(key, d)]++] = key;
    }
    keys.swap(sorted);
  }
  std::vector<std::uint32_t> order(values.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    order[i] = keys[i].position;
  }
  return order;
}

}  // namespace kith::num
