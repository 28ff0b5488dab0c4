// The bytes of a text file as UTF-8, whatever wrote them. Ill-formed bytes never lose the rest.
//
// In this order: what the caller says; a byte-order mark; UTF-16 when every other byte of the beginning is zero; UTF-8
// when all bytes are valid, or nearly all (the others are read as Windows-1252 and reported); else one byte a
// character. Of the single-byte encodings Windows-1252 (which holds ISO-8859-1's letters) and MacRoman are told apart
// by what they make of the bytes: inside a word a letter or an apostrophe is likely, a currency sign is not.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::data {

struct Decoded {
  std::optional<std::string> converted;  // empty: the bytes given are UTF-8 already
  std::size_t mark = 0;                  // length of the byte-order mark before them
  std::string encoding = "UTF-8";        // or "windows-1252", "macintosh", "UTF-16LE", ...
  bool guessed = false;
  std::vector<int> repaired_lines;  // lines with bytes that are not UTF-8 (the first hundred)
  std::size_t repaired = 0;         // how many such bytes

  std::string_view text(std::string_view bytes) const {
    return converted ? std::string_view(*converted) : bytes.substr(mark);
  }
};

// `encoding`: a name that ICU knows, or empty to guess. Error ("unknown-encoding") with the usual names.
Decoded decode(std::string_view bytes, const std::string& encoding);

// Whether all bytes are well-formed UTF-8 (Unicode 15, table 3-7).
bool is_utf8(std::string_view bytes);

}  // namespace kith::data
