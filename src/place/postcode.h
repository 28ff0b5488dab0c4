// A postcode as people type it, and as one number.
//
// A postcode is an outward code (area letters and district: A9, A99, AA9, AA99, A9A, AA9A) and an inward one (a digit
// and two letters, none of C I K M O V). Case, blanks, hyphens and full stops do not matter. O for nought and I for
// one, or the other way round, are put right where one reading needs the fewest exchanges, and this is reported; a
// district has no leading nought and its letter is none of I and O, so that S01 4AA is SO1 4AA. GIR 0AA is one too.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kith::place {

struct Postcode {
  std::uint32_t outward = 0;  // four places of 37 signs (blank, 0-9, A-Z): in the order of the text
  std::uint16_t inward = 0;   // 0 .. inward_codes - 1, in the order of the text

  auto operator<=>(const Postcode&) const = default;
};

constexpr std::uint16_t inward_codes = 10 * 26 * 26;
constexpr std::uint32_t outward_codes = 37U * 37U * 37U * 37U;

enum class Form {
  Empty,      // nothing but blanks
  Full,       //
  Partial,    // an outward code, perhaps with the beginning of the inward one: no area follows from it
  Malformed,  //
};

struct Parsed {
  Form form = Form::Empty;
  Postcode postcode;       // of a full one
  bool corrected = false;  // letters and digits that look alike were exchanged
};

Parsed parse_postcode(std::string_view text);

// "AB10 1AA".
std::string to_text(const Postcode& postcode);

}  // namespace kith::place
