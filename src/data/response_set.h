// Multi-response questions as truth per respondent: has this person ticked this option?
//
// A respondent answered the set when at least one of its columns is not missing; then a missing member was left
// unticked. Who answered none is missing, for the reason that the first column gives.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "data/table.h"

namespace kith::data {

// What one member's column says about a row, without looking at the others.
enum class Tick : std::uint8_t { Missing, No, Yes };

// The tick of every row for one member. Error when the set names a column that the table does not have.
std::vector<Tick> ticks(const Table& table, const ResponseSet::Member& member);

// The reason why each row did not answer the set, Missing::None where it did.
std::vector<std::uint8_t> unanswered(const Table& table, const ResponseSet& set);

// The member with this option code, else with this label.
std::optional<std::size_t> member(const ResponseSet& set, std::string_view code_or_label);

}  // namespace kith::data
