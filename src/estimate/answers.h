// Every respondent's components of a measure, one after the other.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "estimate/measure.h"

namespace kith::estimate {

// Of `rows` rows from `first_row` on: calls answered(row, components) for each that has them all, component 0 being 1,
// and unanswered(row, reason) with the first reason (data::Missing) for each that lacks one.
template <typename Answered, typename Unanswered>
void for_each_row(const Measure& measure, std::size_t first_row, std::size_t rows, const Answered& answered,
                  const Unanswered& unanswered) {
  constexpr std::size_t block = data::Evaluator::block;
  const std::size_t parts = measure.components.size();
  std::vector<double> values(parts * block);
  std::vector<std::uint8_t> reasons(block);
  std::vector<std::uint8_t> others(block);
  std::vector<double> components(measure.size(), 1);
  for (std::size_t first = first_row; first < first_row + rows; first += block) {
    const std::size_t count = std::min(block, first_row + rows - first);
    std::ranges::fill(reasons, std::uint8_t{0});
    for (std::size_t k = 0; k < parts; ++k) {
      measure.components[k].evaluate(first, count, &values[k * block], others.data());
      for (std::size_t i = 0; i < count; ++i) {
        reasons[i] = reasons[i] != 0 ? reasons[i] : others[i];
      }
    }
    for (std::size_t i = 0; i < count; ++i) {
      if (reasons[i] != 0) {
        unanswered(first + i, reasons[i]);
        continue;
      }
      for (std::size_t k = 0; k < parts; ++k) {
        components[k + 1] = values[k * block + i];
      }
      answered(first + i, std::as_const(components));
    }
  }
}

// Of all rows, those that have an answer.
template <typename Each>
void for_each_answer(const Measure& measure, std::size_t rows, const Each& each) {
  for_each_row(measure, 0, rows, each, [](std::size_t, std::uint8_t) {});
}

}  // namespace kith::estimate
