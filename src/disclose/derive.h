// Exact derivation: which unknown counts follow from the sums by adding and subtracting whole equations.
//
// Interval propagation looks at one equation at a time. x + y = 5, y + z = 7, x + z = 6 leaves it room, though x is 2.
// Over the unknowns u the relations read A u = b with b known to the reader; u_j is determined exactly when the unit
// vector e_j lies in the row space of A, that is, when the reduced row echelon form of A has a row that is e_j.
// The arithmetic is modulo the prime 2^31 - 1: no rounding, and no false "determined" but for coefficients that are
// multiples of the prime, which eliminations of rows of +1 and -1 of this size do not meet.
#pragma once

#include <vector>

#include "disclose/bounds.h"
#include "disclose/sums.h"

namespace kith::disclose {

// The variables, among those that stand in `relations` and whose range is not a single value, that are determined.
std::vector<int> determined(const System& system, const std::vector<int>& relations, const std::vector<Range>& ranges);

}  // namespace kith::disclose
