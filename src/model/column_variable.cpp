#include "model/column_variable.h"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "base/problem.h"
#include "data/natural.h"
#include "design/labels.h"

namespace kith::model {

namespace {

constexpr std::size_t most_levels = 1000;

[[noreturn]] void too_many_levels(const std::string& name) {
  throw Error({"too-many-levels",
               fmt::format("`{}` has more than {} different answers", name, most_levels),
               {},
               "it looks like an identifier; a factor has few levels"});
}

void mark_missing(Variable& variable, std::size_t row, std::size_t rows) {
  variable.missing.resize(rows);
  variable.missing[row] = 1;
}

bool answered(const data::Option& option) {
  return option.missing == data::Missing::None;
}

// Numbers without labels of their own.
bool plain_numbers(const data::Column& column) {
  return std::all_of(column.options().begin(), column.options().end(), [](const data::Option& option) {
    return !answered(option) || (option.value && option.label == option.code);
  });
}

Variable from_options(const data::Column& column) {
  Variable variable;
  const std::size_t rows = column.size();
  const bool numbers = plain_numbers(column);
  std::array<double, 256> values{};
  std::array<std::uint16_t, 256> level_of{};
  level_of.fill(no_level);
  bool all_values = true;
  std::uint16_t next = 0;
  for (std::size_t o = 0; o < column.options().size(); ++o) {
    const data::Option& option = column.options()[o];
    if (answered(option)) {
      level_of[o] = next++;
      values[o] = option.value.value_or(0);
      all_values = all_values && option.value.has_value();
      variable.levels.push_back(option.label);
      variable.level_codes.push_back(option.code);
      variable.level_values.push_back(option.value.value_or(0));
    }
  }
  const std::span<const std::uint8_t> codes = column.codes();
  const bool some_missing =
      std::any_of(codes.begin(), codes.end(), [&](std::uint8_t code) { return level_of[code] == no_level; });
  if (some_missing) {
    variable.missing.resize(rows);
    for (std::size_t row = 0; row < rows; ++row) {
      variable.missing[row] = level_of[codes[row]] == no_level ? 1 : 0;
    }
  }
  if (numbers && next > 0) {
    auto own = std::make_shared<std::vector<double>>(rows);
    for (std::size_t row = 0; row < rows; ++row) {
      (*own)[row] = values[codes[row]];
    }
    variable.levels.clear();
    variable.level_codes.clear();
    variable.level_values.clear();
    variable.numbers = *own;
    variable.own = std::move(own);
    return variable;
  }
  variable.kind = Variable::Kind::Factor;
  variable.ordered = column.ordered;
  variable.codes.resize(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    variable.codes[row] = level_of[codes[row]];
  }
  const bool truth = variable.levels == std::vector<std::string>{"FALSE", "TRUE"};
  if (truth) {
    variable.level_values = {0, 1};
  } else if (!all_values) {
    variable.level_values.clear();
  }
  return variable;
}

Variable from_text(const data::Column& column) {
  Variable variable;
  variable.kind = Variable::Kind::Factor;
  const std::size_t rows = column.size();
  std::map<std::string_view, std::uint16_t, bool (*)(std::string_view, std::string_view)> levels(&data::natural_less);
  for (std::size_t row = 0; row < rows; ++row) {
    if (column.missing_at(row) == data::Missing::None) {
      levels.emplace(column.text_at(row), std::uint16_t{0});
      if (levels.size() > most_levels) {
        too_many_levels(column.name);
      }
    }
  }
  for (auto& [text, code] : levels) {
    code = static_cast<std::uint16_t>(variable.levels.size());
    variable.levels.emplace_back(text);
  }
  variable.codes.resize(rows, no_level);
  for (std::size_t row = 0; row < rows; ++row) {
    if (column.missing_at(row) == data::Missing::None) {
      variable.codes[row] = levels.at(column.text_at(row));
    } else {
      mark_missing(variable, row, rows);
    }
  }
  return variable;
}

}  // namespace

Variable column_variable(const data::Column& column) {
  Variable variable;
  switch (column.kind()) {
    case data::Kind::Categorical:
      variable = from_options(column);
      break;
    case data::Kind::Text:
      variable = from_text(column);
      break;
    case data::Kind::Number:
      variable.numbers = column.numbers();
      if (!column.reasons().empty()) {
        for (std::size_t row = 0; row < column.size(); ++row) {
          if (column.reasons()[row] != 0) {
            mark_missing(variable, row, column.size());
          }
        }
      }
      break;
  }
  variable.name = column.name;
  return variable;
}

Variable to_factor(Variable variable) {
  if (variable.kind == Variable::Kind::Factor) {
    return variable;
  }
  const design::Labels labels = design::labels(data::Column::number(
      variable.name, std::vector<double>(variable.numbers.begin(), variable.numbers.end()), variable.missing));
  if (labels.count > most_levels) {
    too_many_levels(variable.name);
  }
  variable.kind = Variable::Kind::Factor;
  variable.level_values.resize(labels.count);
  variable.codes.assign(labels.index.size(), no_level);
  for (std::size_t row = 0; row < labels.index.size(); ++row) {
    const std::uint32_t level = labels.index[row];
    if (level != design::no_label) {
      variable.codes[row] = static_cast<std::uint16_t>(level);
      variable.level_values[level] = variable.numbers[row] + 0.0;  // -0 is 0
    }
  }
  for (const double number : variable.level_values) {
    variable.levels.push_back(fmt::format("{:.15g}", number));
  }
  variable.numbers = {};
  variable.own.reset();
  return variable;
}

}  // namespace kith::model
