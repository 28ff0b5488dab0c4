#include "data/foreign.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.h"

namespace kith::data {

namespace {

struct Foreign {
  std::string_view beginning, what, hint;
};

constexpr std::string_view export_again = "export the answers as .csv or .xlsx";

constexpr std::array<Foreign, 7> by_bytes{{
    {"%PDF-", "a PDF", export_again},
    {"{\\rtf", "a text document", export_again},
    {"\x1F\x8B", "a compressed file", "unpack it first; of R data, write a .csv or .sav"},
    {"Rar!", "an archive", "unpack it first"},
    {"7z\xBC\xAF\x27\x1C", "an archive", "unpack it first"},
    {"SQLite format 3", "a database", export_again},
    {"HEADER RECORD*******LIBRARY HEADER RECORD", "a SAS transport file", "export it as .sav, .dta or .csv"},
}};

// Folded, after blanks.
constexpr std::array<Foreign, 6> by_words{{
    {"<!doctype html", "a web page", "open it in a spreadsheet program and save it as .xlsx"},
    {"<html", "a web page", "open it in a spreadsheet program and save it as .xlsx"},
    {"<table", "a web page", "open it in a spreadsheet program and save it as .xlsx"},
    {"<?xml", "an XML file", "open it in a spreadsheet program and save it as .xlsx, or export .csv"},
    {"[{", "a JSON file", export_again},
    {"{\"", "a JSON file", export_again},
}};

}  // namespace

std::optional<Problem> foreign_file(std::string_view bytes, const std::string& source) {
  const auto problem = [&](const Foreign& foreign) {
    return Problem{"not-a-table",
                   fmt::format("this is {}, not a table of answers", foreign.what),
                   {source, 0},
                   std::string(foreign.hint)};
  };
  for (const Foreign& foreign : by_bytes) {
    if (bytes.starts_with(foreign.beginning)) {
      return problem(foreign);
    }
  }
  std::string_view words = bytes.substr(0, 200);
  words.remove_prefix(words.starts_with("\xEF\xBB\xBF") ? 3 : 0);
  words = text::trim(words);
  for (const Foreign& foreign : by_words) {
    if (text::starts_with_fold(words, foreign.beginning)) {
      return problem(foreign);
    }
  }
  return std::nullopt;
}

}  // namespace kith::data
