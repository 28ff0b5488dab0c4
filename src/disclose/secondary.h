// Secondary suppression: which further figures must go so that the withheld ones stay unknown (audit.h).
//
// As long as a target is exposed, one more figure is withheld in a relation that exposes it: a breakdown before the
// figure for everyone, a part before a total, what loosens several such relations before what loosens one, and of those
// the smallest; ties by id. What that exposes is found in the next round. Rounds end because each withholds a figure.
// At last the figures that need not have been withheld after all are given back, headlines first, then the largest.
//
// A heuristic: it is safe in the sense of the audit, but another choice might withhold less. The least loss is a
// problem of integer programming (Fischetti and Salazar 2001, "Solving the cell suppression problem on tabular data
// with linear constraints", Management Science 47).
#pragma once

#include <string>
#include <vector>

#include "disclose/audit.h"
#include "disclose/rules.h"
#include "disclose/sums.h"

namespace kith::disclose {

struct Protection {
  int finding = 0;      // withheld
  std::string because;  // id of the cell that it protects
};

// In the order of the findings.
std::vector<Protection> protect(const System& system, const Rules& rules);

}  // namespace kith::disclose
