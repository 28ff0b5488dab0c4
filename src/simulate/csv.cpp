#include "simulate/csv.h"

#include "base/text.h"

namespace kith::simulate {

std::string csv_row(const std::vector<std::string>& cells) {
  std::string row;
  for (const std::string& cell : cells) {
    if (&cell != &cells.front()) {
      row += ',';
    }
    if (cell.find_first_of(",\"\r\n") == std::string::npos) {
      row += cell;
    } else {
      row += '"' + text::replace_all(cell, "\"", "\"\"") + '"';
    }
  }
  return row + '\n';
}

}  // namespace kith::simulate
