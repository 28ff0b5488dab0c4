// The data sets of a folder of oracles: DATA/NAME.csv with the types and levels of DATA/dictionary.json.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include <Eigen/Core>

#include "data/table.h"
#include "oracles/value.h"

namespace kith::oracles {

using TablePointer = std::shared_ptr<const data::Table>;

class Data {
 public:
  explicit Data(std::filesystem::path folder);

  // Factors have their levels in the dictionary's order; whole numbers with few values are options with values, as an
  // importer makes them. Null where there is no such data set. Read once.
  TablePointer table(const std::string& name) const;
  // The completed imputations of a data set, DATA/mi_NAME.csv, one under the other: columns .imp and .id, and those of
  // the data set with its types. Null where there are none. Read once.
  TablePointer completed(const std::string& name) const;

  struct ReplicateFile {
    Eigen::VectorXd sampling_weight;
    Eigen::MatrixXd columns;  // rows x replicates
  };
  ReplicateFile replicates(const std::string& file) const;

 private:
  std::filesystem::path folder_;
  Json dictionary_;
  mutable std::map<std::string, TablePointer> tables_;
};

// A data set as a value: hh_a, des$variables.
struct DataSet final : Object {
  TablePointer table;

  explicit DataSet(TablePointer data) : table(std::move(data)) {}
  std::string_view kind() const override { return "a data set"; }
  Json json() const override;
  Value member(std::string_view name) const override;  // a column
};

// Options as texts where they have no value; everything else as numbers.
Value column_value(const data::Column& column);
// The rows whose flag is not 0.
TablePointer selected(const data::Table& table, const std::vector<std::uint8_t>& keep);
// A column in the place of the one that has its name, or at the end.
TablePointer with_column(const data::Table& table, data::Column column);
data::Column number_column(const std::string& name, const std::vector<double>& values);
data::Column factor_column(const std::string& name, const std::vector<std::string>& texts,
                           const std::vector<std::string>& levels);

}  // namespace kith::oracles
