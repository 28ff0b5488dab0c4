#include "cli/banner_text.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "cli/text_table.h"
#include "data/csv_write.h"
#include "finding/json.h"

namespace kith::cli {

namespace {

using estimate::Banner;
using estimate::BannerCell;
using estimate::BannerColumn;
using estimate::BannerRow;
using estimate::BannerTest;
using Json = nlohmann::ordered_json;

Json or_null(const std::optional<double>& value) {
  return value ? Json(*value) : Json();
}

Json row_json(const BannerRow& row, const Banner& banner) {
  Json cells = Json::array();
  for (const BannerCell& cell : row.cells) {
    cells.push_back({{"value", or_null(cell.value)},
                     {"se", or_null(cell.se)},
                     {"respondents", cell.respondents},
                     {"letters", cell.letters}});
  }
  Json tests = Json::array();
  for (const BannerTest& test : row.tests) {
    tests.push_back({{"columns", {banner.columns[test.first].letter, banner.columns[test.second].letter}},
                     {"difference", test.difference},
                     {"se", test.se},
                     {"df", test.df},
                     {"p", or_null(test.p)},
                     {"adjusted_p", or_null(test.adjusted)}});
  }
  return {{"item", row.item},
          {"option", row.option.empty() ? Json() : Json(row.option)},
          {"kind", row.kind == finding::Kind::Mean ? "mean" : "share"},
          {"cells", cells},
          {"tests", tests}};
}

std::string json_of(const Banner& banner, const std::string& adjustment, estimate::TestFamily family) {
  Json columns = Json::array();
  for (const BannerColumn& column : banner.columns) {
    columns.push_back({{"letter", column.letter},
                       {"banner", column.banner},
                       {"title", column.title},
                       {"respondents", column.respondents}});
  }
  Json rows = Json::array();
  for (const BannerRow& row : banner.rows) {
    rows.push_back(row_json(row, banner));
  }
  const Json result{{"banner",
                     {{"columns", columns},
                      {"rows", rows},
                      {"adjust", adjustment},
                      {"family", family == estimate::TestFamily::Row ? "row" : "table"},
                      {"notes", finding::to_json(banner.notes)}}}};
  return result.dump(2) + "\n";
}

std::string csv_of(const Banner& banner) {
  std::string csv = "item,option,banner,column,letter,value,se,respondents,higher_than\n";
  for (const BannerRow& row : banner.rows) {
    for (std::size_t k = 0; k < row.cells.size(); ++k) {
      const BannerColumn& column = banner.columns[k];
      const BannerCell& cell = row.cells[k];
      csv += fmt::format("{},{},{},{},{},{},{},{},{}\n", data::csv_cell(row.item), data::csv_cell(row.option),
                         data::csv_cell(column.banner), data::csv_cell(column.title), column.letter,
                         cell.value ? text::exact(*cell.value) : "", cell.se ? text::exact(*cell.se) : "",
                         cell.respondents, cell.letters);
    }
  }
  return csv;
}

std::string shown(const BannerRow& row, const BannerCell& cell) {
  if (!cell.value) {
    return "-";
  }
  return row.kind == finding::Kind::Mean ? fmt::format("{:.4g}", *cell.value) : text::fixed(*cell.value * 100, 1) + "%";
}

std::string padded(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, text.size()), ' ') + text;
}

// Figures under each other, their letters to the right of them.
std::vector<std::string> column_cells(const Banner& banner, std::size_t column) {
  const std::string base = text::grouped(banner.columns[column].respondents);
  std::size_t width = base.size();
  for (const BannerRow& row : banner.rows) {
    width = std::max(width, shown(row, row.cells[column]).size());
  }
  std::vector<std::string> cells{padded(base, width)};
  for (const BannerRow& row : banner.rows) {
    const BannerCell& cell = row.cells[column];
    cells.push_back(padded(shown(row, cell), width) + (cell.letters.empty() ? "" : " " + cell.letters));
  }
  return cells;
}

std::string table_of(const Banner& banner, const std::string& adjustment, const estimate::BannerOptions& options) {
  std::vector<TextColumn> titles{{"", Align::Left}};
  std::vector<std::vector<std::string>> lines{{"respondents"}};
  for (const BannerRow& row : banner.rows) {
    lines.push_back({row.option.empty() ? row.item : row.item + " " + row.option});
  }
  for (std::size_t column = 0; column < banner.columns.size(); ++column) {
    const BannerColumn& head = banner.columns[column];
    titles.push_back({head.letter.empty() ? head.title : head.title + " (" + head.letter + ")", Align::Left});
    const std::vector<std::string> cells = column_cells(banner, column);
    for (std::size_t line = 0; line < cells.size(); ++line) {
      lines[line].push_back(cells[line]);
    }
  }
  std::string text = text_table(titles, lines);
  const std::string adjusted =
      adjustment == "none" ? "not adjusted"
                           : fmt::format("adjusted ({}) within {}", adjustment,
                                         options.family == estimate::TestFamily::Row ? "each row" : "the table");
  text += fmt::format("Higher than the column of the letter: lower case p < {}, upper case p < {}; {}.\n",
                      text::exact(options.lower_case), text::exact(options.upper_case), adjusted);
  for (const finding::Note& note : banner.notes) {
    text += fmt::format("{}: {}\n", note.code, note.text);
  }
  return text + "Not checked for release.\n";
}

}  // namespace

std::string banner_text(const Banner& banner, const std::string& adjustment, const estimate::BannerOptions& options,
                        Format format) {
  switch (format) {
    case Format::Json:
      return json_of(banner, adjustment, options.family);
    case Format::Csv:
      return csv_of(banner);
    case Format::Table:
      break;
  }
  return table_of(banner, adjustment, options);
}

}  // namespace kith::cli
