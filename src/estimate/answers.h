// Every respondent's components of a measure, one after the other.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "estimate/measure.h"

namespace kith::estimate {

// Calls each(row, components) for every row that has them all; component 0 is 1.
template <typename Each>
void for_each_answer(const Measure& measure, std::size_t rows, const Each& each) {
  constexpr std::size_t block = data::Evaluator::block;
  const std::size_t parts = measure.components.size();
  std::vector<double> values(parts * block);
  std::vector<std::uint8_t> reasons(block);
  std::vector<std::uint8_t> others(block);
  std::vector<double> components(measure.size(), 1);
  for (std::size_t first = 0; first < rows; first += block) {
    const std::size_t count = std::min(block, rows - first);
    std::ranges::fill(reasons, std::uint8_t{0});
    for (std::size_t k = 0; k < parts; ++k) {
      measure.components[k].evaluate(first, count, &values[k * block], others.data());
      for (std::size_t i = 0; i < count; ++i) {
        reasons[i] |= others[i];
      }
    }
    for (std::size_t i = 0; i < count; ++i) {
      if (reasons[i] == 0) {
        for (std::size_t k = 0; k < parts; ++k) {
          components[k + 1] = values[k * block + i];
        }
        each(first + i, std::as_const(components));
      }
    }
  }
}

}  // namespace kith::estimate
