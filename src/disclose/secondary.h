// Secondary suppression: which further figures must go so that the withheld ones stay unknown (audit.h).
//
// As long as a target is exposed, one more figure is withheld in a relation that exposes it: a breakdown before the
// figure for everyone, a part before a total, and of those the smallest that is large enough to hide behind (else the
// largest); ties by id. What that exposes is found in the next round. Rounds end because each withholds a figure.
// At last the figures that need not have been withheld after all are given back, headlines first, then the largest.
// A heuristic: it is safe in the sense of the audit, but another choice might withhold less (the least loss is a
// problem of integer programming: Fischetti and Salazar 2001, "Solving the cell suppression problem", Management
// Science 47).
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
