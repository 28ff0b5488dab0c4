// A design with its weighting done, step by step (design/weighting.h), each step a Calibration of its own.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "data/table.h"
#include "design/auxiliaries.h"
#include "design/design.h"
#include "design/weighting.h"

namespace kith::design {

// Throws Error with every problem of the step that fails.
Design weighted(const Design& design, const Weighting& weighting, const data::Table& table);

// The one that is named, else the one that fits the margins.
WeightingMethod chosen_method(const Weighting& weighting, const Auxiliaries& auxiliaries);

// The columns that a weighting mentions.
std::vector<std::string> columns(const Weighting& weighting);

}  // namespace kith::design
