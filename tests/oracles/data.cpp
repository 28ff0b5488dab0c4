#include "oracles/data.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/file.h"
#include "base/text.h"
#include "data/import.h"

namespace kith::oracles {

namespace {

constexpr std::size_t few_values = 12;

data::Column text_column(const data::Column& read) {
  std::vector<std::string> texts(read.size());
  std::vector<std::uint8_t> reasons(read.size());
  for (std::size_t row = 0; row < read.size(); ++row) {
    texts[row] = read.label_at(row);
    reasons[row] = static_cast<std::uint8_t>(read.missing_at(row));
  }
  return data::Column::text(read.name, std::move(texts), std::move(reasons));
}

std::vector<std::string> labels_of(const data::Column& column) {
  std::vector<std::string> labels(column.size());
  for (std::size_t row = 0; row < column.size(); ++row) {
    labels[row] = column.missing_at(row) == data::Missing::None ? column.label_at(row) : std::string();
  }
  return labels;
}

data::Column whole_numbers(const data::Column& column, const std::set<double>& distinct) {
  std::vector<data::Option> options;
  for (const double value : distinct) {
    options.push_back({text::exact(value), text::exact(value), value, data::Missing::None});
  }
  std::vector<std::uint8_t> codes(column.size(), data::missing_code(data::Missing::Blank));
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (const auto value = column.number_at(row)) {
      codes[row] = static_cast<std::uint8_t>(std::distance(distinct.begin(), distinct.find(*value)));
    }
  }
  return data::Column::categorical(column.name, std::move(options), std::move(codes));
}

data::Column typed_column(const data::Column& read, const Json& entry) {
  const std::string type = entry["type"];
  if (type == "logical") {
    return factor_column(read.name, labels_of(read), {"FALSE", "TRUE"});
  }
  if (entry.contains("levels") && (type == "factor" || type == "ordered")) {
    return factor_column(read.name, labels_of(read), entry["levels"].get<std::vector<std::string>>());
  }
  if (type == "string" || type == "factor" || type == "ordered") {
    return text_column(read);
  }
  std::vector<double> values(read.size(), missing);
  std::set<double> distinct;
  for (std::size_t row = 0; row < read.size(); ++row) {
    if (const auto value = read.number_at(row)) {
      values[row] = *value;
      distinct.insert(*value);
    }
  }
  data::Column numbers = number_column(read.name, values);
  return type == "integer" && distinct.size() <= few_values ? whole_numbers(numbers, distinct) : numbers;
}

data::Column selected(const data::Column& column, const std::vector<std::size_t>& rows) {
  std::vector<std::uint8_t> codes;
  std::vector<double> values;
  std::vector<std::string> texts;
  std::vector<std::uint8_t> reasons;
  for (const std::size_t row : rows) {
    switch (column.kind()) {
      case data::Kind::Categorical:
        codes.push_back(column.codes()[row]);
        break;
      case data::Kind::Number:
        values.push_back(column.numbers()[row]);
        break;
      case data::Kind::Text:
        texts.emplace_back(column.text_at(row));
        break;
    }
    reasons.push_back(static_cast<std::uint8_t>(column.missing_at(row)));
  }
  switch (column.kind()) {
    case data::Kind::Categorical:
      return data::Column::categorical(column.name, column.options(), std::move(codes));
    case data::Kind::Number:
      return data::Column::number(column.name, std::move(values), std::move(reasons));
    case data::Kind::Text:
      break;
  }
  return data::Column::text(column.name, std::move(texts), std::move(reasons));
}

}  // namespace

Data::Data(std::filesystem::path folder) : folder_(std::move(folder)) {
  dictionary_ = Json::parse(read_file(folder_ / "dictionary.json"));
}

TablePointer Data::table(const std::string& name) const {
  const auto known = tables_.find(name);
  if (known != tables_.end()) {
    return known->second;
  }
  if (!dictionary_.contains(name)) {
    return nullptr;
  }
  const data::Table read = data::read(folder_ / (name + ".csv")).table;
  auto table = std::make_shared<data::Table>();
  table->source = read.source;
  for (const Json& entry : dictionary_[name]["columns"]) {
    table->add(typed_column(read.column(entry["name"].get<std::string>()), entry));
  }
  return tables_.emplace(name, std::move(table)).first->second;
}

