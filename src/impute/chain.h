// One imputation: a chain of visits to every incomplete column.
#pragma once

#include <cstdint>
#include <vector>

#include "impute/draws.h"
#include "impute/plan.h"
#include "impute/stream.h"

namespace kith::impute {

struct ChainOptions {
  std::uint64_t seed = 1;
  std::size_t imputation = 0;
  std::size_t iterations = 10;
  std::size_t donors = 5;
};

Draws run_chain(const Plan& plan, const ChainOptions& options);

}  // namespace kith::impute
