// Writing SPSS system files (.sav, and .zsav, which is the same compressed by zlib).
//
// A categorical column becomes a number with value labels: its options' values, or 1, 2, 3 ... where they are words.
// Options that leave the base are user-missing; so are the reasons for missing that the file would otherwise lose, as
// codes below every value in use ("not asked"). SPSS declares at most three such values or one range and one value;
// what does not fit is a Loss, as are labels over 120 (values) and 255 (variables) bytes, names that SPSS does not
// allow, and sets.
#pragma once

#include <string>
#include <vector>

#include "data/table.h"

namespace kith::data {

enum class SavKind { Plain, Compressed };

std::string sav(const Table& table, SavKind kind, std::vector<Loss>& losses);

}  // namespace kith::data
