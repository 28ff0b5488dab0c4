// The thresholds of disclosure control and of reliability, and the bands that follow from them (J1, J4, J5, I6).
//
// Two purposes, kept apart. Confidentiality (minimum_cell, sensitive_extremes_below, attribution_minimum,
// largest_amount_percent) protects people: no figure may tell what fewer than ten of them answered. Reliability
// (withhold_below, bracket_below, flag_below) protects readers from figures that rest on too few answers.
// docs/disclosure.md gives the sources.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "finding/finding.h"

namespace kith::disclose {

// Whether "nobody" and "everybody" may be shown. Zeros tell about each person of the group, so they count as small;
// Show is for items where nobody is harmed by them (structural zeros).
enum class ZeroCells { Withhold, Show };

struct Rules {
  std::int64_t minimum_cell = 10;              // base, numerator and complement, unweighted
  std::int64_t withhold_below = 30;            // bases below are not shown
  std::int64_t bracket_below = 50;             // shown with the note "bracketed"
  std::int64_t flag_below = 100;               // shown with the note "small-base"; the base only as a band
  std::int64_t sensitive_extremes_below = 30;  // base below which extremes of a sensitive item are withheld
  std::int64_t round_counts_to = 0;            // 5 or 10; 0: bases from flag_below on are exact
  std::int64_t attribution_minimum = 10;       // people who share the attribution of a quote
  std::int64_t largest_amount_percent = 50;    // of a mean or total of amounts, what one person's may make of all
  ZeroCells zero_cells = ZeroCells::Withhold;

  bool operator==(const Rules&) const = default;
};

// Those that a study sets, by their keys in study.toml and in all that is written about a release.
struct NamedRule {
  const char* name;
  std::int64_t Rules::* rule;
};
inline constexpr std::array<NamedRule, 8> named_rules{{{"minimum_cell", &Rules::minimum_cell},
                                                       {"withhold_below", &Rules::withhold_below},
                                                       {"bracket_below", &Rules::bracket_below},
                                                       {"flag_below", &Rules::flag_below},
                                                       {"sensitive_extremes_below", &Rules::sensitive_extremes_below},
                                                       {"round_counts_to", &Rules::round_counts_to},
                                                       {"attribution_minimum", &Rules::attribution_minimum},
                                                       {"largest_amount_percent", &Rules::largest_amount_percent}}};

// Those that differ from the defaults, in that order.
std::vector<NamedRule> changed_rules(const Rules& rules);

// Bases below this are never shown: the larger of the two purposes' minima.
std::int64_t smallest_base(const Rules& rules);

// The band that a count below flag_below is shown as. Its ends are the thresholds themselves, so that a band says no
// more than the brackets and flags beside it do: 0-9, 10-29, 30-49, 50-99.
finding::Band band_of(std::int64_t count, const Rules& rules);

// A count from flag_below on, rounded to round_counts_to (halves up).
std::int64_t rounded_count(std::int64_t count, const Rules& rules);

// How a base or a count is printed: "1,412", or its band: "50 to 99", "fewer than 10".
std::string base_text(std::int64_t base, const Rules& rules);

// Counts of those who are not in the base (don't know, not asked, ...) are released in steps of minimum_cell, as the
// lower end of their step. How such a released count is printed: "fewer than 10", "40 to 49".
std::string unanswered_text(std::int64_t released, const Rules& rules);

}  // namespace kith::disclose
