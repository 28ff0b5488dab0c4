// One column of its parts. Whatever order the parts were read in and however many threads read them, the column is the
// same: it depends on the answers and on nothing else.
//
//   Categorical  at most 240 distinct answers; when they are numbers, few of them (few.h). Options stand in natural
//   order
//                ("2" before "10"), numbers by value, never in order of appearance (a fault of real systems). Options
//                carry a `value` when all of them are numbers.
//   Number       all answers are numbers, and they are not few
//   Text         otherwise
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/part_column.h"
#include "data/table.h"

namespace kith::data {

// None when the column must be read once more, as Texts. Parts that have been assembled are released.
std::optional<Column> assemble(const std::string& name, std::span<PartColumn* const> parts);

}  // namespace kith::data
