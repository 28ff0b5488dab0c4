#include "place/postcode.h"

#include <array>

namespace kith::place {

namespace {

// Forms of the outward code, and whether its last letter may stand where it stands: A letter, 9 digit, D digit of a
// district of two (its first is none of 0), L a letter of a district.
constexpr std::array<std::string_view, 6> forms{"A9", "AD9", "AA9", "AAD9", "A9L", "AA9L"};
constexpr std::string_view inward_form = "9II";

bool is_letter(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool fits(char c, char place) {
  switch (place) {
    case '9':
      return is_digit(c);
    case 'D':
      return is_digit(c) && c != '0';
    case 'L':
      return is_letter(c) && c != 'I' && c != 'O';
    case 'I':
      return is_letter(c) && std::string_view("CIKMOV").find(c) == std::string_view::npos;
    default:
      return is_letter(c);
  }
}

char look_alike(char c) {
  switch (c) {
    case 'O':
      return '0';
    case '0':
      return 'O';
    case 'I':
      return '1';
    case '1':
      return 'I';
    default:
      return c;
  }
}

// Up to seven signs, without memory of its own.
struct Signs {
  std::array<char, 7> text{};
  std::size_t size = 0;

  std::string_view view() const { return {text.data(), size}; }
};

// The text in the given form, signs exchanged where they must be; false when it does not fit.
bool read_as(std::string_view text, std::string_view form, char* out, int& exchanged) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    out[i] = text[i];
    if (!fits(out[i], form[i])) {
      out[i] = look_alike(text[i]);
      ++exchanged;
      if (!fits(out[i], form[i])) {
        return false;
      }
    }
  }
  return true;
}

struct Reading {
  Signs signs;
  int exchanged = 0;
};

// The reading of an outward code with the fewest exchanges, if there is one such.
std::optional<Reading> outward_of(std::string_view text) {
  std::optional<Reading> best;
  bool several = false;
  for (const std::string_view form : forms) {
    Reading reading;
    reading.signs.size = text.size();
    if (form.size() != text.size() || !read_as(text, form, reading.signs.text.data(), reading.exchanged)) {
      continue;
    }
    if (!best || reading.exchanged < best->exchanged) {
      several = false;
      best = reading;
    } else if (reading.exchanged == best->exchanged && best->signs.view() != reading.signs.view()) {
      several = true;
    }
  }
  return several ? std::nullopt : best;
}

std::uint32_t sign(char c) {
  return is_digit(c) ? static_cast<std::uint32_t>(c - '0') + 1 : static_cast<std::uint32_t>(c - 'A') + 11;
}

std::uint32_t outward_number(std::string_view text) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    number = number * 37 + (i < text.size() ? sign(text[i]) : 0);
  }
  return number;
}

// Letters and digits in upper case, without what people put between them. More than seven: too many to be a postcode.
bool signs_of(std::string_view text, Signs& signs) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ' ' || c == '\t' || c == '-' || c == '.' || c == '\r' || c == '\n') {
      continue;
    }
    if (c == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0') {  // a blank that does not break
      ++i;
      continue;
    }
    const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (signs.size == signs.text.size() || (!is_letter(upper) && !is_digit(upper))) {
      return false;
    }
    signs.text[signs.size++] = upper;
  }
  return true;
}

Parsed full(std::string_view outward, std::string_view inward) {
  std::array<char, 3> signs{};
  int exchanged = 0;
  if (!read_as(inward, inward_form, signs.data(), exchanged)) {
    return {Form::Malformed, {}, false};
  }
  std::optional<Reading> reading;
  if (outward == "GIR") {
    reading = Reading{{{'G', 'I', 'R'}, 3}, 0};
  } else {
    reading = outward_of(outward);
  }
  if (!reading) {
    return {Form::Malformed, {}, false};
  }
  const auto letter = [&](std::size_t at) { return static_cast<unsigned>(signs[at] - 'A'); };
  const unsigned number = (static_cast<unsigned>(signs[0] - '0') * 26 + letter(1)) * 26 + letter(2);
  return {Form::Full,
          {outward_number(reading->signs.view()), static_cast<std::uint16_t>(number)},
          exchanged + reading->exchanged > 0};
}

// An outward code, with nothing, a digit, or a digit and a letter behind it.
bool is_partial(std::string_view text) {
  for (std::size_t more = 0; more < 3 && more + 2 <= text.size(); ++more) {
    const std::string_view rest = text.substr(text.size() - more);
    const bool begins = more == 0 || (is_digit(rest[0]) && (more == 1 || fits(rest[1], 'I')));
    if (begins && outward_of(text.substr(0, text.size() - more))) {
      return true;
    }
  }
  return false;
}

}  // namespace

Parsed parse_postcode(std::string_view text) {
  Signs signs;
  if (!signs_of(text, signs)) {
    return {Form::Malformed, {}, false};
  }
  const std::string_view all = signs.view();
  if (all.empty()) {
    return {};
  }
  if (all.size() >= 5) {
    const Parsed whole = full(all.substr(0, all.size() - 3), all.substr(all.size() - 3));
    if (whole.form == Form::Full) {
      return whole;
    }
  }
  return {is_partial(all) ? Form::Partial : Form::Malformed, {}, false};
}

std::string to_text(const Postcode& postcode) {
  std::string outward;
  for (std::uint32_t number = postcode.outward, i = 0; i < 4; ++i, number /= 37) {
    const std::uint32_t place = number % 37;
    if (place > 0) {
      outward.insert(outward.begin(), static_cast<char>(place < 11 ? '0' + place - 1 : 'A' + place - 11));
    }
  }
  const unsigned number = postcode.inward;
  return outward + ' ' + static_cast<char>('0' + number / 676) + static_cast<char>('A' + number / 26 % 26) +
         static_cast<char>('A' + number % 26);
}

}  // namespace kith::place
