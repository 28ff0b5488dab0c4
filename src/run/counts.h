// Who answered: counts of respondents by wave, programme, nation, project and mode, and the flow from issued to base.
#pragma once

#include <string>
#include <vector>

#include "disclose/gate.h"
#include "finding/finding.h"
#include "run/respondents.h"
#include "study/study.h"

namespace kith::run {

// "respondents_participant_all", "respondents_participant_lc", "respondents_participant_online", ... of the report's
// own wave, without the cells that the plan leaves out. The gate protects them like any other figure.
std::vector<finding::Finding> count_respondents(const study::Study& study, const Respondents& respondents);

// Dimensions of breakdowns in which some of them are in no group: they did not say, or their postcode is not known.
std::vector<disclose::Incomplete> incomplete(const study::Study& study, const Respondents& respondents);

// The declared steps of the flow as findings of kind Count, then the respondents in the report's figures.
struct FlowCount {
  std::string label;
  finding::Finding finding;
};
std::vector<FlowCount> flow(const study::Study& study, const Respondents& respondents);

}  // namespace kith::run
