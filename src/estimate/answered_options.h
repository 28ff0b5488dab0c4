// Who gave which answer to a question: a column, or a question with several ticks, whose options share people.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "data/table.h"

namespace kith::estimate {

struct AnsweredOption {
  std::string label;
  std::vector<std::uint8_t> chosen;  // 1 or 0 a row
};

struct AnsweredOptions {
  std::vector<AnsweredOption> options;  // in their own order; numbers ascending
  std::vector<std::uint8_t> answered;   // 1 where any answer was given
};

// Of the rows where `keep` is 1. Throws Error for a name that is neither column nor question.
AnsweredOptions answered_options(const data::Table& table, const std::string& question,
                                 std::span<const std::uint8_t> keep);

}  // namespace kith::estimate
