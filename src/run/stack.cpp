#include "run/stack.h"

#include <algorithm>
#include <optional>

namespace kith::run {

namespace {

using data::Column;
using data::Kind;
using data::Missing;

constexpr auto not_asked = static_cast<std::uint8_t>(Missing::NotAsked);

// The option's place in the question; behind all of them when it has none.
std::size_t place_of(const study::Question* question, const std::string& code) {
  if (question == nullptr) {
    return 0;
  }
  const auto found = std::ranges::find(question->options, code, &study::Option::code);
  return static_cast<std::size_t>(found - question->options.begin());
}

// Items with a code and a label, those of several tables united: in the question's order and words.
template <typename Item>
void unite(std::vector<Item>& items, const std::vector<Item>& more, const study::Question* question) {
  for (const Item& item : more) {
    if (std::ranges::find(items, item.code, &Item::code) != items.end()) {
      continue;
    }
    items.push_back(item);
    const study::Option* option = question == nullptr ? nullptr : question->option(item.code);
    if (option != nullptr) {
      items.back().label = option->label;
    }
  }
  std::ranges::stable_sort(items, {}, [&](const Item& item) { return place_of(question, item.code); });
}

Column stacked_categorical(const Column& first, const std::vector<data::Table>& tables,
                           const study::Question* question) {
  std::vector<data::Option> options;
  std::vector<std::uint8_t> codes;
  for (const data::Table& table : tables) {
    if (const Column* part = table.find(first.name)) {
      unite(options, part->options(), question);
    }
  }
  for (const data::Table& table : tables) {
    const Column* part = table.find(first.name);
    if (part == nullptr) {
      codes.insert(codes.end(), table.rows(), data::missing_code(Missing::NotAsked));
      continue;
    }
    std::vector<std::uint8_t> renumbered;
    for (const data::Option& option : part->options()) {
      const auto known = std::ranges::find(options, option.code, &data::Option::code);
      renumbered.push_back(static_cast<std::uint8_t>(known - options.begin()));
    }
    for (const std::uint8_t code : part->codes()) {
      codes.push_back(code < data::missing_base ? renumbered[code] : code);
    }
  }
  return Column::categorical(first.name, std::move(options), std::move(codes));
}

Column stacked_numbers(const Column& first, const std::vector<data::Table>& tables) {
  std::vector<double> values;
  std::vector<std::uint8_t> reasons;
  for (const data::Table& table : tables) {
    const Column* part = table.find(first.name);
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const auto value = part == nullptr ? std::nullopt : part->number_at(row);
      values.push_back(value.value_or(0));
      reasons.push_back(value ? 0 : part == nullptr ? not_asked : static_cast<std::uint8_t>(part->missing_at(row)));
    }
  }
  return Column::number(first.name, std::move(values), std::move(reasons));
}

Column stacked_text(const Column& first, const std::vector<data::Table>& tables) {
  std::vector<std::string> values;
  std::vector<std::uint8_t> reasons;
  for (const data::Table& table : tables) {
    const Column* part = table.find(first.name);
    for (std::size_t row = 0; row < table.rows(); ++row) {
      values.push_back(part == nullptr ? std::string() : part->label_at(row));
      reasons.push_back(part == nullptr ? not_asked : static_cast<std::uint8_t>(part->missing_at(row)));
    }
  }
  return Column::text(first.name, values, std::move(reasons));
}

// Categorical in every table that has it; otherwise numbers if all are numbers; otherwise text.
Kind common_kind(const std::string& name, const std::vector<data::Table>& tables) {
  std::optional<Kind> kind;
  for (const data::Table& table : tables) {
    if (const Column* part = table.find(name)) {
      kind = !kind || *kind == part->kind() ? part->kind() : Kind::Text;
    }
  }
  return kind.value_or(Kind::Text);
}

Column stacked(const Column& first, const std::vector<data::Table>& tables, const study::Question* question) {
  switch (common_kind(first.name, tables)) {
    case Kind::Categorical:
      return stacked_categorical(first, tables, question);
    case Kind::Number:
      return stacked_numbers(first, tables);
    case Kind::Text:
      break;
  }
  return stacked_text(first, tables);
}

}  // namespace

data::Table stack(std::vector<data::Table> tables, const study::Instrument& instrument) {
  if (tables.size() == 1) {
    return std::move(tables.front());
  }
  data::Table whole;
  for (const data::Table& table : tables) {
    whole.source += (whole.source.empty() ? "" : ", ") + table.source;
    for (const Column& column : table.columns()) {
      if (whole.find(column.name) == nullptr) {
        const study::Question* question = instrument.question(column.name);
        Column joined = stacked(column, tables, question);
        joined.label = question == nullptr || column.label.empty() ? column.label : question->text;
        joined.ordered = column.ordered;
        whole.add(std::move(joined));
      }
    }
    for (const data::ResponseSet& set : table.sets) {
      auto known = std::ranges::find(whole.sets, set.name, &data::ResponseSet::name);
      if (known == whole.sets.end()) {
        known = whole.sets.insert(whole.sets.end(), {set.name, set.label, {}});
      }
      unite(known->members, set.members, instrument.question(set.name));
    }
  }
  return whole;
}

}  // namespace kith::run
