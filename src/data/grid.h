// The cells of a spreadsheet as text, and the table that they are.
//
// A grid is what .xlsx files are read into: rows of cells that say what they show. The same heading and typing as for
// CSV make a table of it (header.h, assemble.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/import.h"

namespace kith::data {

struct GridCell {
  std::uint32_t column = 0;  // from 0
  std::string text;
};

struct GridRow {
  int number = 0;               // in the sheet, from 1
  std::vector<GridCell> cells;  // those that are not empty, by column
};

struct Grid {
  std::string sheet;
  std::vector<GridRow> rows;  // those that are not empty
};

// Rows of text with their empty cells: for what is laid out rather than a table.
std::vector<std::vector<std::string>> dense(const Grid& grid, std::size_t rows);

// Adds the table, the lines and the guesses to `imported`; rows of the grid that are no answers leave it. Error when
// there is no heading or nothing below it, or when an answer stands behind the last column.
void read_grid(Grid& grid, const std::string& source, const ReadOptions& options, Imported& imported);

}  // namespace kith::data
