#include "data/written_number.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

#include "base/text.h"
#include "data/decimal.h"
#include "data/few.h"

namespace kith::data {

namespace {

constexpr std::array<std::string_view, 4> units{"%", "\u00A3", "$", "\u20AC"};

// Takes the unit off either end of the text.
std::string_view take_unit(std::string_view& text) {
  for (const std::string_view unit : units) {
    if (text.starts_with(unit)) {
      text = text::trim(text.substr(unit.size()));
      return unit;
    }
    if (text.ends_with(unit)) {
      text = text::trim(text.substr(0, text.size() - unit.size()));
      return unit;
    }
  }
  return {};
}

// "12,345" -> "12345" where `mark` separates groups of three; empty when the groups are not that.
std::string without_groups(std::string_view whole, char mark) {
  const auto groups = text::split(whole, mark);
  std::string digits;
  for (std::size_t at = 0; at < groups.size(); ++at) {
    const bool right = at == 0 ? groups[at].size() <= 3 || groups.size() == 1 : groups[at].size() == 3;
    if (!right || groups[at].empty() || !std::ranges::all_of(groups[at], is_digit)) {
      return {};
    }
    digits += groups[at];
  }
  return digits;
}

// The distinct answers of a column of texts, in no special order.
std::vector<std::string> answers_of(const Column& column) {
  std::vector<std::string> answers;
  if (column.kind() == Kind::Categorical) {
    answers.reserve(column.options().size());
    for (const Option& option : column.options()) {
      answers.push_back(option.code);
    }
    return answers;
  }
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (column.missing_at(row) == Missing::None) {
      answers.emplace_back(column.text_at(row));
    }
  }
  return answers;
}

bool is_text(const Column& column) {
  return column.kind() == Kind::Text ||
         (column.kind() == Kind::Categorical && std::ranges::none_of(column.options(), [](const Option& option) {
            return option.value.has_value() || option.missing != Missing::None;
          }));
}

// Most texts are told by the first of them.
bool may_be_numbers(const Column& column) {
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (column.missing_at(row) == Missing::None) {
      const std::string answer = column.label_at(row);
      return written_number(answer, DecimalMark::Point) || written_number(answer, DecimalMark::Comma);
    }
  }
  return false;
}

bool all_written(const std::vector<std::string>& answers, DecimalMark mark) {
  std::string_view unit;
  for (const std::string& answer : answers) {
    const auto number = written_number(answer, mark);
    if (!number || (!unit.empty() && !number->unit.empty() && number->unit != unit)) {
      return false;
    }
    unit = unit.empty() ? number->unit : unit;
  }
  return !answers.empty();
}

Column numbers_of(const Column& column, DecimalMark mark) {
  std::vector<double> values;
  std::vector<std::uint8_t> reasons;
  bool missing = false;
  for (std::size_t row = 0; row < column.size(); ++row) {
    const auto number = written_number(column.label_at(row), mark);
    values.push_back(number ? number->value : 0);
    reasons.push_back(static_cast<std::uint8_t>(column.missing_at(row)));
    missing = missing || reasons.back() != 0;
  }
  return Column::number(column.name, std::move(values), missing ? std::move(reasons) : std::vector<std::uint8_t>());
}

// Few numbers stay options, as they were written, by value.
Column options_of(const Column& column, const std::map<double, std::string>& spelling, DecimalMark mark) {
  std::vector<Option> options;
  options.reserve(spelling.size());
  for (const auto& [value, text] : spelling) {
    options.push_back({text, text, value, Missing::None});
  }
  std::vector<std::uint8_t> codes;
  for (std::size_t row = 0; row < column.size(); ++row) {
    const Missing missing = column.missing_at(row);
    const auto number = written_number(column.label_at(row), mark);
    codes.push_back(missing != Missing::None || !number
                        ? missing_code(missing)
                        : static_cast<std::uint8_t>(std::distance(spelling.begin(), spelling.find(number->value))));
  }
  return Column::categorical(column.name, std::move(options), std::move(codes));
}

}  // namespace

std::optional<WrittenNumber> written_number(std::string_view text, DecimalMark mark) {
  const char decimal = mark == DecimalMark::Point ? '.' : ',';
  const char group = mark == DecimalMark::Point ? ',' : '.';
  text = text::trim(text);
  const bool negative = text.starts_with('-');
  text.remove_prefix(negative ? 1 : 0);
  WrittenNumber number;
  number.unit = take_unit(text);
  const std::size_t at = text.find(decimal);
  const std::string_view fraction = at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
  std::string digits = without_groups(text.substr(0, at), group);
  if (digits.empty() || (at != std::string_view::npos && fraction.empty()) ||
      !std::ranges::all_of(fraction, is_digit)) {
    return std::nullopt;
  }
  digits += fraction.empty() ? std::string() : '.' + std::string(fraction);
  if (!read_decimal(digits.data(), digits.data() + digits.size(), number.value)) {
    return std::nullopt;
  }
  number.value = negative ? -number.value : number.value;
  return number;
}

std::string read_written_numbers(Column& column, char delimiter) {
  if (!is_text(column) || !may_be_numbers(column)) {
    return {};
  }
  const std::vector<std::string> answers = answers_of(column);
  std::optional<DecimalMark> mark;
  if (delimiter != ',' && all_written(answers, DecimalMark::Comma)) {
    mark = DecimalMark::Comma;
  }
  if ((!mark || delimiter == '\t') && all_written(answers, DecimalMark::Point)) {
    mark = DecimalMark::Point;
  }
  if (!mark) {
    return {};
  }
  std::map<double, std::string> spelling;
  for (const std::string& answer : answers) {
    const auto number = written_number(answer, *mark);
    std::string& text = spelling[number ? number->value : 0];
    text = text.empty() || answer.size() < text.size() ? answer : text;
  }
  Column read =
      few_numbers(spelling.size(), column.size()) ? options_of(column, spelling, *mark) : numbers_of(column, *mark);
  read.label = column.label;
  column = std::move(read);
  return answers.front();
}

}  // namespace kith::data
