#include "data/csv_part.h"

#include <algorithm>
#include <cstring>

#include "base/text.h"
#include "data/separators.h"

namespace kith::data {

namespace {

constexpr std::size_t rows_kept = 100;

// Reads rows of cells from the bytes, in order.
class PartReader {
 public:
  PartReader(std::string_view bytes, const CsvShape& shape, CsvPart& part)
      : data_(bytes.data()),
        end_(data_ + bytes.size()),
        shape_(shape),
        part_(part),
        separators_(data_ + part.begin, end_, shape.delimiter, shape.newline) {}

  void read() {
    const char* at = data_ + part_.begin;
    const char* const stop = data_ + part_.stop;
    bool follows = false;  // on the line after the row before
    while (at < stop) {
      if (shape_.columns > 1 && at_blank_line(at)) {
        at = std::min(separators_.next() + 1, end_);
        follows = false;
        continue;
      }
      if (!follows) {
        part_.breaks.push_back({part_.rows, static_cast<std::size_t>(at - data_), 0});
      }
      broken_ = false;
      at = read_row(at);
      follows = !broken_;
      ++part_.rows;
    }
    part_.end = static_cast<std::size_t>(at - data_);
  }

 private:
  bool at_blank_line(const char* at) const {
    return *at == shape_.newline || (*at == '\r' && at + 1 < end_ && at[1] == shape_.newline);
  }

  // Returns where the next row begins.
  const char* read_row(const char* at) {
    const char* const begin = at;
    const std::size_t columns = shape_.columns;
    for (std::size_t column = 0;; ++column) {
      const char* separator = nullptr;
      if (at < end_ && *at == '"') [[unlikely]] {
        const std::string_view cell = quoted_cell(at, separator);
        take(column, cell);
      } else {
        separator = separators_.next();
        auto size = static_cast<std::size_t>(separator - at);
        if (size != 0 && separator[-1] == '\r' && (separator == end_ || *separator == shape_.newline)) {
          --size;
        }
        if (column < columns) [[likely]] {
          part_.columns[column].take(at, size, end_);
        } else {
          take(column, {at, size});
        }
      }
      if (separator == end_ || *separator == shape_.newline) {
        finish_row(begin, column + 1);
        return separator == end_ ? end_ : separator + 1;
      }
      at = separator + 1;
    }
  }

  void take(std::size_t column, std::string_view cell) {
    if (column < shape_.columns) {
      const char* const readable = cell.data() == unescaped_.data() ? cell.data() + cell.size() : end_;
      part_.columns[column].take(cell.data(), cell.size(), readable);
    } else if (!text::trim(cell).empty()) {
      surplus_ = true;
    }
  }

  void finish_row(const char* begin, std::size_t cells) {
    const CsvPart::Row row{part_.rows, static_cast<std::size_t>(begin - data_), cells};
    if (cells < shape_.columns) [[unlikely]] {
      for (std::size_t column = cells; column < shape_.columns; ++column) {
        take(column, {});
      }
      ++part_.too_short_count;
      if (part_.too_short.size() < rows_kept) {
        part_.too_short.push_back(row);
      }
    }
    if (surplus_) [[unlikely]] {
      surplus_ = false;
      ++part_.too_long_count;
      if (part_.too_long.size() < rows_kept) {
        part_.too_long.push_back(row);
      }
    }
  }

  // The text between quotes, a doubled quote as one. What follows the closing quote, against RFC 4180, is kept.
  std::string_view quoted_cell(const char* at, const char*& separator) {
    const char* const open = at;
    const char* from = at + 1;
    unescaped_.clear();
    const char* quote = from;
    while (true) {
      quote = quote < end_
                  ? static_cast<const char*>(std::memchr(quote, '"', static_cast<std::size_t>(end_ - quote)))
                  : nullptr;
      if (quote == nullptr) {
        part_.open_quote = static_cast<std::size_t>(open - data_);
        quote = end_;
        break;
      }
      if (quote + 1 == end_ || quote[1] != '"') {
        break;
      }
      unescaped_.append(from, quote + 1);
      quote += 2;
      from = quote;
    }
    broken_ = broken_ || std::memchr(open, shape_.newline, static_cast<std::size_t>(quote - open)) != nullptr;
    separators_.jump(quote);
    separator = separators_.next();
    const char* rest = quote + (quote < end_ ? 1 : 0);
    const char* rest_end = separator;
    if (rest < rest_end && rest_end[-1] == '\r' && (separator == end_ || *separator == shape_.newline)) {
      --rest_end;
    }
    if (unescaped_.empty() && rest == rest_end) {
      return {from, quote};
    }
    unescaped_.append(from, quote);
    unescaped_.append(rest, rest_end);
    return unescaped_;
  }

  const char* data_;
  const char* end_;
  const CsvShape& shape_;
  CsvPart& part_;
  Separators separators_;
  bool broken_ = false;   // the row holds a line break
  bool surplus_ = false;  // the row has answers behind its last column
  std::string unescaped_;
};

}  // namespace

void read_part(std::string_view bytes, const CsvShape& shape, CsvPart& part) {
  PartReader(bytes, shape, part).read();
  for (PartColumn& column : part.columns) {
    column.close();
  }
}

}  // namespace kith::data
