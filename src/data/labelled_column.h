// One variable of an SPSS or Stata file while its values arrive, and the column it becomes.
//
// A variable with value labels, or with few distinct values, becomes categorical: its options are all labelled values
// and all that occur, numbers in order of value, texts as the labels stand. A labelled variable with many values that
// have no label (an age with 99 "Refused") stays a number and keeps its labels beside it. Dates stay numbers.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "data/table.h"

namespace kith::data {

struct ValueLabel {
  std::optional<double> number;  // none: a text, or a tagged missing value
  std::string text;              // the text, or ".a"
  std::string label;
};

enum class ValueKind : std::uint8_t { Number, Text };

class LabelledColumn {
 public:
  // What the file's dictionary says.
  std::string name, label, format;
  std::string label_set;
  ValueKind kind = ValueKind::Number;
  Meaning meaning = Meaning::Plain;
  double scale = 1, origin = 0;  // of dates: (value - origin) / scale
  bool ordered = false;
  std::vector<MissingRange> missing_ranges;
  std::vector<std::string> missing_texts;

  // How many rows the file says that it has; it may be wrong, and below 0 when it does not say.
  void expect(int rows);
  // Values in order of rows.
  void add_number(double value) {
    if (!add_known(value)) {
      add_other_number(value);
    }
  }
  // What nearly all values are: a small whole number that is an option already. False: it was not added, and
  // `add_number` is to be asked.
  [[gnu::always_inline]] bool add_known(double value) {
    const std::size_t small = small_number(value);
    if (small >= small_codes_.size() || small_codes_[small] == missing_base || codes_.full()) {
      return false;
    }
    codes_.put(small_codes_[small]);
    return true;
  }
  void add_tagged(char tag);  // Stata's .a to .z
  void add_blank();
  void add_text(const std::string& value);

  // The column; what was added is gone. `tags_merged`: the file told missing values apart by tags, the column does not.
  Column finish(const std::vector<ValueLabel>& labels, bool& tags_merged);

 private:
  using SmallCodes = std::array<std::uint8_t, 128>;  // missing_base where there is none
  static constexpr SmallCodes no_small_codes() {
    SmallCodes none{};
    none.fill(missing_base);
    return none;
  }

  // A whole number from 0 that has a place in small_codes_; the size of that for others.
  static std::size_t small_number(double value) {
    constexpr std::size_t none = std::tuple_size_v<SmallCodes>;
    return value >= 0 && value < double{none} && static_cast<double>(static_cast<int>(value)) == value
               ? static_cast<std::size_t>(static_cast<int>(value))
               : none;
  }

  void add_other_number(double value);
  void add_key(std::uint64_t key);
  void add_tag(std::uint8_t tag);
  void widen();
  bool declared_missing(double value) const;
  Missing reason_of(double value, const std::string& value_label) const;
  bool few(const std::vector<ValueLabel>& labels) const;
  Option option_of_key(std::uint64_t key, const std::vector<ValueLabel>& labels) const;
  std::vector<std::uint64_t> keys_of_options(const std::vector<ValueLabel>& labels) const;
  Column finish_categorical(const std::vector<ValueLabel>& labels);
  Column finish_number(const std::vector<ValueLabel>& labels, bool& tags_merged);
  Column finish_text(const std::vector<ValueLabel>& labels);

  // Up to max_options distinct values: the bits of each, and a code a row. Then, of numbers, a value and, once one is
  // missing, a reason a row; of texts, the text.
  bool wide_ = false;
  std::size_t expected_ = 0;
  std::vector<std::uint64_t> distinct_;
  std::unordered_map<std::uint64_t, std::uint8_t> code_;
  SmallCodes small_codes_ = no_small_codes();  // of the whole numbers from 0, which most answers are
  std::vector<std::string> distinct_texts_;
  std::unordered_map<std::string, std::uint8_t> text_code_;
  // Codes of which the room is made beforehand, so that one more costs a store.
  class Codes {
   public:
    void reserve(std::size_t size) { bytes_.resize(std::max(size, count_)); }
    bool full() const { return count_ == bytes_.size(); }
    void put(std::uint8_t code) { bytes_[count_++] = code; }
    void push_back(std::uint8_t code) {
      if (full()) {
        reserve(2 * count_ + 64);
      }
      put(code);
    }
    std::uint8_t back() const { return bytes_[count_ - 1]; }
    std::size_t size() const { return count_; }
    // All of them; none stay.
    std::vector<std::uint8_t> take() {
      bytes_.resize(std::exchange(count_, 0));
      return std::exchange(bytes_, {});
    }

   private:
    std::vector<std::uint8_t> bytes_;
    std::size_t count_ = 0;
  };
  Codes codes_;
  std::vector<double> numbers_;
  std::vector<std::uint8_t> tags_;  // 0, blank_tag or the letter
  std::vector<std::string> texts_;
};

}  // namespace kith::data
