// Reading .xlsx workbooks (ECMA-376): shared, inline and rich text, dates of both systems, booleans, results of
// formulas.
//
// Of several sheets the answers are in the first that is at least half as large as the largest: not in a page of notes
// before them. A merged heading is its text in the first cell and blanks in the others, which is how survey tools
// continue a question (header.h). Cells that show an error ("#N/A") are blank, and counted as a Loss; so are formulas
// that were never computed. Nothing outside the workbook is ever opened: no links, no entities of a DOCTYPE (such a
// file is refused).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "data/grid.h"
#include "data/import.h"

namespace kith::data {

struct Workbook {
  std::vector<std::string> sheets;  // visible ones, in order
  Grid grid;                        // of the sheet asked for, or the one that holds the answers
  std::vector<Loss> losses;
};

Workbook read_workbook(std::string_view bytes, const std::string& source, const std::string& sheet = {});
Imported read_xlsx(std::string_view bytes, const std::string& source, const ReadOptions& options = {});

}  // namespace kith::data
