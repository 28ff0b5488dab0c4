// Small bases that several figures give back together (J4).
//
// A base under flag_below is shown as a band, because beside an exact base a whole percentage is a count. One
// percentage leaves many bases open: 66% of 30 to 49 fits 32, 35, 38, 41, 44 and 47. Five percentages of one base leave
// few, and often a single one, since each fits only some bases; and a total of exactly known base, or two parts of it,
// leave fewer still:
//   parts n1 + n2 = n, numerators k1 + k2 = k, and whole_percent(k/n) as shown, for every figure of the three.
// Here the reader tries every base of the band (every choice of them that adds up, base_sums.h), knows the
// percentages of one question on one domain and of the domains that add up to it, and knows that the options of a whole
// add up. He does not use that small counts would not be shown. A base for which fewer than `possible_bases` remain is
// exposed. Then, in this order,
//   1. where only the sums expose it, an exact base that stands in them is rounded to the step of the counts of those
//      not in the base (minimum_cell): the total first;
//   2. a figure that rests on it is withheld: a part before the figure for everyone, what leaves most bases open first.
// What an earlier release showed of a base is known, in the form that its own rules gave it, and is neither withheld
// nor made coarser. Where it leaves fewer than `possible_bases` by itself (looser rules), so many are asked for.
// Figures whose value is not numerator / base (weighted ones) tell nothing here and are left out.
// A single percentage leaves four bases at the least (tests/disclose/limits_test.cpp). Three is asked for here, so that
// no guess is better than one in three, and a programme's figure need not go because everyone's stands beside it.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "disclose/base_sums.h"
#include "disclose/gate.h"
#include "disclose/sums.h"
#include "finding/finding.h"

namespace kith::disclose {

// Bases that must remain possible for each base shown as a band.
inline constexpr std::size_t possible_bases = 3;

struct SharedBases {
  std::set<int> rounded;      // findings whose base (or count) is to be shown rounded
  std::vector<int> exposing;  // findings to withhold, in the order in which they were chosen
};

// `withheld`: per finding, whether it is withheld already; `rounded`: findings whose base is rounded already.
// Cost: per question and domain with a small base, its figures times the bases of its band; for each sum in which it
// stands the search of base_sums.h; again for each figure that is withheld.
SharedBases protect_bases(const std::vector<finding::Finding>& findings, const System& system,
                          const std::vector<bool>& withheld, const Rules& rules, const std::set<int>& rounded,
                          SizeSearches& searches);

// Of bases that a sharper attack exposes (exposed_bases in attack.h, through all sums and percentages together): the
// next of these steps for one of them in each system of sums. `ids`: of all figures on these bases. `rounded` and what
// the step adds to it.
SharedBases hide_bases(const std::vector<finding::Finding>& findings, const System& system,
                       const std::vector<bool>& withheld, const Rules& rules, const std::set<int>& rounded,
                       const std::set<std::string>& ids, SizeSearches& searches);

// What a base is rounded to where it would tell a smaller one.
std::int64_t base_step(const Rules& rules);
// The numbers that are shown as this one where they are rounded to a step, of 1 at least.
Range shown_to_step(std::int64_t number, std::int64_t step);

}  // namespace kith::disclose
