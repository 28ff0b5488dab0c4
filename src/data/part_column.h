// One column of one part of a file while its cells arrive: it begins as codes of one byte and gives way only when it
// must.
//
//   Codes     at most 240 distinct answers so far (answers.h)
//   Numbers   more, and all of them numbers
//   Texts     more, and some are not
//   Undecided numbers, and then a cell that is none. What the numbers looked like ("1.50") is lost, so that the whole
//             column is read a second time, as Texts.
//
// What a part decides depends only on its own bytes; assemble.h makes one column of the parts.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/answers.h"
#include "data/decimal.h"
#include "data/scratch.h"
#include "data/table.h"

namespace kith::data {

enum class Reading : std::uint8_t { Skip, Codes, Numbers, Texts, Undecided };

class PartColumn {
 public:
  // `codes` has room for `rows_at_most`; `reading` is Skip, Codes or Texts.
  PartColumn(Reading reading, std::uint8_t* codes, std::size_t rows_at_most, std::span<const std::string> missing,
             char delimiter = ',');

  // The cell of the next row, which is `row`. Bytes up to `readable` may be loaded beyond it.
  void take(std::size_t row, const char* cell, std::size_t size, const char* readable) {
    if (reading_ == Reading::Codes) {
      put(row, answers_.find(cell, size, readable), cell, size);
    } else {
      take_number(row, cell, size);
    }
  }
  // The same, of a cell without quotes behind which the byte that ends it can be read.
  void take_plain(std::size_t row, const char* cell, std::size_t size, const char* readable) {
    if (reading_ == Reading::Codes) [[likely]] {
      put(row, answers_.find_plain(cell, size, readable), cell, size);
    } else {
      take_number(row, cell, size);
    }
  }

  void close(std::size_t rows);  // no more cells come
  void release();                // frees what it holds: its column has been assembled

  Reading reading() const { return reading_; }
  std::size_t rows() const { return rows_; }
  const Answers& answers() const { return answers_; }
  std::span<const std::uint8_t> codes() const { return {codes_, rows_}; }
  std::span<const double> numbers() const { return {numbers_.data(), rows_}; }
  std::span<const std::uint8_t> reasons() const { return reasons_; }  // of Numbers and Texts; empty: all answered
  const std::string& arena() const { return arena_; }
  std::span<const std::uint32_t> ends() const { return ends_; }

 private:
  void put(std::size_t row, std::uint8_t code, const char* cell, std::size_t size) {
    if (code != Answers::unseen) [[likely]] {
      codes_[row] = code;
    } else {
      take_other(row, {cell, size});
    }
  }
  void take_number(std::size_t row, const char* cell, std::size_t size) {
    if (reading_ == Reading::Numbers) {
      if (read_decimal(cell, cell + size, numbers_.data()[row])) [[likely]] {
        return;
      }
    } else if (reading_ == Reading::Skip) {
      return;
    }
    take_other(row, {cell, size});
  }
  void take_other(std::size_t row, std::string_view cell);
  void add_text(std::string_view text, Missing reason);
  void set_reason(std::size_t row, Missing reason);
  void give_way_to_numbers(std::size_t rows);
  void give_way_to_texts(std::size_t rows);
  bool means_missing(std::string_view answer) const;

  Reading reading_;
  std::uint8_t* codes_;
  std::size_t rows_at_most_;
  std::size_t rows_ = 0;
  Scratch<double> numbers_;
  Answers answers_;
  std::span<const std::string> missing_;
  std::vector<std::uint8_t> reasons_;
  std::string arena_;
  std::vector<std::uint32_t> ends_;
};

}  // namespace kith::data
