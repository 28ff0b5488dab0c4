#include "run/draft_sets.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "data/given.h"
#include "data/stem.h"

namespace kith::run {

namespace {

using data::Column;
using data::Kind;

constexpr std::size_t most_options = 30;
constexpr std::size_t most_answers = 2000;  // different ones: an open question beyond

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
  FoundSet set{stem, stem, {}, {}, ';', {}, "these columns are one question, of which several answers could be ticked"};
  std::set<std::string> ticks;
  std::vector<std::string> headings;
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
    headings.push_back(columns[i].label);
  }
  if (const data::Stem shared = data::shared_stem(headings); shared.columns == headings.size() && shared.columns > 1) {
    set.text = shared.question;
    for (std::size_t i = 0; bare && i < set.members.size(); ++i) {
      set.members[i] = {{}, shared.items[i], set.members[i].column};
    }
  }
  const bool enough = set.members.size() >= (bare ? 3U : 2U);
  return enough && ticks.size() == set.members.size() && set.members.size() <= most_options ? std::optional(set)
                                                                                            : std::nullopt;
}

std::string heading_of(const Column& column) {
  return column.label.empty() ? column.name : column.label;
}

// Neighbouring columns that hold nothing but their own heading, where it was ticked (Typeform); "Other" beside them.
std::optional<FoundSet> own_headings_at(const std::vector<Column>& columns, std::size_t first) {
  FoundSet set{"choices_" + columns[first].name,
               "Which of these were ticked?",
               {},
               {},
               ';',
               {},
               "these columns hold their own headings where they were ticked: give the question its wording"};
  for (std::size_t i = first; i < columns.size(); ++i) {
    const auto tick = tick_of(columns[i]);
    const std::string heading = heading_of(columns[i]);
    const bool own = tick && data::answer_key(*tick) == data::answer_key(heading);
    const bool other = set.members.size() > 1 && text::fold(heading) == "other";
    if (!own && !other) {
      break;
    }
    set.members.push_back({{}, heading, columns[i].name});
    if (other) {
      break;
    }
  }
  const bool enough = set.members.size() >= 2 && set.members.size() <= most_options;
  return enough ? std::optional(set) : std::nullopt;
}

// The column's answers, each cut at the separator, and how often it was given.
struct List {
  std::string text;
  std::vector<std::string> parts;
  std::size_t count = 0;
};

struct Lists {
  std::vector<List> answers;
  std::size_t given = 0;  // answers in all
};

Lists lists_of(const Column& column, char separator) {
  std::map<std::string, std::size_t> whole;
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (const std::string answer = column.label_at(row); !answer.empty()) {
      ++whole[answer];
    }
  }
  Lists lists;
  for (const auto& [answer, count] : whole) {
    std::vector<std::string> parts;
    for (const std::string_view part : text::split(answer, separator)) {
      if (!text::trim(part).empty()) {
        parts.emplace_back(text::trim(part));
      }
    }
    lists.given += count;
    lists.answers.push_back({answer, std::move(parts), count});
  }
  return lists;
}

std::map<std::string, std::size_t> counts_of(const Lists& lists) {
  std::map<std::string, std::size_t> counts;
  for (const List& list : lists.answers) {
    for (const std::string& part : list.parts) {
      counts[part] += list.count;
    }
  }
  return counts;
}

// Joins two neighbours that never come without each other, once. False when there are none.
bool join_inseparable(Lists& lists, char separator) {
  const auto counts = counts_of(lists);
  std::map<std::pair<std::string, std::string>, std::size_t> pairs;
  for (const List& list : lists.answers) {
    for (std::size_t i = 1; i < list.parts.size(); ++i) {
      pairs[{list.parts[i - 1], list.parts[i]}] += list.count;
    }
  }
  const auto joined = std::ranges::find_if(pairs, [&](const auto& pair) {
    const auto& [first, second] = pair.first;
    return first != second && pair.second > 1 && counts.at(first) == pair.second && counts.at(second) == pair.second;
  });
  if (joined == pairs.end()) {
    return false;
  }
  const auto& [first, second] = joined->first;
  for (List& list : lists.answers) {
    for (std::size_t i = 1; i < list.parts.size(); ++i) {
      if (list.parts[i - 1] == first && list.parts[i] == second) {
        const std::string spaced = fmt::format("{}{} {}", first, separator, second);
        list.parts[i - 1] =
            list.text.find(spaced) != std::string::npos ? spaced : fmt::format("{}{}{}", first, separator, second);
        list.parts.erase(list.parts.begin() + static_cast<std::ptrdiff_t>(i));
      }
    }
  }
  return true;
}

// Options are seen alone, or with different others: else the separator belongs to the sentences.
bool separate(const Lists& lists, const std::map<std::string, std::size_t>& options) {
  std::map<std::string, std::set<std::string>> company;
  std::set<std::string> alone;
  for (const List& list : lists.answers) {
    for (const std::string& part : list.parts) {
      if (list.parts.size() == 1) {
        alone.insert(part);
      }
      std::ranges::copy_if(list.parts, std::inserter(company[part], company[part].end()),
                           [&](const std::string& other) { return other != part && options.contains(other); });
    }
  }
  std::size_t seen_alone = 0;
  for (const auto& option : options) {
    if (!alone.contains(option.first) && company[option.first].size() < 2) {
      return false;
    }
    seen_alone += alone.contains(option.first) ? 1U : 0U;
  }
  return 2 * seen_alone >= options.size();
}

// One column whose answers are several with a separator between them, of a few that come again and again.
std::optional<FoundSet> list_of(const Column& column, char separator) {
  if (column.kind() == Kind::Number) {
    return std::nullopt;
  }
  Lists lists = lists_of(column, separator);
  std::size_t joins = 0;
  while (joins < most_options && lists.answers.size() < most_answers && join_inseparable(lists, separator)) {
    ++joins;
  }
  std::size_t several = 0, parts = 0, rare = 0;
  for (const List& list : lists.answers) {
    several += list.parts.size() > 1 ? list.count : 0;
  }
  const std::size_t least = std::max<std::size_t>(separator == ';' ? 2 : 3, lists.given / 50);
  std::map<std::string, std::size_t> options;
  FoundSet set{column.name, column.label, column.name, {}, separator, {}, {}};
  for (const auto& [part, count] : counts_of(lists)) {
    parts += count;
    if (count >= least) {
      options.emplace(part, count);
    } else {
      rare += count;
      set.others.push_back(part);
    }
  }
  if (5 * several < lists.given || several == 0 || options.size() < 2 || options.size() > most_options ||
      5 * rare > parts || (separator != ';' && !separate(lists, options))) {
    return std::nullopt;
  }
  for (const auto& option : options) {
    set.members.push_back({{}, option.first, {}});
  }
  set.guess = separator == ';'    ? "several answers stand in one column, between semicolons"
              : separator == '\n' ? "several answers stand in one column, a line each"
                                  : "several answers stand in one column, between commas";
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
    FoundSet set{declared.name, declared.label, {}, {}, ';', {}, {}};
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
    } else if (auto own = own_headings_at(columns, i)) {
      sets.push_back(std::move(*own));
    } else if (auto lines = list_of(columns[i], '\n')) {
      sets.push_back(std::move(*lines));
    } else if (auto list = list_of(columns[i], ';')) {
      sets.push_back(std::move(*list));
    } else if (auto between_commas = list_of(columns[i], ',')) {
      sets.push_back(std::move(*between_commas));
    }
  }
  return sets;
}

}  // namespace kith::run
