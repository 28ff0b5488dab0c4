// How a CSV file is written, seen from its beginning.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/frame.h"

namespace kith::data {

struct Dialect {
  char delimiter = ',';
  char newline = '\n';
};

// A few rows read the plain way, and where each of them ends.
struct FirstRows {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::size_t> ends;
};

char newline_of(std::string_view sample);
// What the first line says where it is "sep=;", as spreadsheets write it for each other.
std::optional<char> announced_delimiter(std::string_view text);
Dialect guess_dialect(std::string_view text, char newline, std::optional<char> delimiter);
FirstRows first_rows(std::string_view text, const Dialect& dialect, std::size_t count);

// The text without line breaks and rows of nothing but delimiters at its end.
std::string_view without_blank_end(std::string_view text, const Dialect& dialect);
// The same, and without totals and notes below a table of so many columns (frame.h), which are added to `notes`.
std::string_view without_notes(std::string_view text, const Dialect& dialect, std::size_t columns,
                               std::vector<TextRow>& notes);

}  // namespace kith::data
