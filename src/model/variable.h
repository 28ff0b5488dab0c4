// The variables of a formula over the rows of a table: numbers, or factors with their levels.
//
// A column is a factor when its answers are texts or carry labels (an answer code 1 labelled "Strongly agree" is no
// amount), and numbers otherwise; factor(x) and as.numeric(x) say it the other way. A logical expression is a factor
// with the levels FALSE and TRUE that counts as 0 and 1 in arithmetic. Levels stand in the order of the options of the
// column, numbers by size; the first is the reference.
//
// Known inside a formula: + - * / ^ %% comparisons & | ! %in% with c(...), parentheses, I(), log (one or two arguments)
// log2 log10 log1p exp expm1 sqrt abs floor ceiling round trunc sin cos tan, as.numeric, as.integer, is.na, ifelse,
// factor (levels =), as.factor, relevel (ref =), C (with contr.sum and the like), poly (raw =). Not known, and a
// problem by name: bs, ns, cut, scale, interaction and whatever else R packages bring.
//
// Arithmetic with a missing answer, and what has no value (log(-1)), is missing.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/table.h"
#include "model/contrasts.h"
#include "model/r_syntax.h"

namespace kith::model {

constexpr std::uint16_t no_level = 0xFFFF;

struct Variable {
  enum class Kind { Numbers, Factor, Polynomial };

  std::string name;  // as R writes it
  Kind kind = Kind::Numbers;
  std::vector<std::uint8_t> missing;  // 1 for rows without a value; empty when every row has one

  // Numbers: one a row, 0 where missing. Polynomial: the columns one after another.
  std::span<const double> numbers;
  std::shared_ptr<const std::vector<double>> own;  // holds them where the table does not
  std::size_t degree = 1;                          // Polynomial: columns
  std::optional<PolynomialBasis> basis;            // none: raw powers

  std::vector<std::uint16_t> codes;  // Factor: the level of each row, or no_level
  std::vector<std::string> levels;
  std::vector<std::string> level_codes;  // the options' codes, where they differ from the levels; or empty
  std::vector<double> level_values;      // their numbers, where all have one; or empty
  bool ordered = false;
  std::optional<Contrast> contrast;  // that the formula itself asks for

  bool is_factor() const { return kind == Kind::Factor; }
  bool has(std::size_t row) const { return missing.empty() || missing[row] == 0; }
  // The level that is written so, by its text or its code.
  std::optional<std::uint16_t> level(const std::string& text) const;
};

// `rows` are those that polynomials are made from (1; others 0). `like`: a variable of the same name over other rows,
// whose levels and polynomials are to be used. Throws Error for unknown columns, functions and levels. The table must
// outlive the variable.
Variable variable_of(const RNode& node, const data::Table& table, std::span<const std::uint8_t> rows,
                     const Variable* like = nullptr);

// Leaves out the levels that no present row has.
void drop_unused_levels(Variable& factor, std::span<const std::uint8_t> present);

// As numbers: a factor by the values of its levels. Throws Error ("not-a-number") where they have none.
std::vector<double> as_numbers(const Variable& variable);

}  // namespace kith::model
