// The planned comparisons: each finding of an indicator against its benchmark, as it is and brought to the
// participants' composition, then verdicts by declared family.
#pragma once

#include <vector>

#include "base/problem.h"
#include "finding/finding.h"
#include "run/respondents.h"
#include "study/study.h"

namespace kith::run {

// Fills `comparison` of the findings that the plan compares. The figure for everyone belongs to the family that the
// plan names; figures of breakdowns are a family of their own, so that the headline is not diluted by them (G3).
// Benchmarks without a published figure are computed from their data, which are read here: problems of these files, and
// measures that do not fit them, are collected.
void compare_with_benchmarks(const study::Study& study, const std::vector<Respondents>& respondents,
                             const std::vector<finding::Finding*>& findings, Problems& problems);

}  // namespace kith::run
