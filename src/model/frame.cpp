#include "model/frame.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/problem.h"

namespace kith::model {

namespace {

constexpr double much_missing = 0.2;

void leave_out(Frame& frame, const Variable& variable, std::span<const std::uint8_t> counted) {
  std::int64_t gone = 0;
  if (!variable.missing.empty()) {
    for (std::size_t row = 0; row < frame.rows(); ++row) {
      gone += counted[row] != 0 && variable.missing[row] != 0 ? 1 : 0;
      frame.present[row] = frame.present[row] != 0 && variable.missing[row] == 0 ? 1 : 0;
    }
  }
  if (gone > 0) {
    frame.missing.push_back({variable.name, gone});
    const double share = static_cast<double>(gone) / static_cast<double>(frame.domain);
    if (share > much_missing) {
      frame.notes.push_back(
          {"much-missing", fmt::format("{:.0f}% of the {} people did not answer `{}`; they are left out", share * 100,
                                       frame.domain, variable.name)});
    }
  }
}

void add_offset(Frame& frame, const RNode& node, const data::Table& table, std::span<const std::uint8_t> counted) {
  const Variable variable = variable_of(node, table, counted);
  leave_out(frame, variable, counted);
  const std::vector<double> values = as_numbers(variable);
  frame.offset.resize(frame.rows());
  for (std::size_t row = 0; row < values.size(); ++row) {
    frame.offset[row] += values[row];
  }
}

void require_finite(const Frame& frame, const Variable& variable) {
  if (variable.is_factor()) {
    return;
  }
  for (std::size_t column = 0; column < variable.numbers.size(); column += frame.rows()) {
    for (std::size_t row = 0; row < frame.rows(); ++row) {
      if (!std::isfinite(variable.numbers[column + row]) && frame.present[row] != 0) {
        throw Error({"not-finite",
                     fmt::format("`{}` is infinite in row {}", variable.name, row + 1),
                     {},
                     "the logarithm of 0, or a division by 0? leave such rows out, or add a number"});
      }
    }
  }
}

void finish(Frame& frame) {
  for (Variable& variable : frame.variables) {
    require_finite(frame, variable);
  }
  for (std::size_t row = 0; row < frame.offset.size(); ++row) {
    if (frame.present[row] != 0 && !std::isfinite(frame.offset[row])) {
      throw Error({"not-finite", fmt::format("the offset is infinite in row {}", row + 1), {}, ""});
    }
    frame.offset[row] = frame.present[row] != 0 ? frame.offset[row] : 0.0;
  }
  frame.complete = std::count(frame.present.begin(), frame.present.end(), std::uint8_t{1});
}

}  // namespace

Contrast Frame::contrast_of(const Variable& factor) const {
  if (factor.contrast) {
    return *factor.contrast;
  }
  const auto named = options.contrasts.find(factor.name);
  if (named != options.contrasts.end()) {
    return named->second;
  }
  return factor.ordered && options.of_ordered ? *options.of_ordered : options.contrast;
}

Frame make_frame(const Formula& formula, const data::Table& table, std::span<const double> weights,
                 std::span<const std::uint8_t> domain, FrameOptions options) {
  Frame frame{.formula = formula, .options = std::move(options)};
  frame.present.resize(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    frame.present[row] = domain[row] != 0 && weights[row] > 0 ? 1 : 0;
  }
  const std::vector<std::uint8_t> counted = frame.present;
  frame.domain = std::count(counted.begin(), counted.end(), std::uint8_t{1});
  if (formula.response) {
    frame.response = variable_of(*formula.response, table, counted);
    leave_out(frame, *frame.response, counted);
  }
  for (const RNode& node : formula.variables) {
    frame.variables.push_back(variable_of(node, table, counted));
    leave_out(frame, frame.variables.back(), counted);
  }
  for (const RNode& node : formula.offsets) {
    add_offset(frame, node, table, counted);
  }
  finish(frame);
  if (frame.complete == 0) {
    throw Error({"no-cases", fmt::format("nobody has answered everything that `{}` asks for", formula.text), {}, ""});
  }
  if (frame.response) {
    require_finite(frame, *frame.response);
    if (frame.response->is_factor()) {
      drop_unused_levels(*frame.response, frame.present);
    }
  }
  for (Variable& variable : frame.variables) {
    if (variable.is_factor()) {
      drop_unused_levels(variable, frame.present);
      if (variable.levels.size() < 2) {
        throw Error({"one-level",
                     fmt::format("everybody has the same answer to `{}`", variable.name),
                     {},
                     "leave it out of the formula"});
      }
    }
  }
  return frame;
}

Frame frame_like(const Frame& fitted, const data::Table& table) {
  Frame frame{.formula = fitted.formula, .options = fitted.options};
  frame.present.assign(table.rows(), 1);
  frame.domain = static_cast<std::int64_t>(table.rows());
  const std::vector<std::uint8_t> everyone = frame.present;
  for (std::size_t v = 0; v < fitted.variables.size(); ++v) {
    frame.variables.push_back(variable_of(fitted.formula.variables[v], table, everyone, &fitted.variables[v]));
    leave_out(frame, frame.variables.back(), everyone);
  }
  for (const RNode& node : fitted.formula.offsets) {
    add_offset(frame, node, table, everyone);
  }
  frame.notes.clear();
  finish(frame);
  return frame;
}

}  // namespace kith::model
