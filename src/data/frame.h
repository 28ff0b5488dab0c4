// What people put around a table: a title above its heading, totals and notes below its answers. None of it is an
// answer, and a total taken for a respondent would be counted with the others.
//
// A title is a row at the top that fills one cell (up to two, where the table has five columns or more) while rows
// below it fill more. A note at the bottom is a cell of words alone in its row, where a respondent would have an
// identifier; a total begins with the word and holds nothing but numbers. Whatever is left out is said as a guess.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kith::data {

using TextRow = std::vector<std::string>;

// How many of the first rows stand above the heading.
std::size_t rows_above(std::span<const TextRow> first_rows);

// Whether the last row of a table of so many columns is none of its answers. `apart`: a blank line stands above it.
bool is_below_table(const TextRow& last, std::size_t columns, bool apart);

// Rows as a sentence quotes them: their texts, cut short.
std::string quoted(std::span<const TextRow> rows);

}  // namespace kith::data