TablePointer Data::completed(const std::string& name) const {
  const std::string file = "mi_" + name;
  const auto known = tables_.find(file);
  if (known != tables_.end()) {
    return known->second;
  }
  // survey and mice both have an `nhanes`.
  const Json* entry = dictionary_.contains("mice_" + name) ? &dictionary_["mice_" + name]
                      : dictionary_.contains(name)         ? &dictionary_[name]
                                                           : nullptr;
  if (entry == nullptr || !std::filesystem::exists(folder_ / (file + ".csv"))) {
    return nullptr;
  }
  const data::Table read = data::read(folder_ / (file + ".csv")).table;
  auto table = std::make_shared<data::Table>();
  table->source = read.source;
  for (const data::Column& column : read.columns()) {
    const auto typed =
        std::ranges::find((*entry)["columns"], Json(column.name), [](const Json& one) { return one["name"]; });
    table->add(typed == (*entry)["columns"].end() ? column : typed_column(column, *typed));
  }
  return tables_.emplace(file, std::move(table)).first->second;
}

Data::ReplicateFile Data::replicates(const std::string& file) const {
  const data::Table read = data::read(folder_ / file).table;
  const auto rows = static_cast<Eigen::Index>(read.rows());
  const auto filled = [&](const data::Column& column) {
    Eigen::VectorXd values(rows);
    for (Eigen::Index row = 0; row < rows; ++row) {
      values[row] = column.number_at(static_cast<std::size_t>(row)).value_or(missing);
    }
    return values;
  };
  ReplicateFile result{filled(read.column("sampling_weight")),
                       Eigen::MatrixXd(rows, static_cast<Eigen::Index>(read.columns().size()) - 1)};
  for (Eigen::Index r = 0; r < result.columns.cols(); ++r) {
    result.columns.col(r) = filled(read.column(fmt::format("r{}", r + 1)));
  }
  return result;
}

Json DataSet::json() const {
  Json object = Json::object();
  for (const data::Column& column : table->columns()) {
    object[column.name] = column_value(column)->json();
  }
  return object;
}

Value DataSet::member(std::string_view name) const {
  return column_value(table->column(name));
}

Value column_value(const data::Column& column) {
  const bool texts =
      column.kind() == data::Kind::Text ||
      (column.kind() == data::Kind::Categorical &&
       std::ranges::none_of(column.options(), [](const auto& option) { return option.value.has_value(); }));
  if (texts) {
    auto result = std::make_shared<Texts>(labels_of(column));
    if (column.kind() == data::Kind::Categorical) {
      for (const data::Option& option : column.options()) {
        result->levels.push_back(option.label);
      }
    }
    return result;
  }
  std::vector<double> values(column.size());
  for (std::size_t row = 0; row < column.size(); ++row) {
    values[row] = column.number_at(row).value_or(missing);
  }
  return numbers(std::move(values));
}

TablePointer selected(const data::Table& table, const std::vector<std::uint8_t>& keep) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < keep.size(); ++row) {
    if (keep[row] != 0) {
      rows.push_back(row);
    }
  }
  auto result = std::make_shared<data::Table>();
  result->source = table.source;
  for (const data::Column& column : table.columns()) {
    result->add(selected(column, rows));
  }
  return result;
}

TablePointer with_column(const data::Table& table, data::Column column) {
  auto result = std::make_shared<data::Table>();
  result->source = table.source;
  bool placed = false;
  for (const data::Column& old : table.columns()) {
    const bool same = old.name == column.name;
    placed = placed || same;
    result->add(same ? column : old);
  }
  if (!placed) {
    result->add(std::move(column));
  }
  return result;
}

data::Column number_column(const std::string& name, const std::vector<double>& values) {
  std::vector<double> kept(values.size());
  std::vector<std::uint8_t> reasons(values.size());
  for (std::size_t row = 0; row < values.size(); ++row) {
    const bool there = !std::isnan(values[row]);
    kept[row] = there ? values[row] : 0;
    reasons[row] = static_cast<std::uint8_t>(there ? data::Missing::None : data::Missing::Blank);
  }
  return data::Column::number(name, std::move(kept), std::move(reasons));
}

data::Column factor_column(const std::string& name, const std::vector<std::string>& texts,
                           const std::vector<std::string>& levels) {
  std::vector<data::Option> options;
  for (const std::string& level : levels) {
    options.push_back({level, level, {}, data::Missing::None});
  }
  std::vector<std::uint8_t> codes(texts.size(), data::missing_code(data::Missing::Blank));
  for (std::size_t row = 0; row < texts.size(); ++row) {
    const auto found = std::ranges::find(levels, texts[row]);
    if (!texts[row].empty() && found != levels.end()) {
      codes[row] = static_cast<std::uint8_t>(found - levels.begin());
    }
  }
  return data::Column::categorical(name, std::move(options), std::move(codes));
}

}  // namespace kith::oracles
