// Secondary suppression: which further figures must go so that the withheld ones stay unknown (audit.h).
//
// As long as a target is exposed, one more figure is withheld in a relation that exposes it: a breakdown before the
// figure for everyone, a part before a total, what loosens several such relations before what loosens one, and of those
// the smallest; ties by id. What that exposes is found in the next round. Rounds end because each withholds a figure.
// Then the figures that need not have been withheld after all are given back, headlines first, then the largest.
//
// That is against one sum after another, which is quick. What is left is attacked through all sums together
// (joint_bounds.h), and as long as a target is exposed, one more figure is withheld of those whose prices in the linear
// programme say that they hold its bounds: the smallest; and again some are given back.
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

// In the order of the findings. `gone`: per finding, whether it is withheld for another reason already, and is to stay
// unknown like one that is withheld for a neighbour.
std::vector<Protection> protect(const System& system, const Rules& rules, const std::vector<bool>& gone = {});

}  // namespace kith::disclose
