// A three-way table of shares with all its margins, made up.
#pragma once

#include <vector>

#include "finding/finding.h"

namespace kith::bench {

struct TableSize {
  int projects = 40, groups = 12, waves = 3;
  double people = 60;  // a cell, about
  double late = 0;     // people a cell who are only there the next time, about
};

// The same size gives the same table, and more late answers the same table with more answers.
std::vector<finding::Finding> table_release(const TableSize& size);

}  // namespace kith::bench
