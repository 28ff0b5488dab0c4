#include "data/xlsx_read.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>

#include <fmt/format.h>
#include <pugixml.hpp>

#include "base/text.h"
#include "data/xlsx_dates.h"
#include "data/zip_archive.h"

namespace kith::data {

namespace {

constexpr std::uint32_t most_columns = 16384;  // ECMA-376
constexpr int most_rows = 1048576;

// Names without the prefix of their namespace, which exporters choose as they like.
std::string_view local_name(const char* name) {
  const char* const colon = std::strchr(name, ':');
  return colon == nullptr ? name : colon + 1;
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  return node.find_child([&](const pugi::xml_node& each) { return local_name(each.name()) == name; });
}

pugi::xml_attribute attribute(const pugi::xml_node& node, std::string_view name) {
  return node.find_attribute([&](const pugi::xml_attribute& each) { return local_name(each.name()) == name; });
}

// The text of <si> or <is>: its own, or its runs'; not the phonetic reading of Japanese.
std::string rich_text(const pugi::xml_node& item, bool& rich) {
  std::string text;
  for (const pugi::xml_node& part : item.children()) {
    const std::string_view name = local_name(part.name());
    if (name == "t") {
      text += part.text().get();
    } else if (name == "r") {
      rich = true;
      text += child(part, "t").text().get();
    }
  }
  return text;
}

// "BC12" -> 54, or none
std::optional<std::uint32_t> column_of(std::string_view reference) {
  std::uint32_t column = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z' || column > most_columns) {
      break;
    }
    column = column * 26 + static_cast<std::uint32_t>(c - 'A' + 1);
  }
  return column == 0 || column > most_columns ? std::nullopt : std::optional(column - 1);
}

struct SheetEntry {
  std::string name, path;
  bool visible = true;
};

class WorkbookReader {
 public:
  WorkbookReader(std::string_view bytes, const std::string& source) : archive_(bytes, source), source_(source) {}

  Workbook read(const std::string& wanted) {
    read_parts();
    Workbook workbook;
    for (const SheetEntry& sheet : sheets_) {
      if (sheet.visible) {
        workbook.sheets.push_back(sheet.name);
      }
    }
    if (!wanted.empty() && std::ranges::find(sheets_, wanted, &SheetEntry::name) == sheets_.end()) {
      throw Error({"unknown-sheet",
                   fmt::format("there is no sheet `{}`", wanted),
                   {source_, 0},
                   text::suggestion(wanted, workbook.sheets)});
    }
    read_first(wanted, wanted.empty() ? largest_sheet() / 2 : 0, workbook);
    if (workbook.grid.rows.empty() && wanted.empty()) {
      read_first(wanted, 0, workbook);
    }
    report_losses(workbook.losses);
    return workbook;
  }

 private:
  // The first sheet of that name that is not empty; without a name, the first of at least so many bytes.
  void read_first(const std::string& wanted, std::size_t bytes, Workbook& workbook) {
    for (const SheetEntry& sheet : sheets_) {
      if (wanted.empty() ? sheet.visible && archive_.size(sheet.path) >= bytes : sheet.name == wanted) {
        workbook.grid = read_sheet(sheet);
        if (!workbook.grid.rows.empty()) {
          return;
        }
      }
    }
  }

  std::size_t largest_sheet() const {
    std::size_t largest = 0;
    for (const SheetEntry& sheet : sheets_) {
      largest = sheet.visible ? std::max(largest, archive_.size(sheet.path)) : largest;
    }
    return largest;
  }

  // Keeps the bytes that the document points into.
  struct Document {
    std::string bytes;
    pugi::xml_document xml;
    pugi::xml_node root;
  };

  // False when there is no such part.
  bool parse(const std::string& path, Document& document) {
    auto bytes = archive_.read(path);
    if (!bytes) {
      return false;
    }
    document.bytes = std::move(*bytes);
    constexpr unsigned keep = pugi::parse_default | pugi::parse_doctype | pugi::parse_ws_pcdata_single;
    const auto result = document.xml.load_buffer_inplace(document.bytes.data(), document.bytes.size(), keep);
    const bool doctype = std::ranges::any_of(
        document.xml.children(), [](const pugi::xml_node& node) { return node.type() == pugi::node_doctype; });
    if (!result || doctype) {
      throw Error({"unreadable-file",
                   fmt::format("its part {} is {}", path, doctype ? "not allowed" : "damaged"),
                   {source_, 0},
                   "save it again as .xlsx, or as .csv"});
    }
    document.root = document.xml.document_element();
    return true;
  }

