// The part of R's language that formulas are written in, read into a tree and written back as R writes it.
//
// Coefficients are named by the text of their term ("log(enroll)", "I(meals^2)", "factor(q1)3"), so that writing a tree
// back is as much a part of agreeing with R as reading it: blanks around + - * and comparisons, none around ^ : and /,
// one after a comma (R's deparse). Operators bind as in R (its manual, section 10.4.2), from the tightest:
//
//   ^ (from the right)   unary - +   :   %any%   * /   + -   comparisons   !   & &&   | ||   ~
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kith::model {

struct RNode {
  enum class Kind { Number, Text, Name, Call };

  Kind kind = Kind::Name;
  double number = 0;
  std::string
      text;  // the name, the text, the digits as they were written, the function or operator ("(" for parentheses)
  std::vector<RNode> arguments{};
  std::vector<std::string> argument_names{};  // as many; empty where the argument has no name

  bool is_call(std::string_view function, std::size_t count) const {
    return kind == Kind::Call && text == function && arguments.size() == count;
  }
};

// Throws Error ("bad-formula") with the place in the text.
RNode parse_r(std::string_view text);

// As R's deparse writes it.
std::string deparse(const RNode& node);

// Names that stand for data, each once, in order of appearance.
std::vector<std::string> names_in(const RNode& node);

}  // namespace kith::model
