// A number to take off a component before its squares are added up. Variances do not move with their data, but sums of
// squares about a mean that is large beside the spread (a year of birth, a date) would lose their digits.
#pragma once

#include <cstddef>

#include "data/expression.h"

namespace kith::estimate {

enum class Centre { FirstAnswer, Mean };

// Of those who answered, unweighted; exactly the common value where all are equal; 0 where nobody answered.
double centre_of(const data::Evaluator& evaluator, std::size_t rows, Centre centre);

}  // namespace kith::estimate
