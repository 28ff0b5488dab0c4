// The planned tests between subgroups (G3), made after the gate and from the figures that it shows.
//
// Order matters. Each test is of the levels whose figures are released, at full precision and with their covariance
// under the design (compare/subgroups.h); a level whose figure is withheld is in none of its numbers, so that none can
// give it back. The levels' differences are then those of the figures as shown, limits whole points (of means, as
// fine as their standard error makes meaningful), F two decimals, p and q three. F, its degrees of freedom, p
// and q are shown only where every base of the test is exact: beside a base that is a band, or rounded because it would
// tell a smaller one, they would give it back together with the shares. Limits of a difference are shown where the gate
// shows those of both its figures, which for small bases means a share of respondents who were clustered
// (disclose/release.h). The verdict is always shown, as beside a benchmark.
//
// Where groups are compared in how far they are from people like them (compare/adjusted_groups.h), a level has a part
// only if the release could show its adjusted comparison, so none whose base is a band or rounded; nor one that the
// benchmark's data have nobody, or too few, for. Why they have none is told, without counts of respondents.
#pragma once

#include <vector>

#include "disclose/safe.h"
#include "finding/finding.h"
#include "finding/group_test.h"
#include "run/indicators.h"
#include "run/respondents.h"
#include "study/study.h"

namespace kith::run {

// In the plan's order. Each pair of levels is compared where there are at most six, otherwise each level with the mean
// of the others. Throws Error for a benchmark whose data cannot be read.
std::vector<finding::GroupTest> test_groups(const study::Study& study, const std::vector<Respondents>& respondents,
                                            const std::vector<Estimated>& estimated,
                                            const std::vector<disclose::Safe<finding::Finding>>& released);

}  // namespace kith::run