  void read_parts() {
    Document workbook, relations;
    if (!parse("xl/workbook.xml", workbook) || !parse("xl/_rels/workbook.xml.rels", relations)) {
      throw Error({"not-a-workbook", "this is no Excel workbook", {source_, 0}, "save the answers as .xlsx or .csv"});
    }
    std::map<std::string, std::string> target;
    for (const pugi::xml_node& relation : relations.root.children()) {
      const std::string_view path = attribute(relation, "Target").value();
      const std::string full = path.starts_with('/') ? std::string(path.substr(1)) : "xl/" + std::string(path);
      target[attribute(relation, "Id").value()] = full;
      const std::string_view type = attribute(relation, "Type").value();
      if (type.ends_with("/sharedStrings")) {
        read_shared_texts(full);
      } else if (type.ends_with("/styles")) {
        read_styles(full);
      }
    }
    const std::string_view from_1904 = attribute(child(workbook.root, "workbookPr"), "date1904").value();
    dates_ = from_1904 == "1" || from_1904 == "true" ? DateSystem::From1904 : DateSystem::From1900;
    for (const pugi::xml_node& sheet : child(workbook.root, "sheets").children()) {
      // r:id beside sheetId: the attribute of the relationship, whatever its prefix
      const auto found = target.find(attribute(sheet, "id").value());
      if (found != target.end()) {
        const std::string_view state = attribute(sheet, "state").value();
        sheets_.push_back({attribute(sheet, "name").value(), found->second, state.empty() || state == "visible"});
      }
    }
  }

  void read_shared_texts(const std::string& path) {
    Document document;
    if (parse(path, document)) {
      for (const pugi::xml_node& item : document.root.children()) {
        bool rich = false;
        shared_.push_back(rich_text(item, rich));
        shared_rich_.push_back(rich);
      }
    }
  }

  void read_styles(const std::string& path) {
    Document document;
    if (!parse(path, document)) {
      return;
    }
    std::map<int, std::string> codes;
    for (const pugi::xml_node& format : child(document.root, "numFmts").children()) {
      codes[attribute(format, "numFmtId").as_int()] = attribute(format, "formatCode").value();
    }
    for (const pugi::xml_node& style : child(document.root, "cellXfs").children()) {
      const int format = attribute(style, "numFmtId").as_int();
      const auto code = codes.find(format);
      styles_.push_back({code == codes.end() ? shown_by(format) : shown_by(code->second), 0});
      if (code != codes.end() && code->second.find_first_not_of('0') == std::string::npos) {
        styles_.back().digits = code->second.size();  // "000": an identifier with its zeros
      }
    }
  }

  Grid read_sheet(const SheetEntry& sheet) {
    Grid grid;
    grid.sheet = sheet.name;
    Document document;
    if (!parse(sheet.path, document)) {
      throw Error({"unreadable-file",
                   fmt::format("the sheet `{}` is missing", sheet.name),
                   {source_, 0},
                   "save it again as .xlsx, or as .csv"});
    }
    int number = 0;
    for (const pugi::xml_node& row : child(document.root, "sheetData").children()) {
      number = attribute(row, "r").as_int(number + 1);
      if (number < 1 || number > most_rows || (!grid.rows.empty() && number <= grid.rows.back().number)) {
        throw Error({"unreadable-file",
                     fmt::format("the rows of the sheet `{}` are out of order", sheet.name),
                     {source_, number},
                     "save it again as .xlsx, or as .csv"});
      }
      GridRow cells = read_row(row);
      cells.number = number;
      if (!cells.cells.empty()) {
        grid.rows.push_back(std::move(cells));
      }
    }
    return grid;
  }

