#include "estimate/answered_options.h"

#include <fmt/format.h>

#include "data/expression.h"
#include "design/labels.h"

namespace kith::estimate {

namespace {

std::vector<std::uint8_t> kept(std::vector<std::uint8_t> rows, std::span<const std::uint8_t> keep) {
  for (std::size_t row = 0; row < rows.size(); ++row) {
    rows[row] = keep[row] != 0 ? rows[row] : 0;
  }
  return rows;
}

AnsweredOptions of_set(const data::Table& table, const data::ResponseSet& set, std::span<const std::uint8_t> keep) {
  AnsweredOptions result;
  result.answered = kept(data::rows_where(table, fmt::format("not missing(`{}`)", set.name)), keep);
  for (const data::ResponseSet::Member& member : set.members) {
    const std::string chosen = fmt::format("`{}` in (\"{}\")", set.name, member.code);
    result.options.push_back(
        {member.label.empty() ? member.code : member.label, kept(data::rows_where(table, chosen), keep)});
  }
  return result;
}

}  // namespace

AnsweredOptions answered_options(const data::Table& table, const std::string& question,
                                 std::span<const std::uint8_t> keep) {
  if (const data::ResponseSet* set = table.set(question)) {
    return of_set(table, *set, keep);
  }
  const data::Column& column = table.column(question);
  const design::Labels labels = design::labels(column);
  AnsweredOptions result;
  result.answered.resize(table.rows());
  result.options.resize(labels.count, {{}, std::vector<std::uint8_t>(table.rows())});
  if (column.kind() == data::Kind::Categorical) {
    for (std::size_t k = 0; k < labels.count; ++k) {
      result.options[k].label = column.options()[k].label;
    }
  }
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::uint32_t label = labels.index[row];
    if (label == design::no_label) {
      continue;
    }
    result.answered[row] = keep[row];
    result.options[label].chosen[row] = keep[row];
    if (result.options[label].label.empty()) {
      result.options[label].label = column.label_at(row);
    }
  }
  return result;
}

}  // namespace kith::estimate
