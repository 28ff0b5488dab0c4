#include "data/csv.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>

#include <fmt/format.h>

#include "base/text.h"
#include "data/assemble.h"
#include "data/census.h"
#include "data/csv_dialect.h"
#include "data/csv_part.h"
#include "data/encoding.h"
#include "data/header.h"
#include "data/mapped_file.h"
#include "data/written_number.h"

namespace kith::data {

namespace {

constexpr std::size_t part_size = std::size_t{4} << 20U;
constexpr std::size_t header_sample_rows = 60;

// Does the work items 0..count-1, on several threads when there are several items. The first error is thrown again.
void each(std::size_t count, int threads, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::mutex failing;
  const auto run = [&] {
    for (std::size_t item = next++; item < count; item = next++) {
      try {
        work(item);
      } catch (...) {
        const std::lock_guard lock(failing);
        failure = failure ? failure : std::current_exception();
      }
    }
  };
  {
    std::vector<std::jthread> others;
    for (std::size_t other = 1; other < std::min(count, static_cast<std::size_t>(std::max(threads, 1))); ++other) {
      others.emplace_back(run);
    }
    run();
  }
  if (failure) {
    std::rethrow_exception(failure);
  }
}

class CsvReader {
 public:
  CsvReader(std::string_view bytes, std::string source, const ReadOptions& options, const MappedFile* file)
      : bytes_(bytes), source_(std::move(source)), options_(options), file_(file) {}

  Imported read() {
    imported_.table.source = source_;
    decode_bytes();
    read_heading();
    plan_.assign(header_.columns.size(), Reading::Skip);
    for (const std::size_t column : chosen_columns(header_, options_.columns, source_)) {
      plan_[column] = Reading::Codes;
    }
    columns_.resize(plan_.size());
    read_parts();
    report_rows();
    if (assemble_columns()) {
      read_parts();  // columns of numbers in which a text turned up
      assemble_columns();
    }
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      if (std::optional<Column>& read = columns_[column]) {
        read->label = header_.columns[column].label;
        imported_.heads.push_back(header_.columns[column].texts);
        imported_.table.add(std::move(*read));
      }
    }
    imported_.table.sets = response_sets(header_, imported_.table);
    read_numbers_in_dress();
    warn_of_na();
    return std::move(imported_);
  }

 private:
  // Finds text_, and counts its line breaks. Text without a byte above ASCII, the usual case, needs no more than that.
  void decode_bytes() {
    if (bytes_.empty()) {
      throw Error({"empty-file", "the file is empty", {source_, 0}, "export it again"});
    }
    if (bytes_.starts_with("\xD0\xCF\x11\xE0")) {
      throw Error({"not-text", "this is an old Excel file", {source_, 0}, "save it as .xlsx"});
    }
    const std::string_view sample = bytes_.substr(0, std::size_t{1} << 16U);
    text_ = bytes_;
    newline_ = newline_of(sample);
    const bool plain = options_.encoding.empty() && sample.find('\0') == std::string_view::npos;
    if (!plain || !count_lines()) {
      decoded_ = decode(bytes_, options_.encoding);
      text_ = decoded_.text(bytes_);
      forget(0, text_.size());
      newline_ = newline_of(text_.substr(0, sample.size()));
      count_lines();
    }
    if (text_.substr(0, sample.size()).find('\0') != std::string_view::npos) {
      throw Error(
          {"not-text", "this is not a text file", {source_, 0}, "export the answers as .csv, .xlsx, .sav or .dta"});
    }
    if (decoded_.guessed && decoded_.encoding != "UTF-8") {
      imported_.guesses.push_back(fmt::format("the encoding is {}", decoded_.encoding));
    }
    if (decoded_.repaired > 0) {
      imported_.losses.push_back({"bytes-repaired",
                                  {},
                                  fmt::format("{} bytes are not UTF-8 and were read as Windows-1252, first on line {}",
                                              decoded_.repaired, decoded_.repaired_lines.front())});
    }
  }

  // Line breaks of each part's bytes: the most rows it can have, and the line it begins on. True when all is ASCII.
  bool count_lines() {
    std::vector<Census> found(parts());
    each(parts(), options_.threads, [&](std::size_t part) {
      found[part] = census(text_.substr(nominal(part), part_size), newline_);
      forget(nominal(part), nominal(part + 1));
    });
    line_breaks_.clear();
    room_.assign(1, 0);
    for (const Census& part : found) {
      line_breaks_.push_back(part.line_breaks);
      room_.push_back(room_.back() + part.line_breaks + 2);  // and the rows that a boundary cuts
    }
    return std::ranges::all_of(found, &Census::ascii);
  }

