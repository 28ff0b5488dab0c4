// Rows of RFC 4180, one \n each.
#pragma once

#include <string>
#include <vector>

namespace kith::simulate {

std::string csv_row(const std::vector<std::string>& cells);

}  // namespace kith::simulate
