#include "study/toml_tree.h"

#include <toml++/toml.h>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace kith::study {

namespace {

// Deeper than any study. Dotted keys have no limit of their own in toml++, and trees are copied and destroyed
// recursively.
constexpr int most_dots_in_a_key = 16;

constexpr const char* quotes_hint = "text stands in quotes, lists in brackets, dates bare";

int line_of(const toml::source_region& source) {
  return static_cast<int>(source.begin.line);
}

Value to_value(const toml::node& node, int line);

Value to_table(const toml::table& table, int line) {
  Value value{.kind = Value::Kind::Table, .line = line, .text = {}, .items = {}, .members = {}};
  std::vector<std::pair<toml::source_position, Member>> members;
  for (const auto& [key, node] : table) {
    const int key_line = line_of(key.source());
    members.emplace_back(key.source().begin, Member{std::string(key.str()), key_line, to_value(node, key_line)});
  }
  std::ranges::stable_sort(members, [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& member : members) {
    value.members.push_back(std::move(member.second));
  }
  return value;
}

Value to_value(const toml::node& node, int line) {
  Value value;
  value.line = node.source().begin ? line_of(node.source()) : line;
  if (const auto* table = node.as_table()) {
    return to_table(*table, value.line);
  }
  if (const auto* array = node.as_array()) {
    value.kind = Value::Kind::List;
    for (const toml::node& item : *array) {
      value.items.push_back(to_value(item, value.line));
    }
  } else if (const auto* words = node.as_string()) {
    value.text = words->get();
  } else if (const auto* integer = node.as_integer()) {
    value.kind = Value::Kind::Integer;
    value.integer = integer->get();
    value.decimal = static_cast<double>(integer->get());
  } else if (const auto* decimal = node.as_floating_point()) {
    value.kind = Value::Kind::Decimal;
    value.decimal = decimal->get();
  } else if (const auto* flag = node.as_boolean()) {
    value.kind = Value::Kind::Boolean;
    value.integer = flag->get() ? 1 : 0;
  } else if (const auto* date = node.as_date()) {
    value.kind = Value::Kind::Day;
    const toml::date day = date->get();
    value.text = fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year), static_cast<int>(day.month),
                             static_cast<int>(day.day));
  } else {
    value.kind = Value::Kind::Time;
  }
  return value;
}

// The end of the string that begins at `at` with a quote, or of the file: behind its closing quotes.
std::size_t behind_string(std::string_view bytes, std::size_t at) {
  const char quote = bytes[at];
  const bool long_form = bytes.substr(at, 3) == std::string(3, quote);
  const std::string closing(long_form ? 3 : 1, quote);
  for (std::size_t i = at + closing.size(); i < bytes.size(); ++i) {
    if (bytes[i] == '\\' && quote == '"') {
      ++i;
    } else if (bytes.substr(i, closing.size()) == closing) {
      return i + closing.size();
    } else if (bytes[i] == '\n' && !long_form) {
      return i;  // not TOML; its parser will say so
    }
  }
  return bytes.size();
}

// What toml++ must not see, at the first byte where it stands; strings and comments may hold anything.
struct Stop {
  std::size_t at = std::string_view::npos;
  bool too_deep =
      false;  // a dotted key of too many parts; otherwise a character that is not ASCII, whose kind toml++ 3.3
              // looks up in a table that says of most of Latin, Greek and Cyrillic that they cannot occur
};

Stop first_stop(std::string_view bytes) {
  int dots = 0;
  for (std::size_t at = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0; at < bytes.size();) {
    const char c = bytes[at];
    if (c == '"' || c == '\'') {
      at = behind_string(bytes, at);
      continue;
    }
    if (c == '#') {
      at = std::min(bytes.find('\n', at), bytes.size());
      continue;
    }
    if (static_cast<unsigned char>(c) >= 0x80) {
      return {at, false};
    }
    if (c == '.') {
      ++dots;
    } else if (std::string_view("=[]{},\n").find(c) != std::string_view::npos) {
      dots = 0;
    }
    if (dots > most_dots_in_a_key) {
      return {at, true};
    }
    ++at;
  }
  return {};
}

int line_at(std::string_view bytes, std::size_t at) {
  return 1 + static_cast<int>(std::ranges::count(bytes.substr(0, at), '\n'));
}

// TOML forbids control characters but for tabs and line ends, and some of them take toml++ 3.3 where it says it cannot
// be.
int first_line_with_control_character(std::string_view bytes) {
  int line = 1;
  for (const char c : bytes) {
    line += c == '\n' ? 1 : 0;
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F) {
      return line;
    }
  }
  return 0;
}

// toml++ says "Error while parsing value: could not determine value type".
// Its own name for a limit, in brackets behind the cause, says nothing to an author.
std::string_view cause(std::string_view description) {
  const std::size_t colon =
      description.starts_with("Error while parsing ") ? description.find(": ") : std::string::npos;
  const std::string_view said = colon == std::string_view::npos ? description : description.substr(colon + 2);
  return said.substr(0, said.find(" (TOML_"));
}

}  // namespace

const Member* Value::member(std::string_view key) const {
  const auto found = std::ranges::find(members, key, &Member::key);
  return found == members.end() ? nullptr : &*found;
}

int first_line_not_utf8(std::string_view bytes) {
  int line = 1;
  for (std::size_t i = 0; i < bytes.size();) {
    const auto lead = static_cast<unsigned char>(bytes[i]);
    line += lead == '\n' ? 1 : 0;
    const std::size_t length = lead < 0x80                   ? 1
                               : lead >= 0xC2 && lead < 0xE0 ? 2
                               : lead >= 0xE0 && lead < 0xF0 ? 3
                               : lead >= 0xF0 && lead < 0xF5 ? 4
                                                             : 0;
    if (length == 0 || i + length > bytes.size()) {
      return line;
    }
    for (std::size_t k = 1; k < length; ++k) {
      const auto next = static_cast<unsigned char>(bytes[i + k]);
      // Overlong forms, surrogates and what lies beyond Unicode show in the second byte (Unicode 15, table 3-7).
      const bool narrow = k == 1 && ((lead == 0xE0 && next < 0xA0) || (lead == 0xED && next > 0x9F) ||
                                     (lead == 0xF0 && next < 0x90) || (lead == 0xF4 && next > 0x8F));
      if ((next & 0xC0U) != 0x80U || narrow) {
        return line;
      }
    }
    i += length;
  }
  return 0;
}

Value parse_toml(std::string_view bytes, const std::string& file) {
  if (const int line = first_line_not_utf8(bytes)) {
    throw Error({"not-utf8", "the file is not UTF-8", {file, line}, "save it again with the encoding UTF-8"});
  }
  if (const int line = first_line_with_control_character(bytes)) {
    throw Error(
        {"not-text", "the line holds a control character", {file, line}, "is it a text file? remove the character"});
  }
  if (const Stop stop = first_stop(bytes); stop.at != std::string_view::npos) {
    const Where where{file, line_at(bytes, stop.at)};
    throw stop.too_deep
        ? Error({"too-deep", "a key has too many parts", where, "no setting is nested that deep"})
        : Error({"bad-toml", "this is not TOML: a letter other than a to z stands outside quotes", where, quotes_hint});
  }
  try {
    return to_table(toml::parse(bytes), 0);
  } catch (const toml::parse_error& error) {
    throw Error({"bad-toml",
                 fmt::format("this is not TOML: {}", cause(error.description())),
                 {file, line_of(error.source())},
                 quotes_hint});
  }
}

}  // namespace kith::study
