// A three-way table of shares with all its margins, made up.
#pragma once

#include <vector>

#include "finding/finding.h"

namespace kith::bench {

// About so many people a cell; the same arguments give the same table.
std::vector<finding::Finding> table_release(int projects, int groups, int waves, double people);

}  // namespace kith::bench
