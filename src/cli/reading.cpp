#include "cli/reading.h"

#include <CLI/CLI.hpp>

#include <algorithm>

#include "cli/progress.h"

namespace kith::cli {

std::shared_ptr<ReadingOptions> add_reading_options(CLI::App& command) {
  auto options = std::make_shared<ReadingOptions>();
  command.add_option("--delimiter", options->delimiter, "CSV: the character between cells; otherwise guessed")
      ->check(CLI::Validator(
          [](const std::string& text) { return text.size() == 1 || text == "\\t" ? "" : "must be one character"; },
          "CHARACTER"));
  command.add_option("--encoding", options->encoding, "CSV: for example windows-1252; otherwise guessed");
  command.add_option("--header-rows", options->header_rows, "CSV, XLSX: rows of headings; otherwise guessed")
      ->check(CLI::Range(1, 3));
  command.add_option("--sheet", options->sheet, "XLSX: otherwise the first that is not small beside the others");
  command
      .add_option("--missing", options->missing, "CSV, XLSX: an answer that means that there is none, for example NA")
      ->allow_extra_args(false);
  return options;
}

data::ReadOptions ReadingOptions::get() const {
  data::ReadOptions read;
  if (!delimiter.empty()) {
    read.delimiter = delimiter == "\\t" ? '\t' : delimiter.front();
  }
  if (header_rows > 0) {
    read.header_rows = header_rows;
  }
  read.encoding = encoding;
  read.sheet = sheet;
  read.missing = missing;
  return read;
}

data::Table read_columns(const std::string& file, data::ReadOptions options) {
  const Progress progress("reading " + file);
  try {
    return data::read(file, options).table;
  } catch (const Error& error) {
    if (std::ranges::none_of(error.problems(), [](const Problem& p) { return p.code == "unknown-column"; })) {
      throw;
    }
  }
  options.columns.clear();
  return data::read(file, options).table;
}

}  // namespace kith::cli
