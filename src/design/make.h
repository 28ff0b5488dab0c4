// The one door from a Spec to a Design: strata, clusters and weights, then replicates, then calibration, in the order
// in which a sample goes through them.
#pragma once

#include "data/table.h"
#include "design/design.h"
#include "design/spec.h"

namespace kith::design {

// Throws Error with every problem of the step that fails.
Design make(const Spec& spec, const data::Table& table);

}  // namespace kith::design
