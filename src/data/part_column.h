// One column of one part of a file while its cells arrive: it begins as codes of one byte and gives way only when it must.
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
#include "data/table.h"

namespace kith::data {

enum class Reading : std::uint8_t { Skip, Codes, Numbers, Texts, Undecided };

class PartColumn {
 public:
  // `codes` has room for `rows_at_most`; `reading` is Skip, Codes or Texts.
  PartColumn(Reading reading, std::uint8_t* codes, std::size_t rows_at_most, std::span<const std::string> missing);

  // The next row's cell. Bytes up to `readable` may be loaded beyond it.
  void take(const char* cell, std::size_t size, const char* readable) {
    if (reading_ == Reading::Codes) {
      const std::uint8_t code = answers_.find(cell, size, readable);
      if (code != Answers::unseen) [[likely]] {
        *next_code_++ = code;
        return;
      }
    } else if (reading_ == Reading::Numbers) {
      double value = 0;
      if (read_decimal(cell, cell + size, value)) [[likely]] {
        add_number(value, Missing::None);
        return;
      }
    } else if (reading_ == Reading::Skip) {
      return;
    }
    take_other({cell, size});
  }

  void close() { answers_.close(); }  // no more cells come
  void release();                     // frees what it holds: its column has been assembled

  Reading reading() const { return reading_; }
  const Answers& answers() const { return answers_; }
  std::span<const std::uint8_t> codes() const { return {codes_, next_code_}; }
  std::span<const double> numbers() const { return numbers_; }
  std::span<const std::uint8_t> reasons() const { return reasons_; }  // of Numbers and Texts; empty: all answered
  const std::string& arena() const { return arena_; }
  std::span<const std::uint32_t> ends() const { return ends_; }

 private:
  void take_other(std::string_view cell);
  void add_number(double value, Missing reason) {
    numbers_.push_back(value);
    if (!reasons_.empty() || reason != Missing::None) [[unlikely]] {
      add_reason(reason, numbers_.size());
    }
  }
  void add_text(std::string_view text, Missing reason);
  void add_reason(Missing reason, std::size_t rows);
  void give_way_to_numbers();
  void give_way_to_texts();
  bool means_missing(std::string_view answer) const;

  Reading reading_;
  std::uint8_t* codes_;
  std::uint8_t* next_code_;
  std::size_t rows_at_most_;
  std::span<const std::string> missing_;
  Answers answers_;
  std::vector<double> numbers_;
  std::vector<std::uint8_t> reasons_;
  std::string arena_;
  std::vector<std::uint32_t> ends_;
};

}  // namespace kith::data
