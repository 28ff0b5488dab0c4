// The one door from a Spec to a Design: strata, clusters and weights, then replicates, then calibration, in the order
// in which a sample goes through them.
#pragma once

#include <string>
#include <vector>

#include "data/table.h"
#include "design/design.h"
#include "design/spec.h"

namespace kith::design {

// Throws Error with every problem of the step that fails.
Design make(const Spec& spec, const data::Table& table);

// Every column that the spec names, each once, but for the replicates' patterns, which only the table can tell.
std::vector<std::string> columns(const Spec& spec);

}  // namespace kith::design
