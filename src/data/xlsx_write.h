// Writing .xlsx workbooks from a plain description. The same description gives the same bytes, whenever and wherever.
//
// Text is always text: a cell that begins with = + - or @ is never a formula. Cells shaped as numbers are numbers.
#pragma once

#include <string>
#include <variant>
#include <vector>

namespace kith::data {

// Empty, text or a number.
struct Cell {
  std::variant<std::monostate, std::string, double> value{};

  Cell() = default;
  Cell(std::string text) : value(std::move(text)) {}
  Cell(const char* text) : value(std::string(text)) {}
  Cell(double number) : value(number) {}

  bool operator==(const Cell&) const = default;
};

struct Sheet {
  std::string name;                 // at most 31 characters, without []:*?/\ (others are replaced)
  std::vector<std::string> header;  // shown bold, and kept in view
  std::vector<std::vector<Cell>> rows;
};

// The bytes of the workbook. Error when a sheet has more rows or columns than Excel can hold, or a text more than 32767
// characters.
std::string xlsx(const std::vector<Sheet>& sheets);

}  // namespace kith::data
