// What the study says about a question, as far as drawing its answers needs it.
#pragma once

#include <string>
#include <vector>

#include "study/study.h"

namespace kith::simulate {

// The themes that the answers to an open question may be given, in codebook order; empty when it is not coded.
std::vector<std::string> themes_of(const study::Study& study, const std::string& population,
                                   const std::string& question);

// Options that leave the base: marked so in the instrument, or excluded by an indicator of the plan.
bool leaves_base(const study::Study& study, const std::string& population, const study::Question& question,
                 const study::Option& option);

// The coded question whose answers the indicator's theme is found in; null when it has no theme or none is coded with
// it.
const study::CodedQuestion* coded_by(const study::Study& study, const study::Indicator& indicator);

}  // namespace kith::simulate
