// A plain table for the terminal: columns as wide as their widest cell, two blanks between them.
#pragma once

#include <string>
#include <vector>

namespace kith::cli {

enum class Align { Left, Right };

struct TextColumn {
  std::string title;
  Align align = Align::Left;
};

// A line of titles, then a line for each row; widths count code points, and no line ends in blanks.
std::string text_table(const std::vector<TextColumn>& columns, const std::vector<std::vector<std::string>>& rows);

}  // namespace kith::cli
