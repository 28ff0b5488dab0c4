#include "data/rows_of.h"

#include <string>
#include <utility>
#include <vector>

namespace kith::data {

namespace {

template <typename T>
std::vector<T> picked(std::span<const T> cells, std::span<const std::size_t> rows) {
  std::vector<T> result;
  if (cells.empty()) {
    return result;
  }
  result.reserve(rows.size());
  for (const std::size_t row : rows) {
    result.push_back(cells[row]);
  }
  return result;
}

Column rows_of(const Column& column, std::span<const std::size_t> rows) {
  std::vector<std::uint8_t> reasons = picked(column.reasons(), rows);
  Column result;
  switch (column.kind()) {
    case Kind::Categorical:
      result = Column::categorical(column.name, column.options(), picked(column.codes(), rows));
      break;
    case Kind::Number:
      result = Column::number(column.name, picked(column.numbers(), rows), std::move(reasons));
      break;
    case Kind::Text: {
      std::vector<std::string> texts;
      texts.reserve(rows.size());
      for (const std::size_t row : rows) {
        texts.emplace_back(column.text_at(row));
      }
      result = Column::text(column.name, texts, std::move(reasons));
      break;
    }
  }
  result.describe_like(column);
  return result;
}

}  // namespace

Table rows_of(const Table& table, std::span<const std::size_t> rows) {
  Table result;
  result.source = table.source;
  result.sets = table.sets;
  for (const Column& column : table.columns()) {
    result.add(rows_of(column, rows));
  }
  return result;
}

}  // namespace kith::data
