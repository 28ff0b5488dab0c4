// Codings of open answers by the coders of the recipe: the first reads what was meant, the others err as they are told
// to.
#pragma once

#include <string>

#include "simulate/answers.h"

namespace kith::simulate {

// A CSV file with the columns answer_id, coder and theme; a row with an empty theme: read, no theme applies.
std::string codings(const Survey& survey, const Answers& answers);

}  // namespace kith::simulate
