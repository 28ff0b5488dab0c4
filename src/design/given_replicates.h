// Replicate weights that a file brings along.
#pragma once

#include "data/table.h"
#include "design/design.h"
#include "design/replicates.h"

namespace kith::design {

// Scale and rscales are those of `spec`, or what its method is known to need (R survey's svrepdesign): 1/R for BRR,
// 1/(R (1 - rho)^2) for Fay, 1/(R - 1) for bootstraps, 4/R for successive differences, (n - 1)/n for JK1 with n the
// number of replicates (or read off the factors), and for JKn read off the factors. Throws Error: columns that are not
// there, weights that are missing or not finite, scales that are needed or too many. Negative weights are allowed, as
// some agencies publish them, and remarked on.
Replicates given_replicates(const GivenReplicates& spec, const Design& design, const data::Table& table);

}  // namespace kith::design
