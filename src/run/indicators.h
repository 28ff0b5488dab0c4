// From the plan's indicators to measures that can be estimated, and from estimates to findings with the plan's names.
#pragma once

#include <string>
#include <vector>

#include "estimate/estimate.h"
#include "finding/finding.h"
#include "run/respondents.h"
#include "study/study.h"

namespace kith::run {

// The measure of an indicator in the grammar of `kith estimate`. Options that leave the base (Indicator::exclude) do so
// in a column of the indicator's own, which is added to `table`.
std::string measure_of(const study::Indicator& indicator, data::Table& table);

// Findings that were estimated together, with what is needed to test any two of them against each other.
struct Estimated {
  estimate::Estimates estimates;
  std::vector<finding::Finding> findings;  // same order as estimates.findings(), with ids; empty id: not in the release
};

// Every indicator of one population, by every breakdown that the plan asks for. Figures of breakdowns without the
// dimension `wave` are those of the report's own wave.
std::vector<Estimated> estimate_indicators(const study::Study& study, Respondents& respondents);

// "neighbours_all", "neighbours_lc_eng", and for one option of a question "age_all_16_24".
std::string id_of(const std::string& indicator, const std::vector<finding::Level>& by, const std::string& category);

// The wave that figures without a wave in their name are about.
std::string own_wave(const study::Study& study, const Respondents& respondents);

// Notes that hold for every figure of a population with this domain: what intervals mean (F4), what was left out (J3).
std::vector<finding::Note> standing_notes(const study::Study& study, const study::Population& population,
                                          const std::vector<finding::Level>& by);

}  // namespace kith::run
