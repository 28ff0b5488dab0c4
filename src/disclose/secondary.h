// Secondary suppression: which further figures must go so that the withheld ones stay unknown.
//
// What must stay unknown (a target), after the attack of bounds.h and derive.h:
//   small-base   base, numerator and complement: at least minimum_cell (10) whole numbers remain possible below the
//                largest base that is withheld
//   small-cell   the small side (numerator, complement or both): every number from 0 to 9 remains possible
//   secondary    numerator and complement (without a numerator, the base): at least 10 numbers remain possible
//   a rest       as if it were a figure
// and no target may be determined exactly.
//
// As long as a target is exposed, one more figure is withheld in a relation that exposes it: a part before a total, a
// breakdown before the figure for everyone, and of those the smallest that is large enough to hide behind (else the
// largest); ties by id. What that exposes is found in the next round. Rounds end because each withholds a figure.
// At the end, the figures that need not have been withheld after all are given back, the largest first.
//
// Cells of different questions never stand in one relation, so each connected component is protected by itself.
#pragma once

#include <string>
#include <vector>

#include "disclose/bounds.h"
#include "disclose/rules.h"
#include "disclose/sums.h"

namespace kith::disclose {

struct Protection {
  int finding = 0;      // withheld
  std::string because;  // id of the cell that it protects
};

// In the order of the findings.
std::vector<Protection> protect(const System& system, const Rules& rules);

// A count that the release does not hide, although it must.
struct Exposure {
  int cell = 0;
  Quantity quantity = Quantity::Base;
  Range range;  // what a reader knows
};

// The audit: what is exposed when exactly the refused cells and the findings `secondary` are withheld.
std::vector<Exposure> exposures(const System& system, const std::vector<int>& secondary, const Rules& rules);

}  // namespace kith::disclose
