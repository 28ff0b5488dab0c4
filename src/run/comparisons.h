// The planned comparisons: each finding of an indicator against its benchmark, then verdicts by declared family.
#pragma once

#include <vector>

#include "finding/finding.h"
#include "study/study.h"

namespace kith::run {

// Fills `comparison` of the findings that the plan compares. The figure for everyone belongs to the family that the
// plan names; figures of breakdowns are a family of their own, so that the headline is not diluted by them (G3).
void compare_with_benchmarks(const study::Study& study, const std::vector<finding::Finding*>& findings);

}  // namespace kith::run
