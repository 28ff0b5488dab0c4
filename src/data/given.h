// The answers that a column of a file gives, each distinct one once: what recoding looks at, so that an answer that a
// thousand people gave is matched, or complained about, once.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/table.h"

namespace kith::data {

struct Given {
  std::string code, label;  // as the file has them; equal where it has no labels
  std::optional<double> value;
  Missing missing = Missing::None;  // declared by the file
  std::size_t count = 0;
  std::size_t first_row = 0;  // among the rows of the file
};

struct GivenAnswers {
  static constexpr std::uint32_t none = UINT32_MAX;

  std::vector<Given> distinct;        // in order of appearance
  std::vector<std::uint32_t> answer;  // of each row: index of the distinct answer, or `none`
  std::vector<Missing> reason;        // of each row, why there is none
};

// Of the given rows of the column, in that order.
GivenAnswers given_answers(const Column& column, std::span<const std::size_t> rows);

// Two spellings of one answer have the same key: case, blanks around and within, and the shape of apostrophes do not
// count.
std::string answer_key(std::string_view text);

// The column with only these rows, in this order, under another name.
Column select(const Column& column, std::span<const std::size_t> rows, const std::string& name);

}  // namespace kith::data
