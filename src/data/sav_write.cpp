#include "data/sav_write.h"

#include <readstat.h>

#include <memory>

#include <fmt/format.h>

#include "base/problem.h"
#include "data/sav_variable.h"

namespace kith::data {

namespace {

constexpr time_t made = 946684800;  // 2000-01-01: files do not tell when they were made

struct FreeWriter {
  void operator()(readstat_writer_t* writer) const { readstat_writer_free(writer); }
};

ssize_t append(const void* data, std::size_t size, void* bytes) {
  static_cast<std::string*>(bytes)->append(static_cast<const char*>(data), size);
  return static_cast<ssize_t>(size);
}

void check(readstat_error_t error) {
  if (error != READSTAT_OK) {
    throw Error({"write-failed",
                 fmt::format("the table cannot be an SPSS file: {}", readstat_error_message(error)),
                 {},
                 "write .csv"});
  }
}

readstat_measure_t measure_of(const Column& column) {
  if (column.kind() != Kind::Categorical) {
    return column.kind() == Kind::Text ? READSTAT_MEASURE_NOMINAL : READSTAT_MEASURE_SCALE;
  }
  return column.ordered ? READSTAT_MEASURE_ORDINAL : READSTAT_MEASURE_NOMINAL;
}

readstat_variable_t* declare(readstat_writer_t* writer, const SavVariable& variable, std::size_t index) {
  const readstat_type_t type = variable.width > 0 ? READSTAT_TYPE_STRING : READSTAT_TYPE_DOUBLE;
  readstat_variable_t* const declared = readstat_add_variable(writer, variable.name.c_str(), type, variable.width);
  readstat_variable_set_label(declared, variable.label.c_str());
  readstat_variable_set_format(declared, variable.format.c_str());
  readstat_variable_set_measure(declared, measure_of(*variable.column));
  if (!variable.labels.empty()) {
    readstat_label_set_t* const labels =
        readstat_add_label_set(writer, READSTAT_TYPE_DOUBLE, fmt::format("labels{}", index).c_str());
    for (const auto& [value, label] : variable.labels) {
      readstat_label_double_value(labels, value, label.c_str());
    }
    readstat_variable_set_label_set(declared, labels);
  }
  for (const MissingRange& range : variable.missing_ranges) {
    check(readstat_variable_add_missing_double_range(declared, range.low, range.high));
  }
  for (const double value : variable.missing) {
    check(readstat_variable_add_missing_double_value(declared, value));
  }
  return declared;
}

void write_cell(readstat_writer_t* writer, const readstat_variable_t* declared, const SavVariable& variable,
                std::size_t row) {
  if (variable.width > 0) {
    const std::string text = variable.column->label_at(row).substr(0, variable.width);
    check(readstat_insert_string_value(writer, declared, text.c_str()));
  } else if (const auto value = sav_value(variable, row)) {
    check(readstat_insert_double_value(writer, declared, *value));
  } else {
    check(readstat_insert_missing_value(writer, declared));
  }
}

}  // namespace

std::string sav(const Table& table, SavKind kind, std::vector<Loss>& losses) {
  std::vector<std::string> taken;
  std::vector<SavVariable> variables;
  for (const Column& column : table.columns()) {
    variables.push_back(sav_variable(column, taken, losses));
  }
  for (const ResponseSet& set : table.sets) {
    losses.push_back({"response-set", set.name, "which columns belong to one multiple-choice question"});
  }
  std::string bytes;
  const std::unique_ptr<readstat_writer_t, FreeWriter> writer(readstat_writer_init());
  check(readstat_set_data_writer(writer.get(), append));
  check(readstat_writer_set_file_timestamp(writer.get(), made));
  check(readstat_writer_set_compression(
      writer.get(), kind == SavKind::Compressed ? READSTAT_COMPRESS_BINARY : READSTAT_COMPRESS_ROWS));
  std::vector<readstat_variable_t*> declared;
  declared.reserve(variables.size());
  for (std::size_t at = 0; at < variables.size(); ++at) {
    declared.push_back(declare(writer.get(), variables[at], at));
  }
  check(readstat_begin_writing_sav(writer.get(), &bytes, static_cast<long>(table.rows())));
  for (std::size_t row = 0; row < table.rows(); ++row) {
    check(readstat_begin_row(writer.get()));
    for (std::size_t at = 0; at < variables.size(); ++at) {
      write_cell(writer.get(), declared[at], variables[at], row);
    }
    check(readstat_end_row(writer.get()));
  }
  check(readstat_end_writing(writer.get()));
  return bytes;
}

}  // namespace kith::data
