// Levels that are called alike ("Yes" to one question and to another) with the name of their question before them, so
// that no two rows of a table have one name.
#pragma once

#include <vector>

#include "finding/finding.h"
#include "study/study.h"

namespace kith::run {

// A question's name is the short label of an indicator of it, or its text: "Vote: Yes", "Did you vote? Yes".
void name_levels(const study::Study& study, std::vector<finding::Finding>& findings);

}  // namespace kith::run
