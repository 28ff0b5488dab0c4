#include "data/grid.h"

#include <algorithm>

#include <fmt/format.h>

#include "data/assemble.h"
#include "data/header.h"
#include "data/part_column.h"

namespace kith::data {

namespace {

constexpr std::size_t header_sample_rows = 60;

std::string_view cell_at(const GridRow& row, std::size_t column) {
  const auto found = std::ranges::lower_bound(row.cells, column, {}, &GridCell::column);
  return found != row.cells.end() && found->column == column ? std::string_view(found->text) : std::string_view();
}

Column read_column(const Grid& grid, std::size_t first_row, std::size_t column, const std::string& name,
                   const std::vector<std::string>& missing) {
  const std::size_t rows = grid.rows.size() - first_row;
  for (Reading reading = Reading::Codes;; reading = Reading::Texts) {
    std::vector<std::uint8_t> codes(rows);
    PartColumn part(reading, codes.data(), rows, missing, '\t');
    for (std::size_t row = 0; row < rows; ++row) {
      const std::string_view cell = cell_at(grid.rows[first_row + row], column);
      part.take(row, cell.data(), cell.size(), cell.data() + cell.size());
    }
    part.close(rows);
    PartColumn* const parts[] = {&part};
    if (auto assembled = assemble(name, parts)) {
      return std::move(*assembled);
    }
  }
}

}  // namespace

std::vector<std::vector<std::string>> dense(const Grid& grid, std::size_t rows) {
  std::vector<std::vector<std::string>> all;
  for (const GridRow& row : grid.rows) {
    if (all.size() == rows) {
      break;
    }
    std::vector<std::string>& cells = all.emplace_back();
    for (const GridCell& cell : row.cells) {
      cells.resize(std::max<std::size_t>(cells.size(), cell.column + 1));
      cells[cell.column] = cell.text;
    }
  }
  return all;
}

void read_grid(const Grid& grid, const std::string& source, const ReadOptions& options, Imported& imported) {
  if (grid.rows.empty()) {
    throw Error({"empty-file", fmt::format("the sheet `{}` is empty", grid.sheet), {source, 0}, "name another sheet"});
  }
  const auto first = dense(grid, header_sample_rows);
  const Header header = read_header(first, options.header_rows);
  if (header.columns.empty()) {
    throw Error({"no-columns", "there is no heading", {source, 1}, "the first row must name the columns"});
  }
  if (header.rows >= grid.rows.size()) {
    throw Error({"no-rows",
                 fmt::format("the sheet `{}` has a heading but no answers below it", grid.sheet),
                 {source, 0},
                 "name another sheet, or export it again"});
  }
  Problems problems;
  int line = 0;
  for (std::size_t at = header.rows; at < grid.rows.size(); ++at) {
    const GridRow& row = grid.rows[at];
    if (row.number != line + 1 || at == header.rows) {
      imported.lines.add(at - header.rows, row.number);
    }
    line = row.number;
    if (row.cells.back().column >= header.columns.size() && problems.size() < 100) {
      problems.add("long-row", "there is an answer behind the last column", {source, row.number},
                   "give every column a heading");
    }
  }
  problems.throw_if_any();
  imported.table.source = source;
  for (const std::size_t column : chosen_columns(header, options.columns, source)) {
    const Head& head = header.columns[column];
    Column made = read_column(grid, header.rows, column, head.name, options.missing);
    made.label = head.label;
    imported.heads.push_back(head.texts);
    imported.table.add(std::move(made));
  }
  imported.table.sets = response_sets(header, imported.table);
  imported.guesses.insert(imported.guesses.end(), header.guesses.begin(), header.guesses.end());
}

}  // namespace kith::data
