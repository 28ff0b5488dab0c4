#include "study/toml_reader.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.h"
#include "study/code.h"

namespace kith::study {

namespace {

constexpr std::string_view kind_name(Value::Kind kind) {
  constexpr std::array<std::string_view, 8> names{"text",   "a whole number", "a number", "true or false",
                                                  "a date", "a time",         "a list",   "a table"};
  return names[static_cast<std::size_t>(kind)];
}

// "2021-04-01", and a day that exists.
bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
    return false;
  }
  const auto year = text::to_integer(text.substr(0, 4));
  const auto month = text::to_integer(text.substr(5, 2));
  const auto day = text::to_integer(text.substr(8, 2));
  if (!year || !month || !day || *year < 1 || *month < 1 || *month > 12 || *day < 1) {
    return false;
  }
  constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (*year % 4 == 0 && *year % 100 != 0) || *year % 400 == 0;
  return *day <= days[static_cast<std::size_t>(*month - 1)] + (leap && *month == 2 ? 1 : 0);
}

}  // namespace

Where Trail::at(const Where& entry, std::string_view key) const {
  const auto found = lines.find({entry.file, entry.line, std::string(key)});
  return found == lines.end() ? entry : Where{entry.file, found->second};
}

Entry::Entry(const Value& table, std::string file, std::string path, Trail& trail)
    : table_(table), path_(std::move(path)), where_{std::move(file), table.line}, trail_(trail) {
  for (const Member& member : table_.members) {
    trail_.lines[{where_.file, where_.line, member.key}] = member.line;
  }
}

std::string Entry::inner(std::string_view key) const {
  return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
}

std::string Entry::title() const {
  return path_.empty() ? where_.file : fmt::format("[{}]", path_);
}

const Value* Entry::find(std::string_view key, Need need) {
  asked_.emplace_back(key);
  trail_.keys.insert(inner(key));
  const Member* member = table_.member(key);
  if (member == nullptr && need == Need::Required) {
    trail_.problems.add("missing-key", fmt::format("{} has no `{}`", title(), key), where_,
                        fmt::format("add `{} = ...`", key));
  }
  return member == nullptr ? nullptr : &member->value;
}

const Value* Entry::find(std::string_view key, Need need, Value::Kind kind) {
  const Value* value = find(key, need);
  if (value != nullptr && value->kind != kind) {
    wrong_type(key, *value, kind_name(kind));
    return nullptr;
  }
  return value;
}

void Entry::wrong_type(std::string_view key, const Value& value, std::string_view wanted) {
  std::string hint;
  if (wanted == kind_name(Value::Kind::Text) && value.kind == Value::Kind::Integer) {
    hint = fmt::format("write `\"{}\"`, with quotes", value.integer);
  } else if (wanted == kind_name(Value::Kind::List) && value.kind == Value::Kind::Text) {
    hint = fmt::format("write `[\"{}\"]`, with brackets", value.text);
  } else if (value.kind == Value::Kind::Text) {
    hint = "leave out the quotes";
  }
  trail_.problems.add("wrong-type", fmt::format("`{}` must be {}, not {}", key, wanted, kind_name(value.kind)),
                      where(key), hint);
}

std::vector<std::string> Entry::keys() const {
  std::vector<std::string> keys;
  keys.reserve(table_.members.size());
  for (const Member& member : table_.members) {
    keys.push_back(member.key);
  }
  return keys;
}

bool Entry::has(std::string_view key) {
  return find(key, Need::Optional) != nullptr;
}

bool Entry::has_text(std::string_view key) {
  const Value* value = find(key, Need::Optional);
  return value != nullptr && value->kind == Value::Kind::Text;
}

std::string Entry::text(std::string_view key, Need need) {
  const Value* value = find(key, need, Value::Kind::Text);
  if (value == nullptr) {
    return {};
  }
  if (need == Need::Required && text::trim(value->text).empty()) {
    trail_.problems.add("empty", fmt::format("`{}` is empty", key), where(key), "say something, or remove the entry");
  }
  return value->text;
}

void Entry::check_code(std::string_view code, const Where& where) {
  if (!is_code(code)) {
    const std::string near = to_code(code);
    trail_.problems.add("bad-code", fmt::format("`{}` is not a code", code), where,
                        fmt::format("codes are lower-case letters, digits and underscores{}",
                                    near.empty() ? "" : fmt::format(": `{}`", near)));
  }
}

