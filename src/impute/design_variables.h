// The design among the predictors: the weight, the strata of the first stage, its clusters as groups.
//
// Clusters are numbered within strata, as the design reads them. They are groups when some hold several people. Strata
// are options where they are no more than 30; more of them are groups where there are no clusters, and otherwise known
// through their clusters.
#pragma once

#include "impute/plan.h"

namespace kith::impute {

// Throws Error for columns that are not there.
void add_design(Plan& plan, const data::Table& table, const Options& options);

}  // namespace kith::impute
