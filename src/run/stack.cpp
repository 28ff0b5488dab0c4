#include "run/stack.h"

#include <algorithm>
#include <optional>

namespace kith::run {

namespace {

using data::Column;
using data::Kind;
using data::Missing;

constexpr auto not_asked = static_cast<std::uint8_t>(Missing::NotAsked);

Column stacked_categorical(const Column& first, const std::vector<data::Table>& tables) {
  std::vector<data::Option> options;
  std::vector<std::uint8_t> codes;
  for (const data::Table& table : tables) {
    const Column* part = table.find(first.name);
    if (part == nullptr) {
      codes.insert(codes.end(), table.rows(), data::missing_code(Missing::NotAsked));
      continue;
    }
    std::vector<std::uint8_t> renumbered;
    for (const data::Option& option : part->options()) {
      auto known = std::ranges::find(options, option.code, &data::Option::code);
      if (known == options.end()) {
        known = options.insert(options.end(), option);
      }
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

Column stacked(const Column& first, const std::vector<data::Table>& tables) {
  switch (common_kind(first.name, tables)) {
    case Kind::Categorical:
      return stacked_categorical(first, tables);
    case Kind::Number:
      return stacked_numbers(first, tables);
    case Kind::Text:
      break;
  }
  return stacked_text(first, tables);
}

}  // namespace

data::Table stack(std::vector<data::Table> tables) {
  if (tables.size() == 1) {
    return std::move(tables.front());
  }
  data::Table whole;
  for (const data::Table& table : tables) {
    whole.source += (whole.source.empty() ? "" : ", ") + table.source;
    for (const Column& column : table.columns()) {
      if (whole.find(column.name) == nullptr) {
        Column joined = stacked(column, tables);
        joined.label = column.label;
        joined.ordered = column.ordered;
        whole.add(std::move(joined));
      }
    }
    for (const data::ResponseSet& set : table.sets) {
      if (whole.set(set.name) == nullptr) {
        whole.sets.push_back(set);
      }
    }
  }
  return whole;
}

}  // namespace kith::run