std::string Entry::code(std::string_view key, Need need) {
  const Value* value = find(key, need, Value::Kind::Text);
  if (value == nullptr) {
    return {};
  }
  check_code(value->text, where(key));
  return value->text;
}

std::string Entry::name(std::string_view key, Need need) {
  std::string value = code(key, need);
  if (is_code(value) && !is_name(value)) {
    problem("bad-code", fmt::format("`{}` does not begin with a letter", value), key,
            fmt::format("expressions could not tell it from a number: `q{}`", value));
  } else if (value == "and" || value == "or" || value == "not" || value == "in") {
    problem("bad-code", fmt::format("`{}` is a word of expressions", value), key,
            fmt::format("they could not tell it from a name: `q_{}`", value));
  }
  return value;
}

std::string Entry::date(std::string_view key) {
  const Value* value = find(key, Need::Optional);
  if (value == nullptr) {
    return {};
  }
  if (value->kind == Value::Kind::Day || (value->kind == Value::Kind::Text && is_date(value->text))) {
    return value->text;
  }
  problem("bad-date", fmt::format("`{}` is not a date", key), key, "write year-month-day: `2021-04-01`");
  return {};
}

bool Entry::flag(std::string_view key, bool fallback) {
  const Value* value = find(key, Need::Optional, Value::Kind::Boolean);
  return value == nullptr ? fallback : value->integer != 0;
}

std::optional<std::int64_t> Entry::integer(std::string_view key, std::int64_t low, std::int64_t high) {
  const Value* value = find(key, Need::Optional, Value::Kind::Integer);
  if (value == nullptr) {
    return std::nullopt;
  }
  if (value->integer < low || value->integer > high) {
    problem("out-of-range", fmt::format("`{}` is {}", key, value->integer), key,
            high == std::numeric_limits<std::int64_t>::max() ? fmt::format("at least {}", low)
                                                             : fmt::format("between {} and {}", low, high));
    return std::nullopt;
  }
  return value->integer;
}

std::optional<double> Entry::number(std::string_view key, double low, double high, Need need) {
  const Value* value = find(key, need);
  if (value == nullptr) {
    return std::nullopt;
  }
  if (value->kind != Value::Kind::Integer && value->kind != Value::Kind::Decimal) {
    wrong_type(key, *value, kind_name(Value::Kind::Decimal));
    return std::nullopt;
  }
  const bool within = value->decimal >= low && value->decimal <= high;  // which nan, legal in TOML, is not
  if (!within) {
    problem("out-of-range", fmt::format("`{}` is {}", key, text::exact(value->decimal)), key,
            high == std::numeric_limits<double>::max()
                ? fmt::format("at least {}", text::exact(low))
                : fmt::format("between {} and {}", text::exact(low), text::exact(high)));
    return std::nullopt;
  }
  return value->decimal;
}

std::vector<std::string> Entry::texts(std::string_view key) {
  std::vector<std::string> found;
  const Value* value = find(key, Need::Optional, Value::Kind::List);
  if (value == nullptr) {
    return found;
  }
  for (const Value& item : value->items) {
    if (item.kind == Value::Kind::Text) {
      found.push_back(item.text);
    } else {
      trail_.problems.add("wrong-type",
                          fmt::format("`{}` must be a list of text, not of {}", key, kind_name(item.kind)),
                          {where_.file, item.line}, "put each in quotes");
    }
  }
  return found;
}

std::vector<std::string> Entry::codes(std::string_view key) {
  std::vector<std::string> found = texts(key);
  for (std::size_t i = 0; i < found.size(); ++i) {
    check_code(found[i], where(key));
    if (std::find(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(i), found[i]) !=
        found.begin() + static_cast<std::ptrdiff_t>(i)) {
      problem("duplicate", fmt::format("`{}` stands twice in `{}`", found[i], key), key, "remove one");
    }
  }
  return found;
}

std::map<std::string, std::string> Entry::pairs(std::string_view key, Need need) {
  std::map<std::string, std::string> found;
  const Value* value = find(key, need, Value::Kind::Table);
  if (value == nullptr) {
    return found;
  }
  for (const Member& member : value->members) {
    if (member.value.kind == Value::Kind::Text) {
      found[member.key] = member.value.text;
    } else {
      trail_.problems.add("wrong-type",
                          fmt::format("`{}` must be text, not {}", member.key, kind_name(member.value.kind)),
                          {where_.file, member.line});
    }
  }
  return found;
}

