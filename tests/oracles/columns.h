// R expressions over the columns of a data set, as Kith's EXPR where that can say it, and otherwise as a column that is
// worked out by R's rules and added to a copy of the table.
#pragma once

#include <string>

#include "oracles/data.h"
#include "oracles/environment.h"

namespace kith::oracles {

// Throws NotCovered for what EXPR cannot say.
std::string expression_of(const RCode& code);
bool is_condition(const RCode& code);  // its values are TRUE and FALSE
// "(a) and (b)"; either may be empty.
std::string both(const std::string& first, const std::string& second);
// "`column` == label"
std::string equal_to(const data::Column& column, const std::string& label);

class Columns {
 public:
  Columns(TablePointer table, const Environment& environment) : table_(std::move(table)), environment_(&environment) {}

  const TablePointer& table() const { return table_; }
  // EXPR for a number or a condition.
  std::string expression(const RCode& code);
  // The name of a column of numbers that holds the expression; names stand for themselves.
  std::string number(const RCode& code);
  // The name of a categorical column: a factor itself; numbers and texts by their sorted values.
  std::string factor(const RCode& code);
  // EXPR: whoever answered every variable that the terms of a formula name.
  std::string answered(const RCode& term);
  bool is_factor(const RCode& code) const;  // a name of a column whose options are no numbers

 private:
  std::string add(const RCode& code);

  TablePointer table_;
  const Environment* environment_;
};

}  // namespace kith::oracles
