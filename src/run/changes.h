// The planned changes from wave to wave (C3): among everyone who answered, among those who answered both times, and
// with the later wave's composition in both.
//
// Each ends as a figure of the later wave with the earlier wave's as its `comparison`, so that the gate judges and
// rounds it like any other figure; `comparison.adjusted` is the standardised one. Their domains bound a dimension of
// their own beside the wave, and the gate sees by itself that they are the wave's people, or that those who answered
// once are the rest:
//   ID_W2_change_W1_W2           wave = W2, change_W1_W2 = all        the same people as ID_W2
//   ID_W2_matched_W1_W2          wave = W2, matched_W1_W2 = yes       with the comparison
//   ID_W1_matched_W1_W2          wave = W1, matched_W1_W2 = yes
// What a change is the difference of must be shown as well: run/change_release.h. How each of the three is made:
// run/change_of_everyone.h, run/change_of_matched.h, run/change_standardised.h.
#pragma once

#include <string>
#include <vector>

#include "base/problem.h"
#include "finding/finding.h"
#include "report/report.h"
#include "run/indicators.h"
#include "run/respondents.h"
#include "study/study.h"

namespace kith::run {

// One planned change as it was made: ids of findings, empty where there is none, and why.
struct MadeChange {
  report::ChangeRow row;  // of the report
  std::string earlier;    // figure of everyone in the earlier wave; `row.later` is the later's
};

struct Changes {
  std::vector<MadeChange> made;
  std::vector<finding::Finding> findings;  // beside the figures by wave, which estimate_indicators has
};

// `estimated`: of estimate_indicators, in which each indicator with a planned change has its figures by wave. Problems:
// characteristics that the responses do not have.
Changes estimate_changes(const study::Study& study, const std::vector<Respondents>& respondents,
                         const std::vector<Estimated>& estimated, Problems& problems);

}  // namespace kith::run
