// The R that the oracles' calls are written in, as a tree.
//
// Names (plain or in backquotes), numbers, strings, TRUE/FALSE/NULL/NA as names, calls with named arguments, blocks
// `{ ...; ... }`, `function(a, b) body`, assignment, indexing (`[`, `[[`, `$`) and R's operators at R's ranks
// (R Language Definition, section 10.3.2). Control flow is not in it: no call uses any.
//
// An operator, a block, an index and a function are calls of "+", "{", "[", "function", ... Each node keeps its source
// as written, because R names statistics by it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kith::oracles {

struct RCode {
  enum class Kind { Name, Number, Text, Call, Nothing } kind = Kind::Nothing;  // Nothing: the first of `x[, 1]`
  std::string text;    // the name, the number, the string, the function or the operator
  std::string source;  // as written
  std::vector<std::pair<std::string, RCode>>
      arguments;  // named or not; of "function": its parameters and then the body

  bool is(std::string_view function) const { return kind == Kind::Call && text == function; }
  bool is_name(std::string_view name) const { return kind == Kind::Name && text == name; }
  const RCode& at(std::size_t i) const { return arguments.at(i).second; }
};

// Throws NotCovered for what is not in this grammar.
RCode parse_r(std::string_view source);

// "a + b + c" as a, b, c: the terms of a formula's right side.
std::vector<const RCode*> added_terms(const RCode& sum);

RCode r_name(std::string name);
RCode r_call(std::string function, std::vector<std::pair<std::string, RCode>> arguments);

}  // namespace kith::oracles
