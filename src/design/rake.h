// Raking: the weights meet several margins at once, each cell's weight multiplied by one factor a margin.
//
// Iterative proportional fitting (Deming and Stephan 1940): every sweep post-stratifies to one margin after the other,
// until no cell of their cross moves by more than the tolerance. The fit runs on the cells that exist, so its cost does
// not depend on the respondents. Where a solution exists the sweeps converge to it (Ireland and Kullback 1968); where
// none does (no respondents in a cell that the margins need), they do not, and the level that is furthest off is named.
//
// The record. As R survey has it, the influences per unit of weight, u = x / w, are freed of each margin's mean in
// turn, ten times over, every respondent counting once:
//
//   ten times: for each margin m: u_i <- u_i - mean of u over the level of m that holds i.
//
// This needs the sums of u by level and the numbers of respondents by pairs of levels, and nothing else of the rows.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "design/auxiliaries.h"
#include "design/calibration.h"
#include "design/weighting_choices.h"

namespace kith::design {

struct RakeOptions {
  // The largest move of a cell in the last sweep, as a share of the sum of the weights; 1 or more is taken as it is
  // (R: control$epsilon).
  double tolerance = 1e-12;
  std::size_t most_sweeps = 1000;  // R: 10
  Unmet unmet = Unmet::Refuse;
};

// `auxiliaries` are blocks of levels. Throws Error that names the level that cannot be met, with the path.
std::shared_ptr<const Calibration> rake(std::span<const double> weights,
                                        const std::shared_ptr<const Auxiliaries>& auxiliaries,
                                        const RakeOptions& options = {});

}  // namespace kith::design
