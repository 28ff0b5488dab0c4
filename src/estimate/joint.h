// Several findings of one run as one statistic, so that whatever is made of them (a difference, a contrast, a test)
// carries their covariance: the same people, the same clusters, or nothing in common.
#pragma once

#include <vector>

#include "design/statistic.h"
#include "estimate/state.h"

namespace kith::estimate {

// Of findings that have a value, by where they come from. Everyone who has a part in one of them is present. Refers to
// `state`.
design::Statistic joint(const Estimates::State& state, std::vector<Estimates::State::Origin> origins);

}  // namespace kith::estimate