  void read_heading() {
    const auto announced = announced_delimiter(text_);
    const std::size_t top = announced ? text_.find(newline_) + 1 : 0;
    const Dialect dialect =
        guess_dialect(text_.substr(top), newline_, options_.delimiter ? options_.delimiter : announced);
    text_ = without_blank_end(text_, dialect);
    const FirstRows first = first_rows(text_.substr(std::min(top, text_.size())), dialect, header_sample_rows);
    header_ = read_header(first.rows, options_.header_rows);
    if (header_.columns.empty()) {
      throw Error({"no-columns", "there is no heading", {source_, 1}, "the first row must name the columns"});
    }
    shape_ = {dialect.delimiter, dialect.newline, header_.columns.size()};
    begin_ = top + first.ends[header_.end() - 1];
    leave_notes(dialect);
    if (begin_ >= text_.size()) {
      throw Error({"no-rows", "there is a heading but no answers below it", {source_, 0}, "export it again"});
    }
    if (!options_.delimiter && dialect.delimiter != ',' && shape_.columns > 1) {
      imported_.guesses.push_back(dialect.delimiter == '\t'
                                      ? std::string("cells are separated by tabs")
                                      : fmt::format("cells are separated by `{}`", dialect.delimiter));
    }
    imported_.guesses.insert(imported_.guesses.end(), header_.guesses.begin(), header_.guesses.end());
  }

  // Totals and notes below the answers are none.
  void leave_notes(const Dialect& dialect) {
    std::vector<TextRow> notes;
    const std::string_view answers = text_.substr(std::min(begin_, text_.size()));
    text_ =
        text_.substr(0, text_.size() - answers.size() + without_notes(answers, dialect, shape_.columns, notes).size());
    if (!notes.empty()) {
      header_.guesses.push_back("below the answers stands what is none: " + quoted(notes));
    }
  }

  // These bytes of text_ need not stay in memory for now, if they are the file's own.
  void forget(std::size_t begin, std::size_t end) const {
    if (!decoded_.converted && file_ != nullptr) {
      file_->forget(decoded_.mark + begin, decoded_.mark + end);
    }
  }

  std::size_t parts() const { return (text_.size() + part_size - 1) / part_size; }
  std::size_t nominal(std::size_t part) const { return std::min(part * part_size, text_.size()); }

  // Fills parts_ according to plan_.
  void read_parts() {
    codes_.clear();
    codes_.resize(plan_.size());
    for (std::size_t column = 0; column < plan_.size(); ++column) {
      if (plan_[column] == Reading::Codes) {
        codes_[column] = Scratch<std::uint8_t>(room_.back());
      }
    }
    parts_.clear();
    parts_.resize(parts());
    each(parts(), options_.threads, [&](std::size_t part) {
      std::size_t begin = begin_;
      if (nominal(part) > begin_) {
        begin = text_.find(newline_, nominal(part) - 1);
        begin = begin == std::string_view::npos ? text_.size() : begin + 1;
      }
      read_part_from(part, begin);
      forget(nominal(part), nominal(part + 1));
    });
    for (std::size_t part = 1; part < parts_.size(); ++part) {
      if (parts_[part].begin != parts_[part - 1].end) {
        read_part_from(part, parts_[part - 1].end);
      }
    }
  }

  void read_part_from(std::size_t part, std::size_t begin) {
    CsvPart& reading = parts_[part];
    reading = {};
    reading.begin = reading.end = begin;
    reading.stop = nominal(part + 1);
    const std::size_t room = room_[part + 1] - room_[part];
    reading.columns.reserve(plan_.size());
    for (std::size_t column = 0; column < plan_.size(); ++column) {
      std::uint8_t* const codes = codes_[column].data() != nullptr ? codes_[column].data() + room_[part] : nullptr;
      reading.columns.emplace_back(plan_[column], codes, room, options_.missing, shape_.delimiter);
    }
    if (reading.begin < reading.stop) {
      read_part(text_, shape_, reading);
    }
  }

  // The line that begins at this byte.
  int line_at(std::size_t byte) const {
    std::size_t lines = 1, part = 0;
    for (; nominal(part + 1) <= byte && part + 1 < parts(); ++part) {
      lines += line_breaks_[part];
    }
    return static_cast<int>(lines + census(text_.substr(nominal(part), byte - nominal(part)), newline_).line_breaks);
  }

