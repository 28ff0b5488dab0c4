// A TOML file as a tree of plain values, each with its line. toml++ stays inside toml_tree.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"

namespace kith::study {

struct Member;

struct Value {
  enum class Kind { Text, Integer, Decimal, Boolean, Day, Time, List, Table };
  Kind kind = Kind::Text;
  int line = 0;
  std::string text;             // Text; Day in ISO form
  std::int64_t integer = 0;     // Integer; Boolean as 0 or 1
  double decimal = 0;           // Integer and Decimal
  std::vector<Value> items;     // List
  std::vector<Member> members;  // Table, in the order of the file

  const Member* member(std::string_view key) const;
};

struct Member {
  std::string key;
  int line = 0;
  Value value;
};

// The top level of `bytes`, as a Table. Throws an Error with one problem, with its line, when the bytes are not UTF-8,
// not TOML, or nested deeper than any study (32 values, 17 parts of a dotted key), so that no file can exhaust the
// stack.
Value parse_toml(std::string_view bytes, const std::string& file);

// The first line that is not UTF-8, from 1; 0 when all are.
int first_line_not_utf8(std::string_view bytes);

}  // namespace kith::study
