// When numbers are options: one rule for every file format.
#pragma once

#include <cstddef>

#include "data/table.h"

namespace kith::data {

// At most 32 distinct numbers, or at most 240 and eight answers for each: the ages of thousands are a categorical
// column of one byte a cell, the incomes of two hundred are numbers.
constexpr bool few_numbers(std::size_t distinct, std::size_t answers) {
  return distinct <= 32 || (distinct <= max_options && 8 * distinct <= answers);
}

}  // namespace kith::data
