#include "audit/book.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/problem.h"
#include "data/xlsx_read.h"
#include "data/zip_archive.h"

namespace kith::audit {

namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::size_t most_sheets = 64;

// The opening tags of a name, each up to its '>'.
std::vector<std::string_view> tags_of(std::string_view xml, std::string_view name) {
  std::vector<std::string_view> tags;
  const std::string opening = "<" + std::string(name) + " ";
  for (std::size_t at = xml.find(opening); at != npos; at = xml.find(opening, at + 1)) {
    const std::size_t end = xml.find('>', at);
    tags.push_back(xml.substr(at, end == npos ? npos : end - at));
  }
  return tags;
}

std::string_view value_of(std::string_view tag, std::string_view attribute) {
  const std::string key = " " + std::string(attribute) + "=\"";
  const std::size_t at = tag.find(key);
  if (at == npos) {
    return {};
  }
  const std::size_t from = at + key.size();
  return tag.substr(from, tag.find('"', from) - from);
}

bool hides(std::string_view tag) {
  const std::string_view hidden = value_of(tag, "hidden");
  return hidden == "1" || hidden == "true";
}

// Parts that hold no words of their own, or those of the cells, which are read as cells.
bool read_elsewhere(const std::string& part) {
  static constexpr std::array<std::string_view, 5> starts{"xl/worksheets/sheet", "xl/sharedStrings", "xl/styles",
                                                          "xl/theme/", "xl/workbook.xml"};
  return part.ends_with(".rels") || part == "[Content_Types].xml" ||
         std::ranges::any_of(starts, [&](std::string_view start) { return part.starts_with(start); });
}

}  // namespace

Book read_book(std::string_view bytes, const std::string& source) {
  data::ZipArchive archive(bytes, source);
  const auto workbook = archive.read("xl/workbook.xml");
  if (!workbook) {
    throw Error({"not-a-workbook", "this is no Excel workbook", {source, 0}, "give the folder that `kith run` wrote"});
  }
  Book book;
  const Page names = read_page(*workbook);
  for (const Passage& passage : names.passages) {
    book.passages.push_back({"xl/workbook.xml", passage.text, -1});
  }
  const std::vector<std::string_view> tags = tags_of(*workbook, "sheet");
  if (tags.size() > most_sheets) {
    throw Error(
        {"too-large", "it has more sheets than a release", {source, 0}, "give the folder that `kith run` wrote"});
  }
  for (const std::string_view tag : tags) {
    BookSheet& sheet = book.sheets.emplace_back();
    const Page name = read_page(value_of(tag, "name"));  // its characters resolved
    sheet.name = name.passages.empty() ? std::string() : name.passages.front().text;
    const std::string_view state = value_of(tag, "state");
    sheet.hidden = !state.empty() && state != "visible";
    if (!sheet.name.empty()) {
      const data::Grid grid = data::read_workbook(bytes, source, sheet.name).grid;
      sheet.rows = data::dense(grid, grid.rows.size());
    }
  }
  std::size_t number = 0;
  for (const std::string& part : archive.names()) {
    if (part.starts_with("xl/worksheets/sheet")) {
      const auto xml = archive.read(part);
      const auto hidden = [&](std::string_view name) { return std::ranges::any_of(tags_of(*xml, name), hides); };
      if (xml && number < book.sheets.size()) {
        book.sheets[number].hidden_cells = hidden("row") || hidden("col");
      }
      ++number;
    } else if (!read_elsewhere(part)) {
      if (const auto other = archive.read(part)) {
        for (Passage& passage : read_page(*other).passages) {
          book.passages.push_back({part, std::move(passage.text), -1});
        }
      }
    }
  }
  return book;
}

}  // namespace kith::audit
