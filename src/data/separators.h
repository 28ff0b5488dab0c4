// Where the cells of a CSV file end: one bit for each delimiter and line break, 64 bytes at a time.
//
// Two vector comparisons tell 16 bytes at once (SSE2, which every x86-64 has); elsewhere plain code does the same.
// Quotes are not looked at here: a cell that begins with one is read by csv_part.cpp, which then jumps behind it.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace kith::data {

class Separators {
 public:
  static constexpr std::size_t width = 64;

  Separators(const char* begin, const char* end, char delimiter, char newline)
      : block_(begin), end_(end), delimiter_(delimiter), newline_(newline) {
    bits_ = scan(block_);
  }

  // The next separator, or the end.
  const char* next() {
    while (bits_ == 0) {
      if (static_cast<std::size_t>(end_ - block_) <= width) {
        return end_;
      }
      block_ += width;
      bits_ = scan(block_);
    }
    const char* const at = block_ + std::countr_zero(bits_);
    bits_ &= bits_ - 1;
    return at;
  }

  // The next separator will be the first at or after `at`, which is not before the last one.
  void jump(const char* at) {
    const std::size_t ahead = static_cast<std::size_t>(at - block_);
    if (ahead < width) {
      bits_ &= ~std::uint64_t{0} << ahead;
    } else {
      block_ = at;
      bits_ = scan(block_);
    }
  }

 private:
  std::uint64_t scan(const char* block) const {
    if (static_cast<std::size_t>(end_ - block) >= width) [[likely]] {
      return scan_whole(block);
    }
    std::array<char, width> rest{};
    const std::size_t size = static_cast<std::size_t>(end_ - block);
    std::memcpy(rest.data(), block, size);
    return scan_whole(rest.data()) & ~(~std::uint64_t{0} << size);
  }

#if defined(__SSE2__)
  std::uint64_t scan_whole(const char* block) const {
    const __m128i delimiters = _mm_set1_epi8(delimiter_), newlines = _mm_set1_epi8(newline_);
    std::uint64_t bits = 0;
    for (std::size_t part = 0; part < 4; ++part) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + 16 * part));
      const __m128i hits = _mm_or_si128(_mm_cmpeq_epi8(bytes, delimiters), _mm_cmpeq_epi8(bytes, newlines));
      bits |= static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(hits))) << (16 * part);
    }
    return bits;
  }
#else
  std::uint64_t scan_whole(const char* block) const {
    std::uint64_t bits = 0;
    for (unsigned at = 0; at < width; ++at) {
      bits |= static_cast<std::uint64_t>(block[at] == delimiter_ || block[at] == newline_) << at;
    }
    return bits;
  }
#endif

  const char* block_;
  const char* end_;
  char delimiter_, newline_;
  std::uint64_t bits_ = 0;
};

}  // namespace kith::data
