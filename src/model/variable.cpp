#include "model/variable.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/problem.h"

namespace kith::model {

std::optional<std::uint16_t> Variable::level(const std::string& text) const {
  for (const std::vector<std::string>* names : {&levels, &level_codes}) {
    const auto found = std::find(names->begin(), names->end(), text);
    if (found != names->end()) {
      return static_cast<std::uint16_t>(found - names->begin());
    }
  }
  return std::nullopt;
}

void drop_unused_levels(Variable& factor, std::span<const std::uint8_t> present) {
  std::vector<std::uint8_t> used(factor.levels.size());
  for (std::size_t row = 0; row < present.size(); ++row) {
    if (present[row] != 0) {
      used[factor.codes[row]] = 1;
    }
  }
  if (std::find(used.begin(), used.end(), 0) == used.end()) {
    return;
  }
  std::vector<std::uint16_t> now(used.size(), no_level);
  Variable kept;
  for (std::size_t level = 0; level < used.size(); ++level) {
    if (used[level] != 0) {
      now[level] = static_cast<std::uint16_t>(kept.levels.size());
      kept.levels.push_back(factor.levels[level]);
      if (!factor.level_codes.empty()) {
        kept.level_codes.push_back(factor.level_codes[level]);
      }
      if (!factor.level_values.empty()) {
        kept.level_values.push_back(factor.level_values[level]);
      }
    }
  }
  for (std::uint16_t& code : factor.codes) {
    code = code == no_level ? no_level : now[code];
  }
  factor.levels = std::move(kept.levels);
  factor.level_codes = std::move(kept.level_codes);
  factor.level_values = std::move(kept.level_values);
}

std::vector<double> as_numbers(const Variable& variable) {
  if (variable.kind == Variable::Kind::Numbers) {
    return {variable.numbers.begin(), variable.numbers.end()};
  }
  if (variable.kind != Variable::Kind::Factor || variable.level_values.empty()) {
    throw Error({"not-a-number",
                 fmt::format("`{}` is not a number", variable.name),
                 {},
                 "its answers have no values; a comparison (x == \"...\") gives 0 and 1"});
  }
  std::vector<double> result(variable.codes.size());
  for (std::size_t row = 0; row < result.size(); ++row) {
    result[row] = variable.codes[row] == no_level ? 0.0 : variable.level_values[variable.codes[row]];
  }
  return result;
}

}  // namespace kith::model