  GridRow read_row(const pugi::xml_node& row) {
    GridRow read;
    std::uint32_t next = 0;
    for (const pugi::xml_node& cell : row.children()) {
      const std::uint32_t column = column_of(attribute(cell, "r").value()).value_or(next);
      next = column + 1;
      std::string text = text_of(cell);
      if (!text::trim(text).empty() && (read.cells.empty() || read.cells.back().column < column)) {
        read.cells.push_back({column, std::move(text)});
      }
    }
    return read;
  }

  std::string text_of(const pugi::xml_node& cell) {
    const std::string_view type = attribute(cell, "t").value();
    const char* const value = child(cell, "v").text().get();
    if (type == "s") {
      const auto index = text::to_integer(value);
      if (!index || *index < 0 || static_cast<std::size_t>(*index) >= shared_.size()) {
        return {};
      }
      rich_ += shared_rich_[static_cast<std::size_t>(*index)] ? 1U : 0U;
      return shared_[static_cast<std::size_t>(*index)];
    }
    if (type == "inlineStr") {
      bool rich = false;
      std::string text = rich_text(child(cell, "is"), rich);
      rich_ += rich ? 1U : 0U;
      return text;
    }
    if (type == "e") {
      ++errors_;
      return {};
    }
    if (*value == '\0' && child(cell, "f")) {
      ++uncomputed_;
    }
    if (type == "b") {
      return *value == '1' ? "TRUE" : *value == '0' ? "FALSE" : "";
    }
    return type == "str" || type == "d" ? value : number_text(cell, value);
  }

  std::string number_text(const pugi::xml_node& cell, const char* value) const {
    const auto number = text::to_number(value);
    if (!number || !std::isfinite(*number)) {
      return value;
    }
    const auto style = static_cast<std::size_t>(attribute(cell, "s").as_uint());
    if (style < styles_.size()) {
      if (styles_[style].shown == Shown::Date && *number >= 0 && *number < 2958466) {  // up to the year 9999
        return date_text(*number, dates_);
      }
      if (styles_[style].digits > 1 && *number >= 0 && *number < 1e15 && *number == std::floor(*number)) {
        return fmt::format("{:0{}}", static_cast<long long>(*number), styles_[style].digits);
      }
    }
    const bool whole = std::abs(*number) < 1e15 && *number == std::floor(*number);
    return whole ? std::to_string(static_cast<long long>(*number)) : text::exact(*number);
  }

  void report_losses(std::vector<Loss>& losses) const {
    if (rich_ > 0) {
      losses.push_back(
          {"rich-text", {}, fmt::format("the bold and coloured parts of {} cells; their text is kept", rich_)});
    }
    if (errors_ > 0) {
      losses.push_back(
          {"error-cell", {}, fmt::format("{} cells show an error (#N/A and its like) and are blank", errors_)});
    }
    if (uncomputed_ > 0) {
      losses.push_back(
          {"formula",
           {},
           fmt::format("{} formulas have no result and are blank: open the file and save it", uncomputed_)});
    }
  }

  struct Style {
    Shown shown = Shown::Number;
    std::size_t digits = 0;
  };

  ZipArchive archive_;
  const std::string& source_;
  std::vector<SheetEntry> sheets_;
  std::vector<std::string> shared_;
  std::vector<bool> shared_rich_;
  std::vector<Style> styles_;
  DateSystem dates_ = DateSystem::From1900;
  std::size_t rich_ = 0, errors_ = 0, uncomputed_ = 0;
};

}  // namespace

Workbook read_workbook(std::string_view bytes, const std::string& source, const std::string& sheet) {
  return WorkbookReader(bytes, source).read(sheet);
}

Imported read_xlsx(std::string_view bytes, const std::string& source, const ReadOptions& options) {
  Workbook workbook = read_workbook(bytes, source, options.sheet);
  Imported imported;
  imported.losses = std::move(workbook.losses);
  if (options.sheet.empty() && workbook.sheets.size() > 1) {
    imported.guesses.push_back(
        fmt::format("the answers are in the sheet `{}`, of {}", workbook.grid.sheet, workbook.sheets.size()));
  }
  read_grid(workbook.grid, source, options, imported);
  return imported;
}

}  // namespace kith::data
