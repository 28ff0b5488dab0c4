// The attack that every release must withstand: what a reader can work out by bounding counts through the sums.
//
// The reader knows every figure shown, the rules, which figures are withheld and under which code, and that counts are
// whole and not negative. So a count is known at first to lie
//   shown, base from flag_below on   at its true value (a whole percent of an exact base gives the count back)
//   shown, banded base               base: in its band; numerator: within half a percent of the ends of the band
//   withheld, small-base             base in [0, 29]
//   withheld, confidential           base from 30 on; nothing on the sides, since the code does not tell a small figure
//                                    from one that is withheld for its sake
//   of an earlier release            the same, by the rules of that release
//   named by a quote                 at least as many as must share an attribution
// and then, through each relation  sum of parts = total,  until nothing moves any more:
//   total in [sum of lows, sum of highs],   part in [total.low - other highs, total.high - other lows].
// Interval propagation (as in constraint solving: Davis 1987, "Constraint propagation with interval labels", Artificial
// Intelligence 32) bounds each count from outside: the best attack, linear programming (joint_bounds.h), may bound it
// more tightly.
#pragma once

#include <cstdint>
#include <vector>

#include "disclose/rules.h"
#include "disclose/sums.h"

namespace kith::disclose {

// Of a cell, to readers. Published: an earlier release showed it, and nothing can be done about it.
enum class State { Shown, Refused, Secondary, Unseen, Published };

// What readers know of a variable before they add and subtract.
Range first_range(const System& system, const std::vector<State>& states, int variable, const Rules& rules);

// What one relation says about one of its variables, given the ranges of the others.
Range implied_range(const Relation& relation, int variable, const std::vector<Range>& ranges);

// Narrows `ranges` to the fixed point, starting from what `changed` variables stand in.
void propagate(const System& system, const std::vector<int>& changed, std::vector<Range>& ranges);

}  // namespace kith::disclose
