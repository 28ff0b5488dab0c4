// Tables one under the other: the waves of a population.
#pragma once

#include <vector>

#include "data/table.h"
#include "study/study.h"

namespace kith::run {

// The rows of all tables in order. Columns are those of any table, in the order of first appearance; a table that lacks
// one contributes Missing::NotAsked. Options are united by code; questions and options have the words and the order of
// `instrument`, options that only another wave had stand behind them.
data::Table stack(std::vector<data::Table> tables, const study::Instrument& instrument);

}  // namespace kith::run