  // Keeps the line of every row; collects the rows that are too long or too short.
  void report_rows() {
    Problems problems;
    std::size_t rows = 0, short_rows = 0;
    std::string short_lines;
    for (const CsvPart& part : parts_) {
      const std::size_t at = static_cast<std::size_t>(&part - parts_.data());
      std::size_t byte = nominal(at);
      int line = line_at(byte);
      for (const CsvPart::Row& row : part.breaks) {
        line += static_cast<int>(census(text_.substr(byte, row.begin - byte), newline_).line_breaks);
        byte = row.begin;
        imported_.lines.add(rows + row.row, line);
      }
      for (const CsvPart::Row& row : part.too_long) {
        problems.add("long-row", fmt::format("{} cells where the heading has {}", row.cells, shape_.columns),
                     {source_, line_at(row.begin)},
                     fmt::format("put quotes around a cell that holds `{}`", shape_.delimiter));
      }
      for (const CsvPart::Row& row : part.too_short) {
        if (short_rows < 10) {
          short_lines += fmt::format("{}{}", short_lines.empty() ? "" : ", ", line_at(row.begin));
        }
        ++short_rows;
      }
      short_rows += part.too_short_count - part.too_short.size();
      if (part.open_quote) {
        problems.add("open-quote", "a quote begins here and never ends", {source_, line_at(*part.open_quote)},
                     "close it, or write it twice inside a quoted cell");
      }
      rows += part.rows;
    }
    problems.throw_if_any();
    if (short_rows > 0) {
      imported_.losses.push_back({"short-row",
                                  {},
                                  fmt::format("{} rows have fewer cells than the heading; the rest was taken as blank: "
                                              "{}:{}{}",
                                              short_rows, source_, short_lines, short_rows > 10 ? ", ..." : "")});
    }
  }

  // True when some columns must be read again; plan_ then names them.
  bool assemble_columns() {
    std::vector<char> again(plan_.size(), 0);
    each(plan_.size(), options_.threads, [&](std::size_t column) {
      if (plan_[column] == Reading::Skip) {
        return;
      }
      std::vector<PartColumn*> column_parts;
      column_parts.reserve(parts_.size());
      for (CsvPart& part : parts_) {
        column_parts.push_back(&part.columns[column]);
      }
      columns_[column] = assemble(header_.columns[column].name, column_parts);
      again[column] = columns_[column] ? 0 : 1;
      codes_[column] = Scratch<std::uint8_t>();
    });
    for (std::size_t column = 0; column < plan_.size(); ++column) {
      plan_[column] = again[column] != 0 ? Reading::Texts : Reading::Skip;
    }
    return std::ranges::find(again, 1) != again.end();
  }

  void read_numbers_in_dress() {
    for (std::size_t column = 0; column < imported_.table.columns().size(); ++column) {
      Column& one = imported_.table.column_at(column);
      if (const std::string example = read_written_numbers(one, shape_.delimiter); !example.empty()) {
        imported_.guesses.push_back(fmt::format("`{}` is numbers, written like `{}`", one.name, example));
      }
    }
  }

  // Numbers with "NA" among them are text, or options without a value: the researcher should know why.
  void warn_of_na() {
    std::vector<std::string> names;
    for (const Column& column : imported_.table.columns()) {
      if (std::ranges::find(column.options(), "NA", &Option::code) != column.options().end()) {
        names.push_back(column.name);
      }
    }
    if (!names.empty()) {
      imported_.guesses.push_back(
          fmt::format("`NA` is an answer in {} columns (first `{}`): if it means that there is no "
                      "answer, say so (--missing NA)",
                      names.size(), names.front()));
    }
  }

  std::string_view bytes_;
  std::string source_;
  const ReadOptions& options_;
  const MappedFile* file_;
  Imported imported_;
  Decoded decoded_;
  std::string_view text_;
  char newline_ = '\n';
  Header header_;
  CsvShape shape_;
  std::size_t begin_ = 0;  // of the answers
  std::vector<Reading> plan_;
  std::vector<std::size_t> line_breaks_;  // of each part
  std::vector<std::size_t> room_;         // where each part's codes begin
  std::vector<Scratch<std::uint8_t>> codes_;
  std::vector<CsvPart> parts_;
  std::vector<std::optional<Column>> columns_;
};

}  // namespace

Imported read_csv(std::string_view bytes, const std::string& source, const ReadOptions& options) {
  return CsvReader(bytes, source, options, nullptr).read();
}

Imported read_csv(const MappedFile& file, const std::string& source, const ReadOptions& options) {
  return CsvReader(file.bytes(), source, options, &file).read();
}

}  // namespace kith::data
