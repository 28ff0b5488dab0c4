// A column as the chained equations see it: numbers, or places in a list of options; who answered; whose answer is to
// be drawn.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/table.h"

namespace kith::impute {

constexpr std::uint8_t no_place = 255;

struct Variable {
  enum class Kind { Numbers, Options };

  std::string name{};
  const data::Column* column = nullptr;  // null: of the design, never imputed
  Kind kind = Kind::Numbers;
  std::vector<double> numbers{};  // one a row; 0 where there is none
  // Options that somebody chose, as the column's codes: in their own order where the question is ordered, otherwise the
  // most frequent first (of equally frequent ones the one that the codebook has first).
  std::vector<std::uint8_t> options{};
  std::vector<std::uint8_t> places{};  // one a row: index into options, or no_place

  std::vector<std::uint32_t> answered{};  // rows
  std::vector<std::uint32_t> gaps{};      // rows to be imputed
  std::vector<std::uint8_t> unknown{};    // 1: neither; empty where there is nobody
  double mean = 0;                        // of the numbers that were given
  double spread = 1;                      // their standard deviation; 1 where they do not vary

  bool varies() const { return kind == Kind::Numbers ? differs : options.size() > 1; }
  bool differs = false;  // numbers

  // The number or place of a row as one number, whatever the kind.
  double as_number(std::size_t row) const { return kind == Kind::Numbers ? numbers[row] : places[row]; }
};

// None for texts. Options with values and without labels are numbers, unless there are only two.
std::optional<Variable> variable_of(const data::Column& column);

// Of the design: the logarithm of weights, where all are above 0; strata by their labels.
Variable weight_variable(const data::Column& column);
Variable stratum_variable(const data::Column& column, std::span<const std::uint32_t> labels, std::uint32_t count);

}  // namespace kith::impute
