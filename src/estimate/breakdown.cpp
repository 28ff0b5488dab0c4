#include "estimate/breakdown.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "design/labels.h"

namespace kith::estimate {

namespace {

const data::Column& dimension(const std::string& name, const data::Table& table) {
  if (table.find(name) == nullptr && table.set(name) != nullptr) {
    throw Error({"set-as-breakdown",
                 fmt::format("`{}` has several answers a person, so it does not divide people", name),
                 {table.source, 0},
                 "break down by one of its columns"});
  }
  return table.column(name);
}

// The level that one respondent has.
finding::Level level_at(const data::Column& column, std::size_t row) {
  std::string label = column.label_at(row);
  if (column.kind() == data::Kind::Categorical) {
    return {column.name, column.options()[column.codes()[row]].code, std::move(label)};
  }
  if (column.kind() == data::Kind::Number) {
    const auto named = std::ranges::find(column.value_labels, column.number_at(row), &data::Option::value);
    if (named != column.value_labels.end()) {
      return {column.name, std::move(label), named->label};
    }
  }
  return {column.name, label, label};
}

}  // namespace

Breakdown breakdown(const std::vector<std::string>& columns, const data::Table& table, const design::Design& design,
                    std::span<const std::uint8_t> keep) {
  const std::size_t rows = table.rows();
  std::vector<std::uint32_t> domain(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    domain[row] = keep[row] != 0 && design.weights()[row] > 0 ? 0 : design::no_label;
  }
  std::uint32_t count = 1;
  for (const std::string& name : columns) {
    const design::Labels levels = design::labels(dimension(name, table));
    design::Pairs crossed = design::pairs(domain, count, levels.index, levels.count);
    count = crossed.count();
    domain = std::move(crossed.index);
  }
  Breakdown result;
  result.domains.resize(count);
  result.respondents.resize(count);
  result.weights.resize(count);
  std::vector<std::uint8_t> named(count);
  for (std::size_t row = 0; row < rows; ++row) {
    const std::uint32_t d = domain[row];
    if (d != design::no_label) {
      ++result.respondents[d];
      result.weights[d] += design.weights()[row];
    }
    if (d != design::no_label && named[d] == 0) {
      named[d] = 1;
      for (const std::string& name : columns) {
        result.domains[d].push_back(level_at(table.column(name), row));
      }
    }
  }
  design::Pairs cells = design::pairs(domain, count, design.groups(), design.group_count());
  result.group = std::move(cells.low);
  result.begin.assign(count + 1, 0);
  for (const std::uint32_t d : cells.high) {
    ++result.begin[d + 1];
  }
  for (std::uint32_t d = 0; d < count; ++d) {
    result.begin[d + 1] += result.begin[d];
  }
  const auto outside = [](std::vector<std::uint32_t>& indices, std::size_t none) {
    std::ranges::replace(indices, design::no_label, static_cast<std::uint32_t>(none));
  };
  outside(domain, count);
  outside(cells.index, result.group.size());
  result.domain_of = std::move(domain);
  result.cell_of = std::move(cells.index);
  return result;
}

}  // namespace kith::estimate
