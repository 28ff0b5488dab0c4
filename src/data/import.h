// Reading and writing survey files of any kind we know, chosen by their content first and their name second.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "data/table.h"

namespace kith::data {

struct ReadOptions {
  std::optional<char> delimiter{};     // CSV: otherwise guessed
  std::string encoding{};              // CSV: otherwise by byte-order mark, UTF-8 validity, then guessed
  std::optional<int> header_rows{};    // CSV, XLSX: otherwise guessed (one to three)
  std::vector<std::string> columns{};  // only these are kept; empty: all. Error when one does not exist
  std::string sheet{};                 // XLSX: otherwise the first that is not small beside the others
  std::vector<std::string> missing{};  // CSV, XLSX: answers that mean "no answer" ("NA"), besides the empty one
  int threads = 2;                     // CSV: the table is the same for any number
};

// Throws Error with file, line and remedy: empty, truncated, encrypted, not a table.
Imported read(const std::filesystem::path& path, const ReadOptions& options = {});

// By extension: .csv .xlsx .sav .zsav, or .kith for a prepared table (prepared.h). Returns what the format could not
// hold.
std::vector<Loss> write(const Table& table, const std::filesystem::path& path);

}  // namespace kith::data
