// What withheld figures are called, and whether a text gives one a number.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/book.h"
#include "audit/figures.h"

namespace kith::audit {

// As people read it, from the workbook's sheet of findings.
struct Name {
  std::string indicator, group, answer;
};

// By id. Empty where there is no such sheet.
std::map<std::string, Name> names_of(const Book& book);

// The digits of a printed number: "[66%]" -> "66", "about 1,410" -> "1410", "-" -> "".
std::string digits(std::string_view text);
// The first run of figures after `from`, if it starts within a few words of it.
std::optional<std::string> number_after(std::string_view text, std::size_t from);
// Where the word stands by itself; npos: nowhere.
std::size_t find_word(std::string_view text, std::string_view word, std::size_t from = 0);

// The withheld figure that the text gives a number to, if any: by its id, or by its indicator and group together.
struct Withheld {
  std::string id;
  Name name;
};
std::optional<std::string> told(std::string_view text, const std::vector<Withheld>& withheld);

}  // namespace kith::audit
