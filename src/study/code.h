// Codes: the short names by which the files of a study refer to each other.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kith::study {

// Lower-case ASCII letters, digits and underscores, at least one of them.
bool is_code(std::string_view text);
// A code that may stand in an expression or begin a finding's id: a code that begins with a letter.
bool is_name(std::string_view text);

// The code nearest to what somebody wrote: "Strongly agree" -> "strongly_agree", "Café 2" -> "caf_2", "" -> "".
// Words are kept whole where `longest` allows.
std::string to_code(std::string_view text, std::size_t longest = 40);

}  // namespace kith::study
