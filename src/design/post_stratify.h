// Post-stratification: the weights of each cell of one (crossed) margin add up to what is known of the population.
//
// w = d T_c / sum of d over the cell (Holt and Smith 1979). The record takes the cell's weighted mean away from every
// influence per unit of weight (Sarndal, Swensson and Wretman 1992, section 7.6; R: postStratify).
#pragma once

#include <memory>
#include <span>

#include "design/auxiliaries.h"
#include "design/calibration.h"

namespace kith::design {

// `auxiliaries` is one block of levels. Throws Error that names a level whose respondents have no weight.
std::shared_ptr<const Calibration> post_stratify(std::span<const double> weights,
                                                 const std::shared_ptr<const Auxiliaries>& auxiliaries);

}  // namespace kith::design
