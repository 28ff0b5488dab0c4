// What earlier releases tell by themselves (earlier.h): no release can protect it any more, and to withhold something
// for its sake would cost readers a figure in vain.
//
// Readers are taken to have what the earlier releases showed, and nothing of the present one, not even why a figure of
// it is withheld. What they could work out with such a code is protected all the same.
#pragma once

#include <set>

#include "disclose/rules.h"
#include "disclose/sums.h"

namespace kith::disclose {

// Variables of the system that would have to stay unknown (audit.h), and do not. Cost: that of attacking the earlier
// releases, without the present one.
std::set<int> told_before(const System& system, const Rules& rules);

}  // namespace kith::disclose
