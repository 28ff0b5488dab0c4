// Primary rules: what one figure's own counts forbid, whatever stands beside it (J1, J5).
//
// With base n, numerator a and complement n - a, all unweighted respondents:
//   n < minimum_cell                     ConfidentialBase
//   n < withhold_below                   UnreliableBase
//   a or n - a below minimum_cell        SmallCell, zero included unless zero_cells says Show
//   a = 0 or a = n, sensitive, n small   ClassDisclosure, whatever zero_cells says
//   a quantile, minimum or maximum       OrderStatistic: it can be one person's own answer
//   a mean or total of amounts           Dominance, where the largest of one person makes more than
//                                        largest_amount_percent of all (the (1, 50) rule: Hundepool et al. 2012,
//                                        "Statistical Disclosure Control", section 4.2)
#pragma once

#include <cstdint>
#include <optional>

#include "disclose/gate.h"
#include "finding/finding.h"

namespace kith::disclose {

// The counts that a finding rests on. A Kind::Count has a numerator and no base; means, totals and ratios no numerator.
// A share without a numerator is judged by its value. Impossible counts are moved to the nearest possible ones.
struct Counts {
  std::optional<std::int64_t> base;
  std::optional<std::int64_t> numerator;
};
Counts counts_of(const finding::Finding& finding);
// Whether a share, at full precision, is its numerator over its base: not where people are weighted.
bool counts_people(const finding::Finding& share);

struct Refusal {
  Rule rule = Rule::SmallCell;
};

std::optional<Refusal> refuse(const finding::Finding& finding, const Rules& rules);
// The rules on counts alone, for figures that are not findings (what is left of a total after its parts).
std::optional<Refusal> refuse(const Counts& counts, const Rules& rules);

// Whether a numerator (or complement) is one of the cells that minimum_cell protects.
bool small_cell(std::int64_t count, const Rules& rules);

}  // namespace kith::disclose
