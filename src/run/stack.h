// Tables one under the other: the waves of a population.
#pragma once

#include <vector>

#include "data/table.h"

namespace kith::run {

// The rows of all tables in order. Columns are those of any table, in the order of first appearance; a table that lacks
// one contributes Missing::NotAsked. Options are united by code.
data::Table stack(std::vector<data::Table> tables);

}  // namespace kith::run
