// A model formula as R users write it, taken apart into variables and terms.
//
//   y ~ a + b      both              a:b      their interaction        a * b    a + b + a:b
//   a %in% b, a:b  the same          a / b    a + a:b                  (a + b + c)^2   all up to that order
//   - a            without a         0, - 1   without the intercept    offset(x)  added with coefficient 1
//
// A term is a set of variables. Terms are put in the order of their number of variables, those of one number in the
// order in which they appear, and each is kept once (Wilkinson and Rogers 1973; Chambers and Hastie 1992, section
// 2.4.1). What stands inside a function or I() is arithmetic and no formula.
#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/r_syntax.h"

namespace kith::model {

constexpr std::size_t max_variables = 256;
using VariableSet = std::bitset<max_variables>;

struct Term {
  VariableSet variables;
  std::string label;  // "a:b"
};

struct Formula {
  std::string text;               // as R writes it
  std::optional<RNode> response;  // none: "~ a + b"
  std::vector<RNode> variables;   // of the right side, in order of appearance
  std::vector<Term> terms;        // without the intercept
  std::vector<RNode> offsets;
  bool intercept = true;
  bool explicit_intercept = false;  // a 1 is written on the right side

  // The term with this label, whatever the order of its variables ("b:a"); none where there is no such term.
  std::optional<std::size_t> term(std::string_view label) const;
  // Columns that must be read, each once.
  std::vector<std::string> columns() const;
};

// Throws Error ("bad-formula").
Formula parse_formula(std::string_view text);

// The formula without some of its terms.
Formula without(const Formula& formula, const std::vector<std::size_t>& terms);

}  // namespace kith::model
