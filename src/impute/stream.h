// Which random numbers belong to what: one seed, and streams that are named by what they are drawn for.
#pragma once

#include <cstdint>
#include <string_view>

#include "num/random.h"

namespace kith::impute {

enum class Purpose : std::uint64_t { Start = 1, Coefficients, Answers };

struct Occasion {
  std::uint64_t seed = 0;
  std::size_t imputation = 0;
  std::size_t iteration = 0;  // 0: before the first
};

// The name of the column and not its place, so that a column more or less changes no other's numbers.
num::Random random_for(const Occasion& occasion, std::string_view column, Purpose purpose, std::size_t part = 0);

}  // namespace kith::impute
