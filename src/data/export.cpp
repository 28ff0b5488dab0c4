#include <algorithm>

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "data/cells_out.h"
#include "data/csv_write.h"
#include "data/import.h"
#include "data/prepared.h"
#include "data/sav_write.h"
#include "data/xlsx_write.h"

namespace kith::data {

namespace {

Sheet answers(const Table& table) {
  Sheet sheet{"Answers", table.names(), {}};
  std::vector<bool> numeric;
  std::ranges::transform(table.columns(), std::back_inserter(numeric), numeric_cells);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    std::vector<Cell>& cells = sheet.rows.emplace_back();
    for (std::size_t column = 0; column < table.columns().size(); ++column) {
      const std::string text = cell_text(table.columns()[column], row);
      const auto number = numeric[column] ? text::to_number(text) : std::nullopt;
      cells.push_back(number ? Cell(*number) : Cell(text));
    }
  }
  return sheet;
}

// Every option with its label: what the sheet of answers cannot say.
Sheet codebook(const Table& table) {
  Sheet sheet{"Codebook", {"column", "question", "code", "label", "missing"}, {}};
  for (const Column& column : table.columns()) {
    const auto& options = column.kind() == Kind::Categorical ? column.options() : column.value_labels;
    if (options.empty()) {
      sheet.rows.push_back({column.name, column.label, {}, {}, {}});
    }
    for (const Option& option : options) {
      const std::string missing(option.missing == Missing::None ? "" : to_string(option.missing));
      sheet.rows.push_back({column.name, column.label, option.code, option.label, missing});
    }
  }
  return sheet;
}

}  // namespace

std::vector<Loss> write(const Table& table, const std::filesystem::path& path) {
  std::vector<Loss> losses;
  const std::string extension = text::fold(path.extension().string());
  if (extension == ".csv") {
    write_file(path, csv(table, losses));
  } else if (extension == ".xlsx") {
    losses = losses_of_cells(table, Codebook::With);
    write_file(path, xlsx({answers(table), codebook(table)}));
  } else if (extension == ".sav" || extension == ".zsav") {
    write_file(path, sav(table, extension == ".sav" ? SavKind::Plain : SavKind::Compressed, losses));
  } else if (extension == ".kith") {
    write_file(path, prepared(table));
  } else {
    throw Error({"unknown-format",
                 fmt::format("cannot write `{}` files", extension),
                 {path.string(), 0},
                 "one of: .csv, .xlsx, .sav, .zsav, .kith"},
                Fault::Usage);
  }
  return losses;
}

}  // namespace kith::data
