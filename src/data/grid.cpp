#include "data/grid.h"

#include <algorithm>

#include <fmt/format.h>

#include "data/assemble.h"
#include "data/frame.h"
#include "data/header.h"
#include "data/part_column.h"
#include "data/written_number.h"

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

std::vector<std::string> cells_of(const GridRow& row) {
  std::vector<std::string> cells(row.cells.empty() ? 0 : row.cells.back().column + 1);
  for (const GridCell& cell : row.cells) {
    cells[cell.column] = cell.text;
  }
  return cells;
}

// Totals and notes below the answers are none.
void leave_notes(Grid& grid, const Header& header, std::vector<std::string>& guesses) {
  std::vector<TextRow> notes;
  while (grid.rows.size() > header.end() + 1) {
    const GridRow& last = grid.rows.back();
    TextRow cells = cells_of(last);
    if (!is_below_table(cells, header.columns.size(), last.number > grid.rows[grid.rows.size() - 2].number + 1)) {
      break;
    }
    notes.insert(notes.begin(), std::move(cells));
    grid.rows.pop_back();
  }
  if (!notes.empty()) {
    guesses.push_back("below the answers stands what is none: " + quoted(notes));
  }
}

}  // namespace

std::vector<std::vector<std::string>> dense(const Grid& grid, std::size_t rows) {
  std::vector<std::vector<std::string>> all;
  for (const GridRow& row : grid.rows) {
    if (all.size() == rows) {
      break;
    }
    all.push_back(cells_of(row));
  }
  return all;
}

void read_grid(Grid& grid, const std::string& source, const ReadOptions& options, Imported& imported) {
  if (grid.rows.empty()) {
    throw Error({"empty-file", fmt::format("the sheet `{}` is empty", grid.sheet), {source, 0}, "name another sheet"});
  }
  const auto first = dense(grid, header_sample_rows);
  const Header header = read_header(first, options.header_rows);
  if (header.columns.empty()) {
    throw Error({"no-columns", "there is no heading", {source, 1}, "the first row must name the columns"});
  }
  leave_notes(grid, header, imported.guesses);
  if (header.end() >= grid.rows.size()) {
    throw Error({"no-rows",
                 fmt::format("the sheet `{}` has a heading but no answers below it", grid.sheet),
                 {source, 0},
                 "name another sheet, or export it again"});
  }
  std::size_t long_rows = 0;
  int line = 0, first_long = 0;
  for (std::size_t at = header.end(); at < grid.rows.size(); ++at) {
    const GridRow& row = grid.rows[at];
    if (row.number != line + 1 || at == header.end()) {
      imported.lines.add(at - header.end(), row.number);
    }
    line = row.number;
    if (row.cells.back().column >= header.columns.size()) {
      first_long = long_rows++ == 0 ? row.number : first_long;
    }
  }
  if (long_rows > 0) {
    throw Error({"long-row",
                 fmt::format("there is an answer behind the last of {} columns ({} row{})", header.columns.size(),
                             long_rows, long_rows == 1 ? "" : "s"),
                 {source, first_long},
                 "give every column a heading"});
  }
  imported.table.source = source;
  for (const std::size_t column : chosen_columns(header, options.columns, source)) {
    const Head& head = header.columns[column];
    Column made = read_column(grid, header.end(), column, head.name, options.missing);
    made.label = head.label;
    if (const std::string example = read_written_numbers(made, ','); !example.empty()) {
      imported.guesses.push_back(fmt::format("`{}` is numbers, written like `{}`", made.name, example));
    }
    imported.heads.push_back(head.texts);
    imported.table.add(std::move(made));
  }
  imported.table.sets = response_sets(header, imported.table);
  imported.guesses.insert(imported.guesses.end(), header.guesses.begin(), header.guesses.end());
}

}  // namespace kith::data
