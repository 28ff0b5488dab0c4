// The change among everyone who answered in either wave: all respondents of both, a panel and a fresh sample at once.
//
// It is the difference of the two figures by wave, which were estimated together, with what they share taken into
// account (compare/change.h). So its people are those of the later wave's figure, and its id is that figure's with the
// level "all": ID_W2_change_W1_W2.
#pragma once

#include <optional>

#include "compare/change.h"
#include "finding/finding.h"
#include "run/wave_pair.h"

namespace kith::run {

// The later wave's figure with the earlier's as its comparison; none where either has no value, or where the two were
// not estimated together.
std::optional<finding::Finding> change_of_everyone(const WavePair& waves, compare::Overlap overlap);

}  // namespace kith::run
