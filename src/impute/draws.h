// What one chain ended with.
#pragma once

#include <cstdint>
#include <vector>

namespace kith::impute {

struct Draws {
  // For each target of the plan, in the order of its gaps: the row whose answer was taken (numbers), or the place of an
  // option.
  std::vector<std::vector<std::uint32_t>> taken;
  std::vector<std::vector<double>> means;  // of the imputed answers of each target, by iteration
};

}  // namespace kith::impute
