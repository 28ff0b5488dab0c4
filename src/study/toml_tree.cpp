#include "study/toml_tree.h"

#include <toml++/toml.h>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace kith::study {

namespace {

// Deeper than any study. Dotted keys have no limit of their own in toml++, and trees are copied and destroyed
// recursively.
constexpr int most_dots_in_a_key = 64;

int line_of(const toml::source_region& source) {
  return static_cast<int>(source.begin.line);
}

Value to_value(const toml::node& node, int line);

Value to_table(const toml::table& table, int line) {
  Value value{.kind = Value::Kind::Table, .line = line, .text = {}, .items = {}, .members = {}};
  std::vector<std::pair<toml::source_position, Member>> members;
  for (const auto& [key, node] : table) {
    const int key_line = line_of(key.source());
    members.push_back({key.source().begin, {std::string(key.str()), key_line, to_value(node, key_line)}});
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

bool may_stand_in_a_key(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_-\"' \t").find(c) != std::string_view::npos;
}

int first_line_too_deep(std::string_view bytes) {
  int line = 1;
  int dots = 0;
  for (const char c : bytes) {
    if (c == '\n') {
      ++line;
    }
    if (c == '.') {
      ++dots;
    } else if (!may_stand_in_a_key(c)) {
      dots = 0;
    }
    if (dots > most_dots_in_a_key) {
      return line;
    }
  }
  return 0;
}

// toml++ says "Error while parsing value: could not determine value type".
std::string_view cause(std::string_view description) {
  const std::size_t colon =
      description.starts_with("Error while parsing ") ? description.find(": ") : std::string::npos;
  return colon == std::string_view::npos ? description : description.substr(colon + 2);
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
  if (const int line = first_line_too_deep(bytes)) {
    throw Error({"too-deep", "a key has too many parts", {file, line}, "no setting is nested that deep"});
  }
  try {
    return to_table(toml::parse(bytes), 0);
  } catch (const toml::parse_error& error) {
    throw Error({"bad-toml",
                 fmt::format("this is not TOML: {}", cause(error.description())),
                 {file, line_of(error.source())},
                 "text stands in quotes, lists in brackets, dates bare"});
  }
}

}  // namespace kith::study
