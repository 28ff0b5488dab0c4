// The distinct answers of a categorical column while it is being read: what a cell holds -> its code of one byte.
//
// Survey columns hold few distinct answers, so that almost every cell has been seen before. Three tables, from the
// cheapest: one byte (a 1-5 scale) is an index; up to eight bytes are compared as one integer; longer ones by hash,
// length and bytes. Codes are given in order of appearance: the assembly of the column (assemble.h) puts them in order.
//
// Blanks around an answer are no part of it: " yes" and "yes" get one code. Every spelling that occurs is remembered,
// so that only its first occurrence pays for the trimming.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/table.h"

namespace kith::data {

class Answers {
 public:
  static constexpr std::uint8_t unseen = 255;

  // `missing`: answers that mean "no answer", besides the empty one. `delimiter` stands between cells.
  Answers(std::span<const std::string> missing, char delimiter);

  // The code of a cell, or `unseen`. Bytes up to `readable` may be loaded (not used) beyond the cell.
  std::uint8_t find(const char* cell, std::size_t size, const char* readable) const {
    if (size == 0) {
      return missing_code(Missing::Blank);
    }
    if (size == 1 && !ends_cell(*cell)) {
      return one_[static_cast<unsigned char>(*cell)];
    }
    return find_longer(cell, size, readable);
  }

  // The same, of a cell without quotes behind which there is the byte that ends it: a blank one and one of a single
  // byte are told apart by one look at that byte.
  std::uint8_t find_plain(const char* cell, std::size_t size, const char* readable) const {
    return size <= 1 ? one_[static_cast<unsigned char>(*cell)] : find_longer(cell, size, readable);
  }

  // Gives a cell that was not found its code. `unseen` when max_options other answers have codes already.
  std::uint8_t add(std::string_view cell);

  // The answers, trimmed, by code.
  const std::vector<std::string>& values() const { return values_; }
  // Whether every answer is a number.
  bool numeric() const;

  // Frees the tables; only values() is left.
  void close();

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t size = 0;
    std::uint16_t spelling = 0;
    std::uint8_t code = unseen;
  };
  static constexpr std::size_t slots = 512;  // at most 3/4 full: 240 answers, and their other spellings

  static std::uint64_t load(const char* bytes, std::size_t size, const char* readable) {
    std::uint64_t word = 0;
    if (bytes + sizeof word <= readable) {
      std::memcpy(&word, bytes, sizeof word);
    } else {
      std::memcpy(&word, bytes, size);
    }
    return word & (~std::uint64_t{0} >> (64U - 8U * static_cast<unsigned>(size)));
  }

  static std::uint64_t key_of(const char* cell, std::size_t size, const char* readable) {
    if (size <= 8) {
      return load(cell, size, readable);
    }
    std::uint64_t hash = size;
    for (; size > 8; cell += 8, size -= 8) {
      hash = (hash ^ load(cell, 8, readable)) * 0x9E3779B97F4A7C15U;
      hash ^= hash >> 29U;
    }
    return (hash ^ load(cell, size, readable)) * 0x9E3779B97F4A7C15U;
  }

  static std::size_t home(std::uint64_t key) {
    return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15U) >> (64U - 9U));
  }

  std::uint8_t find_longer(const char* cell, std::size_t size, const char* readable) const {
    const std::uint64_t key = key_of(cell, size, readable);
    for (std::size_t at = home(key); table_[at].code != unseen; at = (at + 1) % slots) {
      const Slot& slot = table_[at];
      if (slot.key == key && slot.size == size &&
          (size <= 8 || std::memcmp(spellings_[slot.spelling].data(), cell, size) == 0)) {
        return slot.code;
      }
    }
    return unseen;
  }

  bool ends_cell(char c) const { return c == delimiter_ || c == '\n' || c == '\r'; }
  void remember(std::string_view cell, std::uint8_t code);

  std::array<std::uint8_t, 256> one_{};  // by byte; Blank for those that end a cell
  char delimiter_;
  std::vector<Slot> table_;
  std::vector<std::string> spellings_;
  std::vector<std::string> values_;
};

}  // namespace kith::data
