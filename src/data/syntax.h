// The grammar of EXPR as a tree: what `--where`, `asked_if` and measures are read into before any table is known.
//
//   expression  = conjunction { "or" conjunction }
//   conjunction = negation { "and" negation }
//   negation    = "not" negation | comparison
//   comparison  = sum [ ("==" | "!=" | "<" | "<=" | ">" | ">=") sum | ["not"] "in" literals ]
//   literals    = literal { "," literal } | "(" literal { "," literal } ")"
//   sum         = product { ("+" | "-") product }
//   product     = sign { ("*" | "/") sign }
//   sign        = "-" sign | literal | name | "missing" "(" name ")" | "(" expression ")"
//   literal     = number | "-" number | string in double quotes (\" and \\ inside)
//   name        = letter, "_" or "." and then letters, digits, "_", "." | anything in backquotes
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"

namespace kith::data {

enum class Operator {
  Number,
  Text,
  Column,
  Missing,
  Negate,
  Multiply,
  Divide,
  Add,
  Subtract,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  In,
  Not,
  And,
  Or,
};

struct Syntax {
  Operator op = Operator::Number;
  std::size_t position = 0;   // byte in the text where it stands, from 0
  double number = 0;          // Number
  std::string text;           // Text, and the name of Column and Missing
  std::vector<Syntax> parts;  // operands; of In: the left side and then the literals

  bool operator==(const Syntax& other) const;  // the same meaning: positions do not count
};

// Expressions separated by commas, as the arguments of a measure are; nothing else may follow. `in` takes all the
// literals that follow it. Throws Error ("bad-expression") that says what was expected and where.
std::vector<Syntax> parse_syntax(std::string_view text, const Where& where);

// The text that reads back as the same tree, with no parenthesis that is not needed.
std::string to_text(const Syntax& syntax);

}  // namespace kith::data
