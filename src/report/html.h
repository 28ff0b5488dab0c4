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

// A table of plain cells. The first cell names its row; a row of one cell is the heading of the rows below it.
struct Cells {
  enum class Content { Figures, Words };  // figures are tabular and do not break

  std::string caption;
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  Content content = Content::Figures;
};
std::string table(const Cells& cells);

// Rows of name and value, for passports and facts: <dl>.
std::string facts(const std::vector<std::pair<std::string, std::string>>& rows);

// `markup` folded away under a line of text that opens it: <details>. Paper shows it unfolded (report.css); `kind` is
// its class there.
std::string folded(std::string_view kind, std::string_view line, std::string_view markup);

}  // namespace kith::report
