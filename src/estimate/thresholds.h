// Where a figure gets a note that it rests on little, or on few of those who were asked.
#pragma once

#include <cstdint>

namespace kith::estimate {

constexpr std::int64_t few_clusters = 20;  // below: corrected and warned (H1, K6)
constexpr std::int64_t small_base = 30;    // below: released by no report (J1)
constexpr double much_missing = 0.2;       // above: flagged, of those who were asked (F7)

}  // namespace kith::estimate
