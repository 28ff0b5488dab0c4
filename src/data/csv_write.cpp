#include "data/csv_write.h"

#include <fmt/format.h>

#include "base/text.h"
#include "data/cells_out.h"
#include "data/decimal.h"

namespace kith::data {

namespace {

// What spreadsheets take for the beginning of a formula. Numbers are none.
bool looks_like_formula(const std::string& text) {
  double ignored = 0;
  return text.find_first_of("=+-@\t\r") == 0 && !read_decimal(text.data(), text.data() + text.size(), ignored);
}

}  // namespace

std::string csv_cell(const std::string& text) {
  const bool blank_end = !text.empty() && (text.front() == ' ' || text.back() == ' ');
  return blank_end || text.find_first_of(",\"\r\n") != std::string::npos
             ? '"' + text::replace_all(text, "\"", "\"\"") + '"'
             : text;
}

std::string without_formula(const std::string& text) {
  return looks_like_formula(text) ? '\'' + text : text;
}

std::string csv(const Table& table, std::vector<Loss>& losses) {
  std::string bytes;
  const auto end_cell = [&](std::size_t column) { bytes += column + 1 < table.columns().size() ? ',' : '\n'; };
  const auto names = table.names();
  for (std::size_t column = 0; column < names.size(); ++column) {
    bytes += csv_cell(without_formula(names[column]));
    end_cell(column);
  }
  std::vector<std::size_t> escaped(table.columns().size());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (std::size_t column = 0; column < table.columns().size(); ++column) {
      std::string cell = cell_text(table.columns()[column], row);
      if (looks_like_formula(cell)) {
        cell.insert(cell.begin(), '\'');
        ++escaped[column];
      }
      // The only cell of a row that is blank would be a blank line, which is no row.
      bytes += table.columns().size() == 1 && cell.empty() ? "\"\"" : csv_cell(cell);
      end_cell(column);
    }
  }
  for (std::size_t column = 0; column < escaped.size(); ++column) {
    if (escaped[column] > 0) {
      losses.push_back({"formula-escaped", names[column],
                        fmt::format("{} texts begin like a formula and got an apostrophe in front", escaped[column])});
    }
  }
  const auto others = losses_of_cells(table, Codebook::Without);
  losses.insert(losses.end(), others.begin(), others.end());
  return bytes;
}

}  // namespace kith::data
