// Numbers in words and in digits: "seventy-five per cent", "three quarters", "nine out of ten", "70%".
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "report/claim_text.h"

namespace kith::report {

struct Number {
  enum class Kind {
    Share,     // a fraction, "one in three", or a percentage: `value` is the share
    Cardinal,  // a count: "three", "two hundred"
  } kind = Kind::Cardinal;
  std::size_t length = 0;  // tokens
  double value = 0;
  bool digits = false;  // written in digits, or as a percentage: a loose numeral unless a threshold checks it
};

bool is_cardinal(std::string_view word);

// The number that begins at `at`, as long as it goes.
std::optional<Number> number_at(const Tokens& tokens, std::size_t at);

}  // namespace kith::report
