// Which of the study's nations a benchmark does not speak for: its `geography` names others of the United Kingdom.
#pragma once

#include <string>
#include <vector>

#include "study/study.h"

namespace kith::study {

// Names, in the study's order. None where the geography names no nation, "Great Britain" or "United Kingdom", or the
// study's nations are of elsewhere: then nobody knows.
std::vector<std::string> nations_left_out(const Study& study, const Benchmark& benchmark);

}  // namespace kith::study
