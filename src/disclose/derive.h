// Exact derivation: which unknown counts follow from the sums by adding and subtracting whole equations.
//
// Interval propagation looks at one equation at a time. x + y = 5, y + z = 7, x + z = 6 leaves it room, though x is 2.
// Over the unknowns u the relations read A u = b with b known to the reader; u_j is determined exactly when the unit
// vector e_j lies in the row space of A. A complement is asked for as base minus numerator, so that its own equations,
// which follow from those, are not needed.
// The arithmetic is modulo the prime 2^31 - 1: no rounding, and no false answer but for coefficients that are multiples
// of the prime, which eliminations among rows of +1 and -1 of this size do not meet.
#pragma once

#include <vector>

#include "disclose/bounds.h"
#include "disclose/sums.h"

namespace kith::disclose {

// The cells' counts that are asked about.
struct Asked {
  int cell = 0;
  Quantity quantity = Quantity::Base;
};

// For each that is asked, whether it is determined, given what is already known (ranges of one value).
std::vector<bool> determined(const System& system, const std::vector<Asked>& asked, const std::vector<Range>& ranges);

}  // namespace kith::disclose
