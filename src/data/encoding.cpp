#include "data/encoding.h"

#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <memory>

#include <fmt/format.h>

#include "base/problem.h"
#include "base/text.h"

namespace kith::data {

namespace {

constexpr std::size_t sample_size = 1 << 16;
constexpr std::size_t repaired_lines_kept = 100;

using CharacterTable = std::array<char32_t, 256>;

void append(std::string& text, char32_t character) {
  icu::UnicodeString(static_cast<UChar32>(character)).toUTF8String(text);
}

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open_converter(const std::string& encoding) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(encoding.c_str(), &status));
  if (U_FAILURE(status)) {
    const std::vector<std::string> known{"UTF-8", "UTF-16", "windows-1252", "ISO-8859-1", "macintosh", "windows-1250"};
    throw Error({"unknown-encoding",
                 fmt::format("there is no encoding `{}`", encoding),
                 {},
                 text::suggestion(encoding, known)});
  }
  return converter;
}

CharacterTable table_of(const std::string& encoding) {
  const Converter converter = open_converter(encoding);
  CharacterTable table{};
  for (unsigned byte = 0; byte < table.size(); ++byte) {
    const char source = static_cast<char>(byte);
    std::array<UChar, 4> target{};
    UErrorCode status = U_ZERO_ERROR;
    const int32_t length = ucnv_toUChars(converter.get(), target.data(), 4, &source, 1, &status);
    table[byte] = U_SUCCESS(status) && length == 1 ? target[0] : U'\uFFFD';
  }
  return table;
}

std::string from_single_byte(std::string_view bytes, const CharacterTable& table) {
  std::array<std::string, 256> characters;
  for (unsigned byte = 0; byte < characters.size(); ++byte) {
    append(characters[byte], table[byte]);
  }
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (const char byte : bytes) {
    text += characters[static_cast<unsigned char>(byte)];
  }
  return text;
}

enum class ByteOrder { Little, Big };

std::string from_utf16(std::string_view bytes, ByteOrder order) {
  const auto unit = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]), second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char16_t>(order == ByteOrder::Little ? first | second << 8 : first << 8 | second);
  };
  std::string text;
  text.reserve(bytes.size() / 2 + bytes.size() / 8);
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    const char16_t lead = unit(at);
    if (!U16_IS_SURROGATE(lead)) {
      append(text, lead);
    } else if (U16_IS_LEAD(lead) && at + 3 < bytes.size() && U16_IS_TRAIL(unit(at + 2))) {
      append(text, static_cast<char32_t>(U16_GET_SUPPLEMENTARY(lead, unit(at + 2))));
      at += 2;
    } else {
      append(text, U'\uFFFD');
    }
  }
  return text;
}

// Any encoding that ICU knows, a block at a time.
std::string from_any(std::string_view bytes, const std::string& encoding) {
  const Converter converter = open_converter(encoding);
  std::string text;
  std::vector<UChar> block(sample_size);
  const char* source = bytes.data();
  const char* const end = source + bytes.size();
  for (UErrorCode status = U_BUFFER_OVERFLOW_ERROR; status == U_BUFFER_OVERFLOW_ERROR;) {
    status = U_ZERO_ERROR;
    UChar* target = block.data();
    ucnv_toUnicode(converter.get(), &target, block.data() + block.size(), &source, end, nullptr, 1, &status);
    icu::UnicodeString(0, block.data(), static_cast<int32_t>(target - block.data())).toUTF8String(text);
  }
  return text;
}

// Length of the well-formed sequence at the beginning of `bytes`, or 0 (Unicode 15, table 3-7).
std::size_t sequence_length(std::string_view bytes) {
  const auto byte = [&](std::size_t at) { return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U; };
  const auto trail = [&](std::size_t at, unsigned low = 0x80, unsigned high = 0xBF) {
    return low <= byte(at) && byte(at) <= high;
  };
  const unsigned lead = byte(0);
  if (lead < 0x80) {
    return 1;
  }
  if (lead >= 0xC2 && lead <= 0xDF) {
    return trail(1) ? 2 : 0;
  }
  if (lead >= 0xE0 && lead <= 0xEF) {
    return trail(1, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF) && trail(2) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    return trail(1, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF) && trail(2) && trail(3) ? 4 : 0;
  }
  return 0;
}

std::size_t ascii_run(std::string_view bytes) {
  std::size_t at = 0;
  for (std::uint64_t word = 0; at + sizeof word <= bytes.size(); at += sizeof word) {
    std::copy_n(bytes.data() + at, sizeof word, reinterpret_cast<char*>(&word));
    if ((word & 0x8080808080808080U) != 0) {
      break;
    }
  }
  while (at < bytes.size() && static_cast<unsigned char>(bytes[at]) < 0x80) {
    ++at;
  }
  return at;
}

struct Sequences {
  std::size_t valid = 0, invalid = 0;  // sequences of several bytes; bytes in none
};

Sequences count_sequences(std::string_view bytes) {
  Sequences count;
  for (std::size_t at = ascii_run(bytes); at < bytes.size(); at += ascii_run(bytes.substr(at))) {
    const std::size_t length = sequence_length(bytes.substr(at));
    ++(length == 0 ? count.invalid : count.valid);
    at += std::max<std::size_t>(length, 1);
  }
  return count;
}