std::optional<std::size_t> Entry::choose(std::string_view key, const std::vector<std::string>& words) {
  const Value* value = find(key, Need::Optional, Value::Kind::Text);
  if (value == nullptr) {
    return std::nullopt;
  }
  const auto found = std::ranges::find(words, value->text);
  if (found == words.end()) {
    problem("unknown-word", fmt::format("`{}` cannot be `{}`", key, value->text), key,
            text::suggestion(value->text, words));
    return std::nullopt;
  }
  return static_cast<std::size_t>(found - words.begin());
}

void Entry::each(std::string_view key, const std::function<void(Entry&)>& read) {
  const Value* value = find(key, Need::Optional);
  if (value == nullptr) {
    return;
  }
  if (value->kind != Value::Kind::List) {
    problem("wrong-type", fmt::format("`{}` must be a list of tables, not {}", key, kind_name(value->kind)), key,
            path_.empty() ? fmt::format("write `[[{}]]`, with two brackets", key) : "write `[{ ... }, { ... }]`");
  }
  // One table in the place of a list is read all the same, so that names which it defines are known.
  for (const Value& item : value->kind == Value::Kind::Table ? std::span(value, 1) : std::span(value->items)) {
    if (item.kind != Value::Kind::Table) {
      trail_.problems.add("wrong-type",
                          fmt::format("`{}` must be a list of tables, not of {}", key, kind_name(item.kind)),
                          {where_.file, item.line}, "write `{ ... }`");
      continue;
    }
    Entry entry(item, where_.file, inner(key), trail_);
    read(entry);
    entry.leave();
  }
}

void Entry::each_named(std::string_view key, const std::function<void(const std::string&, Entry&)>& read) {
  one(key, [&](Entry& group) {
    for (const Member& member : group.table_.members) {
      group.asked_.push_back(member.key);
      if (member.value.kind != Value::Kind::Table) {
        group.wrong_type(member.key, member.value, kind_name(Value::Kind::Table));
        continue;
      }
      group.check_code(member.key, {where_.file, member.line});
      Entry entry(member.value, where_.file, group.path_, trail_);
      read(member.key, entry);
      entry.leave();
    }
  });
}

void Entry::one(std::string_view key, const std::function<void(Entry&)>& read) {
  const Value* value = find(key, Need::Optional, Value::Kind::Table);
  if (value != nullptr) {
    Entry entry(*value, where_.file, inner(key), trail_);
    read(entry);
    entry.leave();
  }
}

void Entry::problem(std::string code, std::string message, std::string_view key, std::string hint) {
  trail_.problems.add(std::move(code), std::move(message), where(key), std::move(hint));
}

void Entry::leave() {
  for (const Member& member : table_.members) {
    if (std::ranges::find(asked_, member.key) == asked_.end()) {
      std::vector<std::string> known = asked_;
      std::ranges::sort(known);
      known.erase(std::unique(known.begin(), known.end()), known.end());
      trail_.problems.add("unknown-key",
                          fmt::format("unknown key `{}`{}", member.key, path_.empty() ? "" : " in " + title()),
                          {where_.file, member.line}, text::suggestion(member.key, known));
    }
  }
}

bool read_toml(std::string_view bytes, const std::string& file, Trail& trail, const std::function<void(Entry&)>& read) {
  Value root;
  try {
    root = parse_toml(bytes, file);
  } catch (const Error& error) {
    trail.problems.add(error.problems());
    return false;
  }
  Entry entry(root, file, "", trail);
  read(entry);
  entry.leave();
  return true;
}

void expect_known(Trail& trail, std::string_view kind, std::string_view value, std::span<const std::string> known,
                  const Where& where) {
  if (value.empty() || std::ranges::find(known, value) != known.end()) {
    return;
  }
  std::vector<std::string> distinct;
  for (const std::string& name : known) {
    if (!name.empty() && std::ranges::find(distinct, name) == distinct.end()) {
      distinct.push_back(name);
    }
  }
  trail.problems.add("unknown-" + text::replace_all(std::string(kind), " ", "-"),
                     fmt::format("unknown {} `{}`", kind, value), where,
                     distinct.empty() ? "the study names none" : text::suggestion(value, distinct));
}

}  // namespace kith::study
