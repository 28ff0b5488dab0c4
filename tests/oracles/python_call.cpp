#include "oracles/python_call.h"

#include <cctype>
#include <vector>

namespace kith::oracles {

namespace {

// Brackets that open a value and no index: c(...) in their place.
std::string lists_as_vectors(std::string_view call) {
  std::string result;
  std::vector<bool> values;  // of the open brackets
  char before = ' ';
  for (const char c : call) {
    if (c == '[') {
      values.push_back(before == '(' || before == ',' || before == '=' || before == '[');
      result += values.back() ? "c(" : "[";
    } else if (c == ']') {
      const bool value = !values.empty() && values.back();
      if (!values.empty()) {
        values.pop_back();
      }
      result += value ? ')' : ']';
    } else {
      result += c;
    }
    before = std::isspace(static_cast<unsigned char>(c)) != 0 ? before : c;
  }
  return result;
}

// Where the parenthesis that the first name opens is closed; npos where the text does not begin so.
std::size_t end_of_call(std::string_view call) {
  int depth = 0;
  for (std::size_t i = 0; i < call.size(); ++i) {
    const bool part = std::isalnum(static_cast<unsigned char>(call[i])) != 0 || call[i] == '_' || call[i] == '.';
    if (depth == 0 && call[i] != '(' && !part) {
      return std::string_view::npos;
    }
    depth += call[i] == '(' ? 1 : call[i] == ')' ? -1 : 0;
    if (depth == 0 && call[i] == ')') {
      return i;
    }
  }
  return std::string_view::npos;
}

}  // namespace

std::string as_r(std::string_view call) {
  const std::size_t end = end_of_call(call);
  if (end != std::string_view::npos && call.substr(end + 1).starts_with(", ")) {
    return as_r(std::string(call.substr(0, end)) + std::string(call.substr(end + 1)) + ")");
  }
  return lists_as_vectors(call);
}

}  // namespace kith::oracles
