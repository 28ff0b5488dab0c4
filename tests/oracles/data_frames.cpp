// x[rows, columns] of data frames (lists of columns, data sets) and matrices.
#include <algorithm>

#include "oracles/data.h"
#include "oracles/environment.h"

namespace kith::oracles {

namespace {

// A row or column index as places; everything where it is empty.
std::vector<std::size_t> places(const RCode& index, Environment& environment, const std::vector<std::string>& names,
                                std::size_t size) {
  std::vector<std::size_t> result;
  if (index.kind == RCode::Kind::Nothing) {
    for (std::size_t i = 0; i < size; ++i) {
      result.push_back(i);
    }
    return result;
  }
  const Value value = evaluate(index, environment);
  if (const auto texts = std::dynamic_pointer_cast<const Texts>(value)) {
    for (const std::string& wanted : texts->values) {
      const auto found = std::ranges::find(names, wanted);
      if (found == names.end()) {
        throw NotCovered("the column " + wanted);
      }
      result.push_back(static_cast<std::size_t>(found - names.begin()));
    }
    return result;
  }
  const auto numbers = as<Numbers>(value, "an index");
  for (std::size_t i = 0; i < numbers->values.size(); ++i) {
    const double place = numbers->values[i];
    if (numbers->truth && place == 1) {
      result.push_back(i);
    } else if (!numbers->truth && place >= 1 && place <= static_cast<double>(size)) {
      result.push_back(static_cast<std::size_t>(place) - 1);
    } else if (!numbers->truth) {
      throw NotCovered("a negative index");
    }
  }
  return result;
}

std::size_t length_of(const Value& column) {
  if (const auto texts = std::dynamic_pointer_cast<const Texts>(column)) {
    return texts->values.size();
  }
  return as<Numbers>(column, "a column")->values.size();
}

Value rows_of(const Value& column, const std::vector<std::size_t>& rows) {
  if (const auto texts = std::dynamic_pointer_cast<const Texts>(column)) {
    auto part = std::make_shared<Texts>(std::vector<std::string>{});
    for (const std::size_t row : rows) {
      part->values.push_back(texts->values[row]);
    }
    return part;
  }
  const auto numbers = as<Numbers>(column, "a column");
  auto part = std::make_shared<Numbers>();
  part->truth = numbers->truth;
  for (const std::size_t row : rows) {
    part->values.push_back(numbers->values[row]);
  }
  return part;
}

Value of_list(const List& list, const RCode& code, Environment& environment) {
  std::vector<std::string> names;
  for (const auto& [name, item] : list.items) {
    names.push_back(name);
  }
  const std::vector<std::size_t> columns = places(code.at(2), environment, names, names.size());
  const std::size_t size = list.items.empty() ? 0 : length_of(list.items.front().second);
  const std::vector<std::size_t> rows = places(code.at(1), environment, {}, size);
  auto part = std::make_shared<List>();
  for (const std::size_t column : columns) {
    part->items.emplace_back(names[column], rows_of(list.items[column].second, rows));
  }
  return columns.size() == 1 ? part->items.front().second : part;
}

Value of_matrix(const Matrix& matrix, const RCode& code, Environment& environment) {
  const auto rows = places(code.at(1), environment, matrix.rows, static_cast<std::size_t>(matrix.values.rows()));
  const auto columns = places(code.at(2), environment, matrix.columns, static_cast<std::size_t>(matrix.values.cols()));
  const auto names = [](const std::vector<std::string>& all, const std::vector<std::size_t>& which) {
    std::vector<std::string> some;
    for (const std::size_t place : which) {
      some.push_back(all.at(place));
    }
    return some;
  };
  Eigen::MatrixXd part(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(columns.size()));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = 0; j < columns.size(); ++j) {
      part(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) =
          matrix.values(static_cast<Eigen::Index>(rows[i]), static_cast<Eigen::Index>(columns[j]));
    }
  }
  if (rows.size() == 1 || columns.size() == 1) {
    const auto flat = part.reshaped();
    return numbers(std::vector<double>(flat.begin(), flat.end()),
                   columns.size() == 1 ? names(matrix.rows, rows) : names(matrix.columns, columns));
  }
  return std::make_shared<Matrix>(names(matrix.rows, rows), names(matrix.columns, columns), part);
}

Value of_data(const DataSet& data, const RCode& code, Environment& environment) {
  if (code.at(2).kind == RCode::Kind::Nothing) {
    std::vector<std::uint8_t> keep(data.table->rows(), 0);
    for (const std::size_t row : places(code.at(1), environment, {}, keep.size())) {
      keep[row] = 1;
    }
    return std::make_shared<DataSet>(selected(*data.table, keep));
  }
  List list;
  for (const data::Column& column : data.table->columns()) {
    list.items.emplace_back(column.name, column_value(column));
  }
  return of_list(list, code, environment);
}

Value two_way_index(const RCode& code, Environment& environment) {
  if (code.arguments.size() != 3) {
    throw NotCovered("the index " + code.source);
  }
  const Value whole = evaluate(code.at(0), environment);
  if (const auto matrix = std::dynamic_pointer_cast<const Matrix>(whole)) {
    return of_matrix(*matrix, code, environment);
  }
  if (const auto data = std::dynamic_pointer_cast<const DataSet>(whole)) {
    return of_data(*data, code, environment);
  }
  return of_list(*as<List>(whole, "an index"), code, environment);
}

const Family family{{"[", two_way_index}};

}  // namespace

}  // namespace kith::oracles
