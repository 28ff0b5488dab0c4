// The planned tests between subgroups (G3), made after the gate and from the figures that it shows.
//
// Order matters. Each test is of the levels whose figures are released, at full precision and with their covariance
// under the design (compare/subgroups.h); a level whose figure is withheld is in none of its numbers, so that none can
// give it back. What was found then goes to the gate once more, which holds it against the figures that it released and
// shows what follows from them (disclose/groups.h).
//
// Where groups are compared in how far they are from people like them (compare/adjusted_groups.h), a level has a part
// only if the release could show its adjusted comparison, so none whose base is a band or rounded; nor one that the
// benchmark's data have nobody, or too few, for. Why they have none is told, without counts of respondents.
#pragma once

#include <vector>

#include "disclose/gate.h"
#include "disclose/safe.h"
#include "finding/finding.h"
#include "finding/group_test.h"
#include "run/indicators.h"
#include "run/respondents.h"
#include "study/study.h"

namespace kith::run {

// In the plan's order. Each pair of levels is compared where there are at most six, otherwise each level with the mean
// of the others. Throws Error for a benchmark whose data cannot be read.
std::vector<disclose::Safe<finding::GroupTest>> test_groups(
    const study::Study& study, const std::vector<Respondents>& respondents, const std::vector<Estimated>& estimated,
    const std::vector<disclose::Safe<finding::Finding>>& released, const disclose::Gate& gate);

}  // namespace kith::run
