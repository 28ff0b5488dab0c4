// Whether a benchmark asked what the study asks (E2, E6).
#pragma once

#include <string>

#include "study/study.h"

namespace kith::study {

// "their scale has 4 points, ours 5"; empty where the scales have as many, or theirs does not say how many.
std::string difference_of_scales(const Question& question, const Benchmark& benchmark);

}  // namespace kith::study
