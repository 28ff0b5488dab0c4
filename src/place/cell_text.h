// The cells of a column as text, without a copy each: what the file said, whatever the column became.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "data/table.h"

namespace kith::place {

class CellText {
 public:
  explicit CellText(const data::Column& column);

  // Trimmed; empty when there is no answer.
  std::string_view at(std::size_t row) const;

 private:
  const data::Column& column_;
  std::vector<std::string> options_;  // of a categorical column: its codes
  std::vector<std::string> numbers_;  // of a column of numbers: each row's
};

// The column of the table that is called by one of these names (heading() of library.h); nothing when there is none.
const data::Column* find_column(const data::Table& table, const std::vector<std::string>& names);

}  // namespace kith::place
