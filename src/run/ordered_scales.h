// The natural order of well-known answer scales, for files that do not hold a codebook: an export has "Agree",
// "Disagree", "Strongly agree" in no order that can be trusted (B3).
//
// Two rules, the first that fits all labels wins:
//   1. a list of scales in words (frequency, quality, amount, change, agreement by halves), each rung with its usual
//   wordings;
//   2. a degree and what it is a degree of: "Very important", "Somewhat important", "Not at all important"; with a
//      reversed pole ("Very satisfied" ... "Very dissatisfied") below a neutral middle.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kith::run {

// Indices of `labels` from the most to the least; none when the labels, two at least, are not one known scale.
std::optional<std::vector<std::size_t>> natural_order(std::span<const std::string> labels);

}  // namespace kith::run
