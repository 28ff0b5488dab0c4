// What the annex says of rules, thresholds and questionnaires, in words for readers.
#pragma once

#include <string>

#include "disclose/rules.h"
#include "study/study.h"

namespace kith::report {

// Below which difference two figures are called practically the same: the plan's, and that of each indicator that has
// its own. A sentence or two that end in a blank; empty where no difference is called so.
std::string smallest_differences_text(const study::Study& study);

// "fewest people behind a figure and on either side of a share: 5 instead of 10 (minimum_cell)"
std::string changed_rule_text(const disclose::NamedRule& rule, const disclose::Rules& rules);

// The title of a questionnaire; where a population was not asked with the same one each time, with the waves that had
// this one: "Participant survey (Wave 1 and Wave 2)".
std::string questionnaire_title(const study::Study& study, const study::Instrument& instrument);

}  // namespace kith::report
