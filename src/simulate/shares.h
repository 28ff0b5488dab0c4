// Shares of options and themes before anything is moved: those that the recipe gives, and what it leaves open.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "simulate/recipe.h"
#include "study/study.h"

namespace kith::simulate {

// Of a tick or a theme: given for the programme, or for all, or 30%.
double tick_share(const QuestionRecipe& recipe, const std::string& programme, const std::string& part);

// Of the options `sequence` of a single choice: those given, and equal parts of the rest. They add up to 1.
std::vector<double> scale_shares(const QuestionRecipe& recipe, const study::Question& question,
                                 const std::vector<std::size_t>& sequence, const std::string& programme);

}  // namespace kith::simulate
