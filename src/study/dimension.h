// The dimensions by which findings can be broken down, and the codes of their levels.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "study/study.h"

namespace kith::study {

// "programme", "nation", "project", "wave", "mode", and "deprivation" and "rurality" where the study places its
// respondents: not a question's name.
bool is_fixed_dimension(const Study& study, std::string_view dimension);

// Every dimension of the study: the fixed ones, then every question with options.
std::vector<std::string> dimensions(const Study& study);

// The codes of a dimension's levels as far as the study states them: none for "mode" (its codes stand in the responses)
// and for unknown dimensions. A question's levels are its options that stay in the base, taken from the instrument of
// `population`; of the first instrument that asks it when `population` is empty or was not asked.
std::optional<std::vector<std::string>> level_codes(const Study& study, std::string_view population,
                                                    std::string_view dimension);

}  // namespace kith::study
