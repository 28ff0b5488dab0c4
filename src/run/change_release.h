// What the gate cannot know of planned changes by itself, and what stands when it has spoken.
//
// A change is the difference of two figures, so it is shown only where both are, and the difference that is shown is
// that of the two as shown. The gate judges each figure by its people; which figures a change is the difference of is
// said here. The caller asks the gate, takes out the changes that cannot stand, and asks again, until none is left.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "disclose/gate.h"
#include "finding/finding.h"
#include "run/changes.h"
#include "study/study.h"

namespace kith::run {

// Sums that the gate cannot see: the figure of everyone is that of the report's own wave.
std::vector<disclose::Sum> sums_of_own_wave(const study::Study& study, const std::vector<finding::Finding>& findings);

// The earlier wave's figure in a comparison as it is shown before the gate sees it: the gate takes what a figure is
// held against for published, and the difference is that of the two figures as shown.
void round_earlier_figures(const Changes& changes, const disclose::Rules& rules,
                           std::vector<finding::Finding>& findings);

// Ids among the changes' findings whose other side the gate has withheld, or whose other half is already gone.
std::vector<std::string> changes_to_leave_out(const Changes& changes,
                                              std::span<const disclose::Safe<finding::Finding>> released);

}  // namespace kith::run
