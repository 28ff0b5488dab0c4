#include "data/csv_part.h"

#include <algorithm>
#include <cstring>

#include "base/text.h"
#include "data/separators.h"

namespace kith::data {

namespace {

constexpr std::size_t rows_kept = 100;

// Reads rows of cells from the bytes, in order. What the loop over cells needs is kept in local variables: the compiler
// must assume that writing a code changes anything that is not.
class PartReader {
 public:
  PartReader(std::string_view bytes, const CsvShape& shape, CsvPart& part)
      : data_(bytes.data()), end_(data_ + bytes.size()), shape_(shape), part_(part) {}

  void read() {
    const char newline = shape_.newline;
    const char* const end = end_;
    const char* const stop = data_ + part_.stop;
    const std::size_t columns = shape_.columns;
    PartColumn* const to = part_.columns.data();
    Separators separators(data_ + part_.begin, end, shape_.delimiter, newline);
    const char* at = data_ + part_.begin;
    std::size_t row = 0;
    bool follows = false;  // on the line after the row before
    while (at < stop) {
      if (columns > 1 && at_blank_line(at)) {
        at = std::min(separators.next() + 1, end);
        follows = false;
        continue;
      }
      if (!follows) {
        part_.breaks.push_back({row, static_cast<std::size_t>(at - data_), 0});
      }
      const char* const begin = at;
      broken_ = false;
      std::size_t column = 0;
      while (true) {
        const char* separator = nullptr;
        if (at < end && *at == '"') [[unlikely]] {
          const char* const quote = closing_quote(at);
          separators.jump(quote);
          separator = separators.next();
          take(row, column, quoted_cell(at, quote, separator));
        } else {
          separator = separators.next();
          auto size = static_cast<std::size_t>(separator - at);
          if (separator == end) [[unlikely]] {
            take(row, column, {at, size - (size != 0 && separator[-1] == '\r' ? 1 : 0)});
          } else if (column < columns) [[likely]] {
            size -= size != 0 && *separator == newline && separator[-1] == '\r' ? 1 : 0;
            to[column].take_plain(row, at, size, end);
          } else {
            take(row, column, {at, size});
          }
        }
        ++column;
        at = separator + 1;
        if (separator == end || *separator == newline) {
          break;
        }
      }
      at = std::min(at, end);
      if (column != columns || surplus_) [[unlikely]] {
        finish_row(row, begin, column);
      }
      follows = !broken_;
      ++row;
    }
    part_.rows = row;
    part_.end = static_cast<std::size_t>(at - data_);
  }

 private:
  bool at_blank_line(const char* at) const {
    return *at == shape_.newline || (*at == '\r' && at + 1 < end_ && at[1] == shape_.newline);
  }

  void take(std::size_t row, std::size_t column, std::string_view cell) {
    if (column < shape_.columns) {
      const char* const readable = cell.data() == unescaped_.data() ? cell.data() + cell.size() : end_;
      part_.columns[column].take(row, cell.data(), cell.size(), readable);
    } else if (!text::trim(cell).empty()) {
      surplus_ = true;
    }
  }

  void finish_row(std::size_t number, const char* begin, std::size_t cells) {
    const CsvPart::Row row{number, static_cast<std::size_t>(begin - data_), cells};
    if (cells < shape_.columns) {
      for (std::size_t column = cells; column < shape_.columns; ++column) {
        take(number, column, {});
      }
      ++part_.too_short_count;
      if (part_.too_short.size() < rows_kept) {
        part_.too_short.push_back(row);
      }
    }
    if (surplus_) {
      surplus_ = false;
      ++part_.too_long_count;
      if (part_.too_long.size() < rows_kept) {
        part_.too_long.push_back(row);
      }
    }
  }

  // The quote that ends the cell which begins at `open` with one, or the end.
  const char* closing_quote(const char* open) {
    const char* quote = open + 1;
    while (quote < end_) {
      quote = static_cast<const char*>(std::memchr(quote, '"', static_cast<std::size_t>(end_ - quote)));
      if (quote == nullptr) {
        break;
      }
      if (quote + 1 == end_ || quote[1] != '"') {
        broken_ = broken_ || std::memchr(open, shape_.newline, static_cast<std::size_t>(quote - open)) != nullptr;
        return quote;
      }
      quote += 2;
    }
    part_.open_quote = static_cast<std::size_t>(open - data_);
    return end_;
  }

  // The text between quotes, a doubled quote as one. What follows the closing quote, against RFC 4180, is kept.
  std::string_view quoted_cell(const char* open, const char* quote, const char* separator) {
    const std::string_view inside(open + 1, quote);
    std::string_view rest(std::min(quote + 1, separator), separator);
    if (rest.ends_with('\r')) {
      rest.remove_suffix(1);
    }
    if (rest.empty() && inside.find('"') == std::string_view::npos) {
      return inside;
    }
    unescaped_ = text::replace_all(std::string(inside), "\"\"", "\"");
    unescaped_ += rest;
    return unescaped_;
  }

  const char* data_;
  const char* end_;
  const CsvShape& shape_;
  CsvPart& part_;
  bool broken_ = false;   // the row holds a line break
  bool surplus_ = false;  // the row has answers behind its last column
  std::string unescaped_;
};

}  // namespace

void read_part(std::string_view bytes, const CsvShape& shape, CsvPart& part) {
  PartReader(bytes, shape, part).read();
  for (PartColumn& column : part.columns) {
    column.close(part.rows);
  }
}

}  // namespace kith::data
