// A change with the make-up of the later wave: how much of it is left when the same kinds of people answered both
// times.
//
// The earlier wave is weighted to the later's composition by the plan's `standardise`, as a comparison weights a
// benchmark's data to the participants (compare/adjusted.h); that both are samples of one design is what differs, since
// clusters and people may be in both. The result stands in the comparison of the change among everyone as `adjusted`.
// E-values are left out: they are of unmeasured differences between people who took part and people who did not.
//
// Weights say something of each group that is weighted. So every group, in either wave, must be one that a table could
// show: nobody, or at least `minimum_cell` people, and of a share as many on either side. A wave in which nobody has an
// answer at all to one of the characteristics can be made like no other: that is a problem of the plan, by its line.
#pragma once

#include "finding/finding.h"
#include "run/wave_pair.h"

namespace kith::run {

// Gives `comparison`, of the change among everyone, its adjusted figure, or the reason why there is none. Nothing is
// done where the plan does not ask for it. Throws Error for characteristics that the responses do not
// have, or one of the waves.
void standardise(const WavePair& waves, finding::Comparison& comparison);

}  // namespace kith::run
