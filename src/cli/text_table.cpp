#include "cli/text_table.h"

#include <algorithm>

#include "base/text.h"

namespace kith::cli {

std::string text_table(const std::vector<TextColumn>& columns, const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  std::vector<std::vector<std::string>> lines(1);
  for (const TextColumn& column : columns) {
    lines.front().push_back(column.title);
  }
  lines.insert(lines.end(), rows.begin(), rows.end());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    std::size_t width = 0;
    for (const auto& line : lines) {
      width = std::max(width, text::code_points(line[i]));
    }
    widths.push_back(width);
  }
  std::string table;
  for (const auto& line : lines) {
    std::string written;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const std::string blanks(widths[i] - text::code_points(line[i]), ' ');
      written += (i == 0 ? "" : "  ") + (columns[i].align == Align::Right ? blanks + line[i] : line[i] + blanks);
    }
    written.erase(written.find_last_not_of(' ') + 1);
    table += written + '\n';
  }
  return table;
}

}  // namespace kith::cli
