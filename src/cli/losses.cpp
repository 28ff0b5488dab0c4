#include "cli/losses.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "cli/paragraph.h"

namespace kith::cli {

namespace {

constexpr std::size_t alone = 2;        // columns with one loss that still have a line each
constexpr std::size_t most_named = 60;  // columns of one loss

// One loss of many columns: what it is, and which they are.
std::string shared(const std::string& text, const std::vector<std::string>& columns) {
  std::vector<std::string> named(columns.begin(),
                                 columns.begin() + static_cast<std::ptrdiff_t>(std::min(columns.size(), most_named)));
  std::string names = text::join(named, ", ");
  names += columns.size() > named.size() ? fmt::format(" and {} more", columns.size() - named.size()) : "";
  return paragraph(fmt::format("{} ({} columns): {}", text, columns.size(), names));
}

}  // namespace

std::string guesses_text(const std::vector<std::string>& guesses) {
  std::string text = guesses.empty() ? "" : "Taken for granted:\n";
  for (const std::string& guess : guesses) {
    text += paragraph(guess);
  }
  return text;
}

std::string losses_text(const std::vector<data::Loss>& losses) {
  std::string text = losses.empty() ? "Nothing was lost.\n" : "Not carried:\n";
  std::vector<std::string> said;
  for (const data::Loss& loss : losses) {
    if (loss.column.empty()) {
      text += paragraph(loss.text);
      continue;
    }
    std::vector<std::string> columns;
    for (const data::Loss& other : losses) {
      if (other.text == loss.text && !other.column.empty()) {
        columns.push_back(other.column);
      }
    }
    if (columns.size() <= alone) {
      text += paragraph(fmt::format("`{}`: {}", loss.column, loss.text));
    } else if (std::ranges::find(said, loss.text) == said.end()) {
      said.push_back(loss.text);
      text += shared(loss.text, columns);
    }
  }
  return text;
}

}  // namespace kith::cli
