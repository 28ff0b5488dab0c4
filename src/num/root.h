// The zero of a function of one number between two points where its signs differ, by Brent's method (Brent 1973,
// Algorithms for Minimization without Derivatives, chapter 4, procedure zero): bisection, secants and inverse quadratic
// interpolation, never slower than bisection by more than a constant factor.
//
// The steps follow the order of the netlib version, so that on a function that jumps (a weighted share as the threshold
// passes an answer) the zero comes out on the same side of the jump as in other programs that use it.
#pragma once

#include <functional>
#include <optional>

namespace kith::num {

// Within `tolerance` of the change of sign (0: as close as doubles go). None where the signs at the ends are equal or
// a value is not a number.
std::optional<double> root(const std::function<double(double)>& function, double low, double high,
                           double tolerance = 0);

}  // namespace kith::num
