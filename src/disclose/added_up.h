// Means and totals of groups that add up.
//
// Where the means of everyone and of all parts but one are shown, the one that is left follows, base by base. If it is
// withheld for what it tells (values.h), another part goes beside it: the one with the fewest people. A part whose own
// base is too small to show is left to what hides its base (sums.h).
#pragma once

#include <set>
#include <vector>

#include "disclose/earlier.h"
#include "disclose/rules.h"
#include "disclose/values.h"

namespace kith::disclose {

// `hidden`: per finding of all releases, whether it is not shown; `settled`: findings among them that may follow, since
// what they tell was asked of all groups (told_values.h).
std::vector<TellingValue> values_added_up(const Releases& releases, std::vector<bool> hidden,
                                          const std::set<int>& settled, const Rules& rules);

}  // namespace kith::disclose
