#include "study/code.h"

#include <algorithm>

namespace kith::study {

namespace {

bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

bool is_code(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
}

bool is_name(std::string_view text) {
  return is_code(text) && is_letter(text.front());
}

std::string to_code(std::string_view text, std::size_t longest) {
  std::string code;
  for (const char c : text) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (is_letter(lower) || is_digit(lower)) {
      code += lower;
    } else if (c != '\'' && !code.empty() && code.back() != '_') {
      code += '_';  // an apostrophe joins: "don't" -> "dont"
    }
  }
  if (code.size() > longest) {
    const std::size_t cut = code[longest] == '_' ? longest : code.rfind('_', longest);
    code.resize(cut == std::string::npos || cut == 0 ? longest : cut);
  }
  while (!code.empty() && code.back() == '_') {
    code.pop_back();
  }
  return code;
}

}  // namespace kith::study
