// The bound form of an expression: a small tree whose leaves read columns and whose inner nodes work on blocks of rows.
// Whatever depends on one categorical column only is folded into a table of 256 entries while the tree is built.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "data/expression.h"

namespace kith::data {

class Computation {
 public:
  virtual ~Computation() = default;
  virtual void evaluate(std::size_t first, std::size_t count, double* values, std::uint8_t* reasons) const = 0;
  // The computation as a table over the bytes of one column; a constant is one over any column (null).
  virtual std::optional<CodeTable> by_code() const { return std::nullopt; }

  bool condition = false;
};
using Bound = std::shared_ptr<Computation>;

Bound constant(double value);
Bound table_lookup(const CodeTable& table, bool condition);
// A number column; its declared missing ranges become reasons.
Bound number_leaf(const Column& column);
// One byte of truth (0 or 1) and one of reason for every row, worked out beforehand: text and multi-response sets.
Bound flags(std::vector<std::uint8_t> truth, std::vector<std::uint8_t> reasons);
// Negate and Not have no `right`.
Bound operation(Operator op, Bound left, Bound right);

// Every name and option of the syntax against the table. Throws Error with all that is wrong.
Bound bind(const Syntax& syntax, const Table& table, const Where& where);

}  // namespace kith::data
