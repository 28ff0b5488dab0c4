// Which columns a column is imputed from: those that vary and do not follow from others, and no more than its answers
// can bear.
#pragma once

#include <vector>

#include "impute/plan.h"

namespace kith::impute {

struct Chosen {
  std::vector<std::size_t> predictors{};  // of Plan::columns
  std::vector<std::size_t> useless{};     // variables of which no column is left
  std::size_t left_out = 0;               // columns that were too many
};

// Cost: the target's answers x (all columns)^2.
Chosen choose_predictors(const Plan& plan, const Target& target);

}  // namespace kith::impute
