#include "data/xlsx_write.h"

#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <set>

#include <fmt/format.h>

#include "base/problem.h"
#include "base/text.h"

namespace kith::data {

namespace {

constexpr time_t made = 946684800;  // 2000-01-01: files do not tell when they were made
constexpr std::size_t longest_text = 32767;

// A file that has no name: libxlsxwriter 1.1 can write only to a path.
class NamelessFile {
 public:
  NamelessFile() : file_(::memfd_create("workbook", MFD_CLOEXEC)) { check(file_ >= 0); }
  NamelessFile(const NamelessFile&) = delete;
  NamelessFile& operator=(const NamelessFile&) = delete;
  ~NamelessFile() { ::close(file_); }

  std::string path() const { return fmt::format("/proc/self/fd/{}", file_); }

  std::string bytes() const {
    const off_t size = ::lseek(file_, 0, SEEK_END);
    check(size >= 0);
    std::string bytes(static_cast<std::size_t>(size), '\0');
    for (std::size_t at = 0; at < bytes.size();) {
      const ssize_t count = ::pread(file_, bytes.data() + at, bytes.size() - at, static_cast<off_t>(at));
      check(count > 0);
      at += static_cast<std::size_t>(count);
    }
    return bytes;
  }

 private:
  static void check(bool done) {
    if (!done) {
      throw Error({"file-failed", fmt::format("cannot make the workbook: {}", std::strerror(errno)), {}, {}},
                  Fault::Machine);
    }
  }
  int file_;
};

struct FreeWorkbook {
  void operator()(lxw_workbook* workbook) const { lxw_workbook_free(workbook); }
};

void check(lxw_error error) {
  if (error != LXW_NO_ERROR) {
    throw Error({"file-failed", fmt::format("cannot make the workbook: {}", lxw_strerror(error)), {}, {}},
                Fault::Machine);
  }
}

std::string sheet_name(std::string name, std::set<std::string>& taken) {
  std::ranges::replace_if(name, [](char c) { return std::strchr("[]:*?/\\'", c) != nullptr; }, ' ');
  while (text::code_points(name) > 27) {  // leaves room for " (2)"
    name.pop_back();
  }
  while (!name.empty() && (static_cast<unsigned char>(name.back()) & 0xC0U) == 0xC0U) {
    name.pop_back();  // the first byte of a character that was cut
  }
  const std::string base = text::trim(name).empty() ? "Sheet" : std::string(text::trim(name));
  std::string unique = base;
  for (int number = 2; !taken.insert(text::fold(unique)).second; ++number) {
    unique = fmt::format("{} ({})", base, number);
  }
  return unique;
}

void write_cell(lxw_worksheet* sheet, std::size_t row, std::size_t column, const Cell& cell) {
  const auto at_row = static_cast<lxw_row_t>(row);
  const auto at_column = static_cast<lxw_col_t>(column);
  if (const auto* const text = std::get_if<std::string>(&cell.value)) {
    if (!text->empty()) {
      check(worksheet_write_string(sheet, at_row, at_column, text->c_str(), nullptr));
    }
  } else if (const auto* const number = std::get_if<double>(&cell.value)) {
    check(worksheet_write_number(sheet, at_row, at_column, *number, nullptr));
  }
}

void check_size(const Sheet& sheet) {
  std::size_t columns = sheet.header.size(), longest = 0;
  for (const auto& row : sheet.rows) {
    columns = std::max(columns, row.size());
    for (const Cell& cell : row) {
      const auto* const text = std::get_if<std::string>(&cell.value);
      longest = std::max(longest, text == nullptr ? 0 : text::code_points(*text));
    }
  }
  if (sheet.rows.size() + 1 > LXW_ROW_MAX || columns > LXW_COL_MAX || longest > longest_text) {
    throw Error(
        {"too-large", fmt::format("`{}` is larger than an Excel sheet can be", sheet.name), {}, "write .csv or .sav"});
  }
}

}  // namespace

std::string xlsx(const std::vector<Sheet>& sheets) {
  std::ranges::for_each(sheets, check_size);
  const NamelessFile file;
  std::unique_ptr<lxw_workbook, FreeWorkbook> workbook(workbook_new(file.path().c_str()));
  check(workbook ? LXW_NO_ERROR : LXW_ERROR_MEMORY_MALLOC_FAILED);
  lxw_doc_properties properties{};
  properties.created = made;
  check(workbook_set_properties(workbook.get(), &properties));
  lxw_format* const bold = workbook_add_format(workbook.get());
  format_set_bold(bold);
  std::set<std::string> names;
  for (const Sheet& sheet : sheets) {
    lxw_worksheet* const to = workbook_add_worksheet(workbook.get(), sheet_name(sheet.name, names).c_str());
    for (std::size_t column = 0; column < sheet.header.size(); ++column) {
      check(worksheet_write_string(to, 0, static_cast<lxw_col_t>(column), sheet.header[column].c_str(), bold));
    }
    worksheet_freeze_panes(to, 1, 0);
    for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
      for (std::size_t column = 0; column < sheet.rows[row].size(); ++column) {
        write_cell(to, row + 1, column, sheet.rows[row][column]);
      }
    }
  }
  check(workbook_close(workbook.release()));
  return file.bytes();
}

}  // namespace kith::data
