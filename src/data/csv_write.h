// Writing CSV: RFC 4180, UTF-8, LF. A text that a spreadsheet would run as a formula gets an apostrophe in front.
#pragma once

#include <string>
#include <vector>

#include "data/table.h"

namespace kith::data {

// The bytes; what they cannot hold is added to `losses`.
std::string csv(const Table& table, std::vector<Loss>& losses);

// One cell, quoted where it must be.
std::string csv_cell(const std::string& text);

// The text with an apostrophe in front, where a spreadsheet would take it for a formula (OWASP, "CSV Injection").
std::string without_formula(const std::string& text);

}  // namespace kith::data
