// Decimal numbers as survey files write them, read exactly and in a few nanoseconds.
//
// A cell is a number when the whole of it is [-]digits[.digits][e[+-]digits], and its text says nothing that a double
// would lose. So these are not numbers: "007" (an identifier keeps its zeros), "+447700900123", an integer of more than
// 15 digits (two such identifiers may be one double), "1,234", "12:30", "inf".
//
// Exactness: a mantissa below 2^53 and a power of ten up to 10^22 are both exact doubles, so that one division rounds
// once and gives the nearest double (Clinger 1990). Everything else goes to std::from_chars, which is exact too.
#pragma once

#include <array>
#include <charconv>
#include <cstdint>
#include <system_error>

namespace kith::data {

inline bool is_digit(char c) {
  return static_cast<unsigned char>(c - '0') < 10;
}

// True when [begin, end) is a number; `value` is then that number.
inline bool read_decimal(const char* begin, const char* end, double& value) {
  static constexpr std::array<double, 23> power_of_ten{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                       1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                       1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  const char* at = begin;
  const bool negative = at != end && *at == '-';
  at += negative ? 1 : 0;
  std::uint64_t mantissa = 0;
  const char* const whole = at;
  for (; at != end && is_digit(*at); ++at) {
    mantissa = mantissa * 10 + static_cast<std::uint64_t>(*at - '0');  // 20 digits and more wrap; they are not used
  }
  const auto whole_digits = at - whole;
  if (at == end) {
    if (whole_digits == 0 || whole_digits > 15 || (whole_digits > 1 && *whole == '0')) {
      return false;
    }
    value = negative ? -static_cast<double>(mantissa) : static_cast<double>(mantissa);
    return true;
  }
  if (whole_digits > 1 && *whole == '0') {
    return false;
  }
  std::ptrdiff_t decimals = 0;
  if (*at == '.') {
    const char* const fraction = ++at;
    for (; at != end && is_digit(*at); ++at) {
      mantissa = mantissa * 10 + static_cast<std::uint64_t>(*at - '0');
    }
    decimals = at - fraction;
  }
  if (whole_digits + decimals == 0) {
    return false;
  }
  if (at == end && whole_digits + decimals <= 19 && mantissa < (std::uint64_t{1} << 53U)) {
    const double magnitude = static_cast<double>(mantissa) / power_of_ten[static_cast<std::size_t>(decimals)];
    value = negative ? -magnitude : magnitude;
    return true;
  }
  if (at != end && (*at == 'e' || *at == 'E')) {
    ++at;
    at += at != end && (*at == '-' || *at == '+') ? 1 : 0;
    const char* const exponent = at;
    while (at != end && is_digit(*at)) {
      ++at;
    }
    if (at == exponent) {
      return false;
    }
  }
  if (at != end) {
    return false;
  }
  return std::from_chars(begin, end, value).ec == std::errc();
}

}  // namespace kith::data
