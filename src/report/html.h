// Markup, written so that nothing of a study can break out of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kith::report {

// & < > " ' as entities: safe in text and in quoted attributes.
std::string escape(std::string_view text);

// Lower-case letters, digits and hyphens, for ids and links: "Community power" -> "community-power".
std::string anchor(std::string_view text);

// A table of plain cells. The first column names its row unless `row_headers` is No.
enum class RowHeaders { Yes, No };
struct Cells {
  std::string caption;
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  RowHeaders row_headers = RowHeaders::Yes;
  bool numeric = true;  // figures: columns after the first stand right and tabular
};
std::string table(const Cells& cells);

// Rows of name and value, for passports and facts: <dl>.
std::string facts(const std::vector<std::pair<std::string, std::string>>& rows);

}  // namespace kith::report
