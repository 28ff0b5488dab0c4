// Where a figure gets a note that it rests on little, or on few of those who were asked.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>

namespace kith::estimate {

constexpr std::int64_t few_clusters = 20;  // below: corrected and warned (H1, K6)
constexpr std::int64_t small_base = 30;    // below: released by no report (J1)
constexpr double much_missing = 0.2;       // above: flagged, of those who were asked (F7)

inline std::string small_base_text(std::int64_t respondents) {
  return fmt::format("Rests on {} respondent{}.", respondents, respondents == 1 ? "" : "s");
}

}  // namespace kith::estimate
