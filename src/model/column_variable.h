// A column of a table as a variable of a formula.
#pragma once

#include "data/table.h"
#include "model/variable.h"

namespace kith::model {

// Numbers, or a factor, by the rule of model/variable.h.
Variable column_variable(const data::Column& column);

// The same as a factor: of numbers, the distinct ones by size. Throws Error ("too-many-levels").
Variable to_factor(Variable variable);

}  // namespace kith::model
