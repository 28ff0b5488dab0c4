// Which columns of a file one side of a comparison reads.
#pragma once

#include <string>
#include <vector>

#include "compare/sample.h"

namespace kith::compare {

// Each once: those of `more`, then what the measures, domains, designs and cells of the sides name, then the columns
// behind the characteristics `margins` (composition.h). Throws Error for what cannot be parsed.
std::vector<std::string> columns(const std::vector<Side>& sides, const std::vector<std::string>& margins,
                                 std::vector<std::string> more = {});

// The column of "mean(score)"; null where the measure is of no single column of the side's table.
const data::Column* measured_column(const Side& side);

}  // namespace kith::compare
