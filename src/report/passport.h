// The comparability passport (E3): what is known of the two sides of a comparison, and what its source does not state.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "report/release.h"

namespace kith::report {

// The benchmark that a finding was held against; null when the register has none by that name.
const study::Benchmark* benchmark_of(const study::Study& study, const finding::Finding& finding);

// Whole months from the end of the benchmark's fieldwork to the end of the wave; none when either is not stated.
std::optional<int> months_between(const study::Date& earlier, const study::Date& later);

// Name and value of each line. What is empty in the register reads "not stated by the source".
std::vector<std::pair<std::string, std::string>> passport(const Release& release, const finding::Finding& finding);

// "A: same wording and scale"
std::string grade_text(char grade);

}  // namespace kith::report
