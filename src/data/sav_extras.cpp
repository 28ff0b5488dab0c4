#include "data/sav_extras.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <map>
#include <optional>

#include "base/text.h"
#include "data/encoding.h"

namespace kith::data {

namespace {

// Bytes read in order; after an attempt to read behind the end everything is empty and `ok` is false.
class Records {
 public:
  explicit Records(std::string_view bytes) : rest_(bytes) {}

  std::string_view take(std::size_t size) {
    if (size > rest_.size()) {
      ok = false;
      rest_ = {};
      return {};
    }
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  std::uint32_t integer() {
    std::uint32_t value = 0;
    const std::string_view bytes = take(sizeof value);
    if (ok) {
      std::memcpy(&value, bytes.data(), sizeof value);
    }
    return swapped ? __builtin_bswap32(value) : value;
  }

  bool ok = true;
  bool swapped = false;

 private:
  std::string_view rest_;
};

struct Extensions {
  std::string sets, names, encoding;
  bool attributes = false;
};

constexpr std::size_t round_up(std::size_t size, std::size_t to) {
  return (size + to - 1) / to * to;
}

void skip_variable(Records& records) {
  records.integer();  // type
  const bool labelled = records.integer() != 0;
  const std::int64_t missing = static_cast<std::int32_t>(records.integer());  // below 0: a range is among them
  records.take(4 + 4 + 8);                                                    // formats, name
  if (labelled) {
    records.take(round_up(records.integer(), 4));
  }
  records.take(8 * static_cast<std::size_t>(missing < 0 ? -missing : missing));
}

void skip_value_labels(Records& records) {
  for (std::uint32_t count = records.integer(); records.ok && count > 0; --count) {
    records.take(8);
    const std::string_view length = records.take(1);
    if (records.ok) {
      records.take(round_up(static_cast<unsigned char>(length.front()) + 1U, 8) - 1);
    }
  }
}

void read_extension(Records& records, Extensions& found) {
  const std::uint32_t subtype = records.integer();
  const std::uint64_t size = records.integer();
  const std::string_view data = records.take(static_cast<std::size_t>(size * records.integer()));
  switch (subtype) {
    case 7:
    case 19:
      found.sets += data;
      break;
    case 13:
      found.names = data;
      break;
    case 17:
    case 18:  // every variable's role is written by SPSS; it says nothing
      found.attributes = found.attributes || subtype == 17 || data.find(":$@Role") == std::string_view::npos;
      break;
    case 20:
      found.encoding = data;
      break;
    default:
      break;
  }
}

std::optional<Extensions> read_dictionary(std::string_view bytes) {
  Records records(bytes);
  const std::string_view magic = records.take(4);
  records.take(60);
  if (magic != "$FL2" && magic != "$FL3") {
    return std::nullopt;
  }
  const std::uint32_t layout = records.integer();
  records.swapped = layout != 2 && layout != 3;
  records.take(176 - 68);
  Extensions found;
  while (records.ok) {
    switch (records.integer()) {
      case 2:
        skip_variable(records);
        break;
      case 3:
        skip_value_labels(records);
        break;
      case 4:
        records.take(4 * static_cast<std::size_t>(records.integer()));
        break;
      case 6:
        records.take(80 * static_cast<std::size_t>(records.integer()));
        break;
      case 7:
        read_extension(records, found);
        break;
      default:
        return records.ok ? std::optional(found) : std::nullopt;
    }
  }
  return std::nullopt;
}

// "SHORT=Name\tSHORT2=Name2", short names folded
std::map<std::string, std::string> names_by_short(std::string_view text) {
  std::map<std::string, std::string> names;
  for (const std::string_view pair : text::split(text, '\t')) {
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos) {
      const std::string_view name = pair.substr(equals + 1);
      names[text::fold(pair.substr(0, equals))] = name.substr(0, name.find('\0'));
    }
  }
  return names;
}

// A number, a blank, that many bytes.
std::string take_counted(std::string_view& text) {
  const std::size_t blank = text.find(' ');
  const auto size = text::to_integer(text.substr(0, blank));
  if (blank == std::string_view::npos || !size || *size < 0 ||
      static_cast<std::size_t>(*size) > text.size() - blank - 1) {
    text = {};
    return {};
  }
  std::string counted(text.substr(blank + 1, static_cast<std::size_t>(*size)));
  text.remove_prefix(blank + 1 + counted.size());
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return counted;
}

// "$name=D1 1 5 Label a b c", "$name=C 5 Label a b", "$name=E 11 1 1 5 Label a b" (flags before the counted value)
std::optional<SavSet> read_set(std::string_view line, const std::map<std::string, std::string>& names) {
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos || equals + 1 >= line.size()) {
    return std::nullopt;
  }
  SavSet set;
  set.name = line.substr(0, equals);
  set.name.erase(0, set.name.starts_with('$') ? 1 : 0);
  const char kind = line[equals + 1];
  std::string_view rest = line.substr(equals + 2);
  set.dichotomies = kind == 'D' || kind == 'E';
  if (kind == 'E') {
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    rest.remove_prefix(std::min(rest.find(' ') + 1, rest.size()));
  }
  if (set.dichotomies) {
    set.counted = text::trim(take_counted(rest));
  } else {
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  }
  set.label = take_counted(rest);
  for (const std::string_view member : text::split(rest, ' ')) {
    if (!member.empty()) {
      const auto name = names.find(text::fold(member));
      set.members.push_back(name == names.end() ? std::string(member) : name->second);
    }
  }
  return set.members.empty() ? std::nullopt : std::optional(set);
}

}  // namespace

SavExtras read_sav_extras(std::string_view bytes) {
  SavExtras extras;
  const auto found = read_dictionary(bytes);
  if (!found) {
    return extras;
  }
  extras.attributes = found->attributes;
  const auto utf8 = [&](const std::string& text) { return std::string(decode(text, {}).text(text)); };
  const auto names = names_by_short(utf8(found->names));
  const std::string sets = utf8(found->sets);
  for (const std::string_view line : text::split(sets, '\n')) {
    if (auto set = read_set(text::trim(line), names)) {
      extras.sets.push_back(std::move(*set));
    }
  }
  return extras;
}

}  // namespace kith::data
