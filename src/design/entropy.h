// Entropy balancing: of all weights that meet the totals, those that say least beyond the weights before.
//
// The weights w minimise sum of w log(w / q), q the base weights scaled to the population, subject to the totals
// (Hainmueller 2012, equation 4 and section 3.3 for base weights). The solution is q exp(x'lambda): calibration by the
// raking distance, so it is found, and leaves its record, as calibrate.h has it. To balance variances too, name the
// squares as auxiliaries (`age * age`).
#pragma once

#include <memory>
#include <span>

#include "design/auxiliaries.h"
#include "design/calibration.h"

namespace kith::design {

// The size of the population must be among the auxiliaries: a margin with all its levels, or `total()`. Throws Error
// without it, and as calibrate does.
std::shared_ptr<const Calibration> entropy_balance(std::span<const double> weights,
                                                   const std::shared_ptr<const Auxiliaries>& auxiliaries);

}  // namespace kith::design
