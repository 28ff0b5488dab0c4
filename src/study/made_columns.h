// Columns that stand beside the questions because the plan asks for them. Their names are seen (in the measure of a
// finding, "share(theme_networks in "Yes")"), so they are plain; a question or option of a question that would have the
// same column is refused (`check_made_columns`, study/loading.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "study/study.h"

namespace kith::study {

// Those of a question itself: its name, or one for each option where people may tick several.
std::vector<std::string> columns_of(const Question& question);

// The answers that stay in the base of an indicator that excludes some.
std::string narrowed_column(std::string_view indicator);

// Whether any of an indicator's several options was ticked.
std::string any_column(std::string_view indicator);

// Whether an answer was coded with the theme.
std::string theme_column(std::string_view theme);

}  // namespace kith::study
