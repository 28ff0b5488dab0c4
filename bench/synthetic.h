// A survey file of any size in the shape of a national survey: 200 strata of 10 clusters, weights, grouping variables,
// 20 five-point items with 5% missing, 10 yes/no items. Written as CSV; the same bytes every time.
#pragma once

#include <cstdint>
#include <filesystem>

namespace kith::bench {

// `rows` must be a multiple of 2,000. 45 columns, about 118 bytes a row.
void write_synthetic_csv(std::int64_t rows, const std::filesystem::path& path);

}  // namespace kith::bench
