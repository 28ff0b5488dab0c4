// The order of numbers, by sorting their bits (least significant digit first; Knuth 1998, section 5.2.5): linear in
// the count, stable, and blind to digits that all numbers share, so that whole numbers and codes cost two or three
// passes instead of eight.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace kith::num {

// Positions of the values from the smallest to the largest; equal values stay in their order. No value is NaN; -0 and
// 0 are equal. At most 2^32 values.
std::vector<std::uint32_t> sort_order(std::span<const double> values);

}  // namespace kith::num
