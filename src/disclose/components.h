// A system of sums taken apart into systems that no sum connects: different questions, different populations. Each is
// attacked and protected by itself, which keeps the cost of a release proportional to its number of questions.
#pragma once

#include <vector>

#include "disclose/sums.h"

namespace kith::disclose {

// Cells without any relation are left out: no sum can give them back.
std::vector<System> components_of(const System& system);

}  // namespace kith::disclose
