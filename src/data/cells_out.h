// What a cell of a column is in a file of plain cells (.csv, .xlsx), and what of the column such a file cannot hold.
//
// A categorical answer is written as its code, a date in ISO form, a number exactly; a missing answer as nothing,
// unless it is an option of its own ("98"). So a file read back has the same answers, and a mapping file or an
// instrument their labels.
#pragma once

#include <string>
#include <vector>

#include "data/table.h"

namespace kith::data {

// Empty when there is no answer.
std::string cell_text(const Column& column, std::size_t row);
// Whether a cell is written as a number: plain numbers, and options whose codes are numbers.
bool numeric_cells(const Column& column);

// Of labels, reasons for missing and sets of the whole table; `codebook`: the file has a sheet of labels.
enum class Codebook { Without, With };
std::vector<Loss> losses_of_cells(const Table& table, Codebook codebook);

// "2021-04-01" and its like, of a date, time of day or both.
std::string moment_text(double value, Meaning meaning);

}  // namespace kith::data
