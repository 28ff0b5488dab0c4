#include "design/margin_levels.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/problem.h"
#include "base/text.h"

namespace kith::design {

MarginLevels::MarginLevels(const std::vector<const data::Column*>& columns, std::size_t rows) {
  pairs_.index.assign(rows, 0);
  combination_.emplace_back();
  for (const data::Column* column : columns) {
    Axis axis{column, labels(*column), {}};
    if (column->kind() != data::Kind::Categorical) {
      axis.first_row.assign(axis.labels.count, rows);
      for (std::size_t row = rows; row-- > 0;) {
        if (axis.labels.index[row] != no_label) {
          axis.first_row[axis.labels.index[row]] = row;
        }
      }
    }
    if (axes_.empty()) {  // every label is a level, even of an option that nobody chose
      combination_.clear();
      for (std::uint32_t level = 0; level < axis.labels.count; ++level) {
        combination_.push_back({level});
      }
      count_ = axis.labels.count;
      pairs_.index = axis.labels.index;
    } else {
      cross(axis.labels);
    }
    axes_.push_back(std::move(axis));
  }
}

void MarginLevels::cross(const Labels& labels) {
  Pairs crossed = pairs(pairs_.index, count_, labels.index, labels.count);
  std::vector<std::vector<std::uint32_t>> combination;
  for (std::uint32_t level = 0; level < crossed.count(); ++level) {
    combination.push_back(combination_[crossed.high[level]]);
    combination.back().push_back(crossed.low[level]);
  }
  combination_ = std::move(combination);
  count_ = crossed.count();
  pairs_ = std::move(crossed);
}

std::string MarginLevels::label(const Axis& axis, std::uint32_t index) const {
  if (axis.column->kind() == data::Kind::Categorical) {
    const data::Option& option = axis.column->options()[index];
    return option.label.empty() ? option.code : option.label;
  }
  return axis.column->label_at(axis.first_row[index]);
}

std::string MarginLevels::text(std::uint32_t level) const {
  std::string result;
  for (std::size_t a = 0; a < axes_.size(); ++a) {
    result += (a == 0 ? "" : ":") + label(axes_[a], combination_[level][a]);
  }
  return result;
}

// An option by its code or label, else by its value; a number by its value; a text byte for byte.
std::vector<std::uint32_t> MarginLevels::matches(const Axis& axis, std::string_view text) const {
  std::vector<std::uint32_t> result;
  const data::Column& column = *axis.column;
  const std::optional<double> number = text::to_number(text);
  if (column.kind() == data::Kind::Categorical) {
    if (const std::optional<std::size_t> option = column.option(text)) {
      return {static_cast<std::uint32_t>(*option)};
    }
    for (std::uint32_t i = 0; number && i < column.options().size(); ++i) {
      if (column.options()[i].value == number) {
        result.push_back(i);
      }
    }
    return result;
  }
  for (std::uint32_t i = 0; i < axis.labels.count; ++i) {
    const std::size_t row = axis.first_row[i];
    if (column.kind() == data::Kind::Number ? number && column.number_at(row) == number : column.text_at(row) == text) {
      result.push_back(i);
    }
  }
  return result;
}

// A label may hold a colon itself, so every way to cut the text is tried.
bool MarginLevels::find_from(std::size_t axis, std::string_view text, std::vector<std::uint32_t>& found) const {
  if (axis + 1 >= axes_.size()) {
    const std::vector<std::uint32_t> last =
        axes_.empty() ? std::vector<std::uint32_t>() : matches(axes_[axis], text::trim(text));
    found.insert(found.end(), last.begin(), last.end());
    return axes_.empty() ? text.empty() : !last.empty();
  }
  for (std::size_t colon = text.find(':'); colon != std::string_view::npos; colon = text.find(':', colon + 1)) {
    for (const std::uint32_t match : matches(axes_[axis], text::trim(text.substr(0, colon)))) {
      std::vector<std::uint32_t> longer = found;
      longer.push_back(match);
      if (find_from(axis + 1, text.substr(colon + 1), longer)) {
        found = std::move(longer);
        return true;
      }
    }
  }
  return false;
}

std::optional<std::uint32_t> MarginLevels::find(std::string_view text) const {
  std::vector<std::uint32_t> combination;
  if (!find_from(0, text, combination)) {
    std::vector<std::string> known;
    known.reserve(count_);
    for (std::uint32_t level = 0; level < count_; ++level) {
      known.push_back(this->text(level));
    }
    throw Error({"unknown-level", fmt::format("there is no level `{}`", text), {}, text::suggestion(text, known)});
  }
  const auto place = std::ranges::find(combination_, combination);
  return place == combination_.end() ? std::nullopt
                                     : std::optional(static_cast<std::uint32_t>(place - combination_.begin()));
}

}  // namespace kith::design
