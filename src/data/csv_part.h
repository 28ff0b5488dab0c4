// One part of a CSV file: the rows that begin within its bytes, read in one go into its columns.
//
// Parts begin at a guess: after the first line break at or behind the nominal boundary. Where a quoted cell holds line
// breaks the guess can be wrong; it shows in that the part before does not end where this one begins, and the part is
// then read again from the right place (csv.cpp). So parts can be read in any order and by any number of threads.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "data/part_column.h"

namespace kith::data {

struct CsvShape {
  char delimiter = ',';
  char newline = '\n';  // '\r' in files of old Macs
  std::size_t columns = 0;
};

struct CsvPart {
  // Given. Rows that begin in [begin, stop) are read; the last may end behind `stop`.
  std::size_t begin = 0, stop = 0;
  std::vector<PartColumn> columns;

  // Found.
  std::size_t end = 0;  // where the row after the last begins
  std::size_t rows = 0;
  struct Row {
    std::size_t row;    // counted from the beginning of the part
    std::size_t begin;  // in the bytes
    std::size_t cells;
  };
  std::vector<Row> breaks;  // the first row, and rows that do not begin on the line after the row before them
  std::vector<Row> too_short, too_long;  // the first hundred
  std::size_t too_short_count = 0, too_long_count = 0;
  std::optional<std::size_t> open_quote;  // begin of the cell whose quote never ends
};

void read_part(std::string_view bytes, const CsvShape& shape, CsvPart& part);

}  // namespace kith::data
