#include "data/given.h"

#include <array>
#include <unordered_map>

#include "base/text.h"

namespace kith::data {

namespace {

GivenAnswers of_options(const Column& column, std::span<const std::size_t> rows) {
  GivenAnswers given;
  std::array<std::uint32_t, 256> place{};
  place.fill(GivenAnswers::none);
  for (const std::size_t row : rows) {
    const std::uint8_t code = column.codes()[row];
    if (code >= missing_base) {
      given.answer.push_back(GivenAnswers::none);
      given.reason.push_back(static_cast<Missing>(code - missing_base));
      continue;
    }
    if (place[code] == GivenAnswers::none) {
      const Option& option = column.options()[code];
      place[code] = static_cast<std::uint32_t>(given.distinct.size());
      given.distinct.push_back({option.code, option.label, option.value, option.missing, 0, row});
    }
    ++given.distinct[place[code]].count;
    given.answer.push_back(place[code]);
    given.reason.push_back(Missing::None);
  }
  return given;
}

// The label that the file gives a number, if any.
const Option* labelled(const Column& column, double value) {
  for (const Option& option : column.value_labels) {
    if (option.value == value) {
      return &option;
    }
  }
  return nullptr;
}

GivenAnswers of_values(const Column& column, std::span<const std::size_t> rows) {
  GivenAnswers given;
  std::unordered_map<std::string, std::uint32_t> place;
  for (const std::size_t row : rows) {
    const Missing declared = column.missing_at(row);
    const bool number = column.kind() == Kind::Number;
    const bool blank = !column.reasons().empty() && column.reasons()[row] != 0;
    if (blank) {
      given.answer.push_back(GivenAnswers::none);
      given.reason.push_back(declared);
      continue;
    }
    const double value = number ? column.numbers()[row] : 0;
    const std::string code = number ? text::exact(value) : std::string(column.text_at(row));
    const auto [found, fresh] = place.try_emplace(code, static_cast<std::uint32_t>(given.distinct.size()));
    if (fresh) {
      const Option* const label = number ? labelled(column, value) : nullptr;
      given.distinct.push_back({code, label == nullptr ? code : label->label,
                                number ? std::optional(value) : std::nullopt, declared, 0, row});
    }
    ++given.distinct[found->second].count;
    given.answer.push_back(found->second);
    given.reason.push_back(Missing::None);
  }
  return given;
}

template <typename T>
std::vector<T> pick(std::span<const T> all, std::span<const std::size_t> rows) {
  std::vector<T> picked;
  if (!all.empty()) {
    picked.reserve(rows.size());
    for (const std::size_t row : rows) {
      picked.push_back(all[row]);
    }
  }
  return picked;
}

}  // namespace

GivenAnswers given_answers(const Column& column, std::span<const std::size_t> rows) {
  return column.kind() == Kind::Categorical ? of_options(column, rows) : of_values(column, rows);
}

std::string answer_key(std::string_view text) {
  std::string key;
  for (const char c : text::replace_all(text::fold(text), "\u2019", "'")) {
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!blank) {
      key += c;
    } else if (!key.empty() && key.back() != ' ') {
      key += ' ';
    }
  }
  return key.ends_with(' ') ? key.substr(0, key.size() - 1) : key;
}

Column select(const Column& column, std::span<const std::size_t> rows, const std::string& name) {
  const auto build = [&] {
    switch (column.kind()) {
      case Kind::Categorical:
        return Column::categorical(name, column.options(), pick(column.codes(), rows));
      case Kind::Number:
        return Column::number(name, pick(column.numbers(), rows), pick(column.reasons(), rows));
      case Kind::Text:
        break;
    }
    std::vector<std::string> texts;
    for (const std::size_t row : rows) {
      texts.emplace_back(column.text_at(row));
    }
    return Column::text(name, texts, pick(column.reasons(), rows));
  };
  Column selected = build();
  selected.describe_like(column);
  return selected;
}

}  // namespace kith::data
