// Chosen rows of a table as a table of their own: what resampling draws.
#pragma once

#include <cstddef>
#include <span>

#include "data/table.h"

namespace kith::data {

// In the order given, a row as often as it is named. Columns keep everything that is said about them; sets stay.
Table rows_of(const Table& table, std::span<const std::size_t> rows);

}  // namespace kith::data
