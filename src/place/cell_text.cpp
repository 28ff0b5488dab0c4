#include "place/cell_text.h"

#include <algorithm>

#include "base/text.h"
#include "data/cells_out.h"
#include "place/library.h"

namespace kith::place {

CellText::CellText(const data::Column& column) : column_(column) {
  for (const data::Option& option : column.options()) {
    options_.emplace_back(text::trim(option.code));
  }
  if (column.kind() == data::Kind::Number) {
    for (std::size_t row = 0; row < column.size(); ++row) {
      numbers_.push_back(data::cell_text(column, row));
    }
  }
}

std::string_view CellText::at(std::size_t row) const {
  switch (column_.kind()) {
    case data::Kind::Categorical: {
      const std::uint8_t code = column_.codes()[row];
      return code < options_.size() ? std::string_view(options_[code]) : std::string_view();
    }
    case data::Kind::Number:
      return numbers_[row];
    case data::Kind::Text:
      break;
  }
  const bool missing = !column_.reasons().empty() && column_.reasons()[row] != 0;
  return missing ? std::string_view() : text::trim(column_.text_at(row));
}

const data::Column* find_column(const data::Table& table, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    const std::string wanted = heading(name);
    for (const data::Column& column : table.columns()) {
      if (heading(column.name) == wanted || (!column.label.empty() && heading(column.label) == wanted)) {
        return &column;
      }
    }
  }
  return nullptr;
}

}  // namespace kith::place