bool ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// How plausible a single-byte encoding makes the bytes above ASCII: letters and apostrophes beside letters speak for
// it, other characters there and control characters anywhere against it.
int plausibility(std::string_view bytes, const CharacterTable& table) {
  int score = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (static_cast<unsigned char>(bytes[at]) < 0x80) {
      continue;
    }
    const char32_t character = table[static_cast<unsigned char>(bytes[at])];
    const bool after = at > 0 && ascii_letter(bytes[at - 1]),
               before = at + 1 < bytes.size() && ascii_letter(bytes[at + 1]);
    const bool quote = character == U'\u2019' || character == U'\u2018' || character == U'\u201C' ||
                       character == U'\u201D' || character == U'\u2013' || character == U'\u2014' ||
                       character == U'\u2026' || character == U'\u00A3' || character == U'\u20AC' ||
                       character == U'\u00A0';
    const bool letter = u_isalpha(static_cast<UChar32>(character)) != 0;
    if (u_iscntrl(static_cast<UChar32>(character)) != 0 || character == U'\uFFFD') {
      score -= 4;
    } else if (letter && (after || before)) {
      score += u_islower(static_cast<UChar32>(character)) != 0 ? 3 : 1;
    } else if (quote) {
      score += 3;
    } else {
      score -= after && before ? 2 : 0;
    }
  }
  return score;
}

// Bytes that are no UTF-8 are read as Windows-1252.
void repair(std::string_view bytes, Decoded& decoded) {
  const CharacterTable table = table_of("windows-1252");
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 16);
  int line = 1;
  std::size_t counted = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t run = ascii_run(bytes.substr(at));
    text.append(bytes.substr(at, run));
    at += run;
    if (at == bytes.size()) {
      break;
    }
    const std::size_t length = sequence_length(bytes.substr(at));
    if (length > 0) {
      text.append(bytes.substr(at, length));
      at += length;
      continue;
    }
    line += static_cast<int>(std::ranges::count(bytes.substr(counted, at - counted), '\n'));
    counted = at;
    if (decoded.repaired_lines.size() < repaired_lines_kept &&
        (decoded.repaired_lines.empty() || decoded.repaired_lines.back() != line)) {
      decoded.repaired_lines.push_back(line);
    }
    ++decoded.repaired;
    append(text, table[static_cast<unsigned char>(bytes[at])]);
    ++at;
  }
  decoded.converted = std::move(text);
}

// UTF-16 without a mark: text in Latin letters has a zero as every other byte.
std::string utf16_by_zeros(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, sample_size);
  std::array<std::size_t, 2> zeros{};
  for (std::size_t at = 0; at < sample.size(); ++at) {
    zeros[at % 2] += sample[at] == '\0' ? 1U : 0U;
  }
  if (sample.size() >= 4 && zeros[1] > sample.size() / 4 && zeros[0] <= sample.size() / 16) {
    return "UTF-16LE";
  }
  if (sample.size() >= 4 && zeros[0] > sample.size() / 4 && zeros[1] <= sample.size() / 16) {
    return "UTF-16BE";
  }
  return {};
}

Decoded decode_as(std::string_view bytes, const std::string& encoding) {
  Decoded decoded;
  decoded.encoding = encoding;
  const std::string folded = text::fold(encoding);
  if (folded == "utf-8" || folded == "utf8") {
    decoded.mark = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    if (!is_utf8(bytes)) {
      repair(bytes.substr(decoded.mark), decoded);
    }
  } else if (folded == "utf-16le" || folded == "utf-16be") {
    decoded.converted = from_utf16(bytes, folded == "utf-16le" ? ByteOrder::Little : ByteOrder::Big);
  } else {
    const Converter converter = open_converter(encoding);
    decoded.converted = ucnv_getMaxCharSize(converter.get()) == 1 ? from_single_byte(bytes, table_of(encoding))
                                                                  : from_any(bytes, encoding);
  }
  return decoded;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  for (std::size_t at = ascii_run(bytes); at < bytes.size(); at += ascii_run(bytes.substr(at))) {
    const std::size_t length = sequence_length(bytes.substr(at));
    if (length == 0) {
      return false;
    }
    at += length;
  }
  return true;
}

Decoded decode(std::string_view bytes, const std::string& encoding) {
  if (!encoding.empty()) {
    return decode_as(bytes, encoding);
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    return decode_as(bytes, "UTF-8");
  }
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    return decode_as(bytes.substr(2), bytes.front() == '\xFF' ? "UTF-16LE" : "UTF-16BE");
  }
  const std::string wide = utf16_by_zeros(bytes);
  const Sequences count = wide.empty() ? count_sequences(bytes) : Sequences{};
  Decoded decoded;
  if (!wide.empty()) {
    decoded = decode_as(bytes, wide);
  } else if (count.valid >= count.invalid) {
    decoded.encoding = "UTF-8";
    if (count.invalid == 0) {
      return decoded;
    }
    repair(bytes, decoded);
  } else {
    const bool mac = plausibility(bytes, table_of("macintosh")) > plausibility(bytes, table_of("windows-1252"));
    decoded = decode_as(bytes, mac ? "macintosh" : "windows-1252");
  }
  decoded.guessed = true;
  return decoded;
}

}  // namespace kith::data
