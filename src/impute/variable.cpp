#include "impute/variable.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "base/text.h"
#include "design/labels.h"
#include "num/sum.h"

namespace kith::impute {

namespace {

using data::Missing;

bool is_imputed(Missing reason) {
  return reason == Missing::Blank || reason == Missing::Illegible || reason == Missing::Other;
}

// A code that stands for itself is an amount; one with a label of its own is a name.
bool are_numbers(const std::vector<data::Option>& options) {
  std::size_t answers = 0;
  for (const data::Option& option : options) {
    if (option.missing != Missing::None) {
      continue;
    }
    ++answers;
    if (!option.value ||
        (!option.label.empty() && option.label != option.code && text::to_number(option.label) != option.value)) {
      return false;
    }
  }
  return answers > 2;
}

void sort_rows(Variable& variable, std::size_t rows, const auto& reason_at) {
  for (std::size_t row = 0; row < rows; ++row) {
    const Missing reason = reason_at(row);
    if (reason == Missing::None) {
      variable.answered.push_back(static_cast<std::uint32_t>(row));
    } else if (is_imputed(reason)) {
      variable.gaps.push_back(static_cast<std::uint32_t>(row));
    } else {
      if (variable.unknown.empty()) {
        variable.unknown.resize(rows);
      }
      variable.unknown[row] = 1;
    }
  }
}

void describe_numbers(Variable& variable) {
  if (variable.answered.empty()) {
    return;
  }
  const auto n = static_cast<double>(variable.answered.size());
  num::Sum sum;
  for (const std::uint32_t row : variable.answered) {
    sum += variable.numbers[row];
    variable.differs = variable.differs || variable.numbers[row] != variable.numbers[variable.answered.front()];
  }
  variable.mean = sum.value() / n;
  num::Sum squares;
  for (const std::uint32_t row : variable.answered) {
    squares += (variable.numbers[row] - variable.mean) * (variable.numbers[row] - variable.mean);
  }
  const double spread = std::sqrt(squares.value() / n);
  variable.spread = variable.differs && spread > 0 ? spread : 1;
}

void number_options(Variable& variable, const data::Column& column) {
  std::array<std::size_t, 256> counts{};
  for (const std::uint32_t row : variable.answered) {
    ++counts[column.codes()[row]];
  }
  for (std::size_t code = 0; code < column.options().size(); ++code) {
    if (counts[code] > 0) {
      variable.options.push_back(static_cast<std::uint8_t>(code));
    }
  }
  if (!column.ordered) {
    std::ranges::stable_sort(variable.options, std::ranges::greater{}, [&](std::uint8_t code) { return counts[code]; });
  }
  std::array<std::uint8_t, 256> place{};
  place.fill(no_place);
  for (std::size_t i = 0; i < variable.options.size(); ++i) {
    place[variable.options[i]] = static_cast<std::uint8_t>(i);
  }
  variable.places.assign(column.size(), no_place);
  for (const std::uint32_t row : variable.answered) {
    variable.places[row] = place[column.codes()[row]];
  }
}

}  // namespace

std::optional<Variable> variable_of(const data::Column& column) {
  if (column.kind() == data::Kind::Text) {
    return std::nullopt;
  }
  Variable variable{.name = column.name, .column = &column};
  sort_rows(variable, column.size(), [&](std::size_t row) { return column.missing_at(row); });
  if (column.kind() == data::Kind::Categorical && !are_numbers(column.options())) {
    variable.kind = Variable::Kind::Options;
    number_options(variable, column);
    return variable;
  }
  variable.numbers.resize(column.size());
  for (const std::uint32_t row : variable.answered) {
    variable.numbers[row] =
        column.kind() == data::Kind::Number ? column.numbers()[row] : column.number_at(row).value_or(0);
  }
  describe_numbers(variable);
  return variable;
}

Variable weight_variable(const data::Column& column) {
  Variable variable{.name = column.name};
  variable.numbers.resize(column.size());
  bool positive = true;
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (const auto weight = column.number_at(row)) {
      variable.answered.push_back(static_cast<std::uint32_t>(row));
      variable.numbers[row] = *weight;
      positive = positive && *weight > 0;
    }
  }
  if (positive) {
    for (const std::uint32_t row : variable.answered) {
      variable.numbers[row] = std::log(variable.numbers[row]);
    }
  }
  describe_numbers(variable);
  return variable;
}

Variable stratum_variable(const data::Column& column, std::span<const std::uint32_t> labels, std::uint32_t count) {
  Variable variable{.name = column.name, .kind = Variable::Kind::Options};
  variable.options.resize(count);
  std::iota(variable.options.begin(), variable.options.end(), std::uint8_t{0});
  variable.places.assign(labels.size(), no_place);
  for (std::size_t row = 0; row < labels.size(); ++row) {
    if (labels[row] != design::no_label) {
      variable.places[row] = static_cast<std::uint8_t>(labels[row]);
      variable.answered.push_back(static_cast<std::uint32_t>(row));
    }
  }
  return variable;
}

}  // namespace kith::impute
