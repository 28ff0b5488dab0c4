#include "model/response.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/problem.h"
#include "model/column_variable.h"

namespace kith::model {

namespace {

const Variable& response(const Frame& frame) {
  if (!frame.response) {
    throw Error(
        {"bad-formula", fmt::format("`{}` has no response on its left side", frame.formula.text), {}, "y ~ a + b"});
  }
  return *frame.response;
}

std::vector<double> yes_or_no(const Variable& variable) {
  if (!variable.is_factor()) {
    return as_numbers(variable);
  }
  if (variable.level_values == std::vector<double>{0, 1}) {
    return as_numbers(variable);
  }
  std::vector<double> y(variable.codes.size());
  for (std::size_t row = 0; row < y.size(); ++row) {
    y[row] = variable.codes[row] == 0 || variable.codes[row] == no_level ? 0.0 : 1.0;
  }
  return y;
}

}  // namespace

std::vector<double> response_of(const Frame& frame, const Family& family) {
  const Variable& variable = response(frame);
  if (variable.kind == Variable::Kind::Polynomial) {
    throw Error({"bad-response", fmt::format("`{}` cannot be a response", variable.name), {}, ""});
  }
  std::vector<double> y = family.distribution == Distribution::Binomial ? yes_or_no(variable) : as_numbers(variable);
  std::optional<double> first;
  bool varies = false;
  for (std::size_t row = 0; row < y.size(); ++row) {
    if (frame.present[row] == 0) {
      y[row] = 0;
      continue;
    }
    if (const auto objection = family.objection(y[row])) {
      throw Error({"bad-response",
                   fmt::format("`{}` {} in row {}, which the family {} cannot have", variable.name, *objection, row + 1,
                               family.name()),
                   {},
                   "choose another family, or another response"});
    }
    first = first.value_or(y[row]);
    varies = varies || y[row] != *first;
  }
  if (!varies) {
    throw Error({"constant-response",
                 fmt::format("everybody has the same `{}`: there is nothing to explain", variable.name),
                 {},
                 ""});
  }
  return y;
}

std::vector<int> levels_of(const Frame& frame, std::vector<std::string>& names) {
  Variable variable = to_factor(response(frame));
  drop_unused_levels(variable, frame.present);
  if (variable.levels.size() < 3) {
    throw Error({"bad-response",
                 fmt::format("`{}` has {} levels; a cumulative model needs three or more", variable.name,
                             variable.levels.size()),
                 {},
                 "for two levels use the family quasibinomial"});
  }
  names = variable.levels;
  std::vector<int> levels(variable.codes.size());
  for (std::size_t row = 0; row < levels.size(); ++row) {
    levels[row] = frame.present[row] != 0 ? variable.codes[row] : 0;
  }
  return levels;
}

}  // namespace kith::model
