// Whether a share keeps to a bound: "over 70%", "most", "nearly half", on unrounded values (K3).
#pragma once

#include <string_view>

#include "report/claim_words.h"
#include "report/evidence.h"

namespace kith::report {

// Of a finding, asked of the evidence; of a value that is known; and of the complement, those who did not.
enum class Of { Value, Complement };
bool holds(Threshold threshold, double bound, const Evidence& evidence, std::string_view id, Of of = Of::Value);
bool holds(Threshold threshold, double bound, double value);

}  // namespace kith::report
