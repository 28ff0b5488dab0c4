// The response of a model as numbers.
#pragma once

#include <string>
#include <vector>

#include "model/family.h"
#include "model/frame.h"

namespace kith::model {

// One number a row, 0 for rows that take no part. Of a yes-or-no response that is a factor the first level is 0 and
// every other 1 (as in R), unless its levels have values of their own; of other families a factor counts by the values
// of its levels. Throws Error ("bad-response") for a response that the family cannot have, and ("constant-response")
// where everybody gave the same one.
std::vector<double> response_of(const Frame& frame, const Family& family);

// Of a cumulative model: the level of each row, from 0. Throws Error where there are fewer than three levels.
std::vector<int> levels_of(const Frame& frame, std::vector<std::string>& names);

}  // namespace kith::model
