// How a column becomes a variable of an SPSS file.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "data/table.h"

namespace kith::data {

struct SavVariable {
  const Column* column = nullptr;
  std::string name, label, format;
  std::size_t width = 0;                                 // of text; 0: a number
  std::vector<double> value_of_option;                   // of a categorical column
  std::array<std::optional<double>, 8> value_of_reason;  // by Missing; none: system-missing
  std::vector<std::pair<double, std::string>> labels;
  std::vector<double> missing;  // single values
  std::vector<MissingRange> missing_ranges;
};

// `taken` holds the names given so far, folded.
SavVariable sav_variable(const Column& column, std::vector<std::string>& taken, std::vector<Loss>& losses);

// The number of a row, or none when it is system-missing.
std::optional<double> sav_value(const SavVariable& variable, std::size_t row);

}  // namespace kith::data
