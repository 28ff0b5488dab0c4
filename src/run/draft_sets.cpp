#include "run/draft_sets.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/text.h"

namespace kith::run {

namespace {

using data::Column;
using data::Kind;

constexpr std::size_t most_options = 30;

bool is_unticked(const std::string& label) {
  const std::string folded = text::fold(text::trim(label));
  return folded == "not selected" || folded == "0" || folded == "false" || folded == "unchecked" ||
         folded == "not ticked";
}

bool is_nothing(const std::string& label) {
  const std::string folded = text::fold(text::trim(label));
  return folded == "na" || folded == "n/a";
}

bool is_bare_tick(const std::string& label) {
  const std::string folded = text::fold(text::trim(label));
  return folded == "1" || folded == "true" || folded == "checked" || folded == "selected" || folded == "yes" ||
         folded == "x";
}

// What a ticked cell of the column says; none when the column is more than ticked or not.
std::optional<std::string> tick_of(const Column& column) {
  if (column.kind() != Kind::Categorical) {
    return std::nullopt;
  }
  std::vector<std::string> ticks;
  bool unticked = false;
  for (const data::Option& option : column.options()) {
    if (is_unticked(option.label)) {
      unticked = true;
    } else if (!is_nothing(option.label)) {
      ticks.push_back(option.label);
    }
  }
  if (ticks.size() > 1 || (ticks.empty() && !unticked)) {
    return std::nullopt;
  }
  return ticks.empty() ? "1" : ticks.front();
}

// "q0004_0001" -> "q0004", "reasons/company" -> "reasons"; none without an ending.
std::string stem_of(const std::string& name) {
  const std::size_t at = name.find_last_of("_/.:");
  return at == std::string::npos || at == 0 || at + 1 == name.size() ? std::string() : name.substr(0, at);
}

std::string ending_of(const std::string& name) {
  return name.substr(name.find_last_of("_/.:") + 1);
}

// Neighbouring columns of one stem, each ticked or not, and saying different things or nothing but "1".
std::optional<FoundSet> set_at(const std::vector<Column>& columns, std::size_t first) {
  const std::string stem = stem_of(columns[first].name);
  FoundSet set{stem, stem, {}, {}, "these columns are one question, of which several answers could be ticked"};
  std::set<std::string> ticks;
  bool bare = false;
  for (std::size_t i = first; i < columns.size() && !stem.empty() && stem_of(columns[i].name) == stem; ++i) {
    const auto tick = tick_of(columns[i]);
    if (!tick) {
      break;
    }
    const bool only_a_tick = is_bare_tick(*tick);
    bare = bare || only_a_tick;
    const std::string ending = ending_of(columns[i].name);
    const std::string label = !only_a_tick ? *tick : columns[i].label.empty() ? ending : columns[i].label;
    set.members.push_back({only_a_tick ? ending : std::string(), label, columns[i].name});
    ticks.insert(only_a_tick ? columns[i].name : *tick);
  }
  const bool enough = set.members.size() >= (bare ? 3U : 2U);
  return enough && ticks.size() == set.members.size() && set.members.size() <= most_options ? std::optional(set)
                                                                                            : std::nullopt;
}

// One column whose answers are several between semicolons, of a few that come again and again.
std::optional<FoundSet> list_of(const Column& column) {
  if (column.kind() == Kind::Number) {
    return std::nullopt;
  }
  std::map<std::string, std::size_t> parts;
  std::size_t answers = 0, lists = 0;
  for (std::size_t row = 0; row < column.size(); ++row) {
    const std::string answer = column.label_at(row);
    if (answer.empty()) {
      continue;
    }
    ++answers;
    lists += answer.find(';') != std::string::npos ? 1U : 0U;
    for (const std::string_view part : text::split(answer, ';')) {
      if (!text::trim(part).empty()) {
        ++parts[std::string(text::trim(part))];
      }
    }
    if (parts.size() > most_options) {
      return std::nullopt;
    }
  }
  const bool repeated = std::ranges::all_of(parts, [](const auto& part) { return part.second > 1; });
  if (5 * lists < answers || lists == 0 || parts.size() < 2 || !repeated) {
    return std::nullopt;
  }
  FoundSet set{column.name, column.label, column.name, {}, "several answers stand in one column, between semicolons"};
  for (const auto& part : parts) {
    set.members.push_back({{}, part.first, {}});
  }
  return set;
}

}  // namespace

bool FoundSet::holds(const std::string& name_of_column) const {
  return column == name_of_column || std::ranges::find(members, name_of_column, &Member::column) != members.end();
}

std::vector<FoundSet> find_sets(const data::Table& table) {
  std::vector<FoundSet> sets;
  const auto taken = [&](const std::string& column) {
    return std::ranges::any_of(sets, [&](const FoundSet& set) { return set.holds(column); });
  };
  for (const data::ResponseSet& declared : table.sets) {
    FoundSet set{declared.name, declared.label, {}, {}, {}};
    for (const auto& member : declared.members) {
      set.members.push_back({member.code, member.label, member.column});
    }
    sets.push_back(std::move(set));
  }
  const std::vector<Column>& columns = table.columns();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (taken(columns[i].name)) {
      continue;
    }
    if (auto set = set_at(columns, i); set && !taken(set->members.front().column)) {
      sets.push_back(std::move(*set));
    } else if (auto list = list_of(columns[i])) {
      sets.push_back(std::move(*list));
    }
  }
  return sets;
}

}  // namespace kith::run
