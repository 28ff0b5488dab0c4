// Names of the columns that hold replicate weights, by a rule that leaves nothing to chance.
//
// A list is separated by commas. A name without a sign stands for itself. `*` stands for a whole number, so `repwt*` is
// repwt1, repwt80 and repwt001, and never repwt_flag, repwt or repwt1b. `[1-80]` stands for the numbers from 1 to 80,
// which must all be there; with leading zeros, `[01-80]`, they are written as wide as the first. One sign a name.
// Columns come in the order of their numbers, each once.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kith::design {

// Throws Error: a pattern that cannot be read, a name or number that is not there, nothing that matches.
std::vector<std::string> replicate_columns(std::string_view list, std::span<const std::string> names);

// "repwt1 to repwt80 (80 columns)", with the numbers that are left out: for the reader.
std::string describe_columns(std::span<const std::string> columns);

}  // namespace kith::design
