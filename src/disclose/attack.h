// Attacking a release with nothing but what was released: the reader's side of the gate.
//
// It knows no true count, and shares with the gate only the geometry of domains and the linear programmes. Unknown are
// base n and numerator k of every figure, withheld or not, with 0 <= k <= n. Known are
//   shown             n as printed (exact, or its band);  (p - 0.5)/100 n <= k <= (p + 0.5)/100 n  of a whole
//   percentage withheld          by code: small-base  n < withhold_below;  confidential  n >= withhold_below sums the
//   parts of a domain along a dimension make up the domain; the options of a question that allows
//                     one answer make up its base, of one that allows several at least its base; figures of one
//                     question in one domain share their base
// Where shown parts fall short of a shown total, or the release says so, the dimension leaves people out of its
// population, and the rest becomes an unknown in every question of it that is asked about like a figure; where they
// exceed it, its levels overlap and no sum is used. Where percentages cannot be counts over the bases at all (weighted
// figures), only bases and counts are held against each other.
//
// For every withheld figure the lowest and highest n, k and n - k over all this are found by linear programming. And
// for every base that is shown as a band, all bases of the band are tried against all percentages that rest on it.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "disclose/gate.h"
#include "disclose/rules.h"
#include "disclose/seen.h"
#include "disclose/sums.h"
#include "finding/finding.h"

namespace kith::disclose {

inline constexpr std::int64_t most_people = 10'000'000;  // no count is larger: a range that ends here has no limit

enum class Recovered { Base, Numerator, Complement, Count, Rest, BandedBase };

// What can be worked out of one count.
struct Bound {
  std::string id;
  Recovered what = Recovered::Numerator;
  Range range;
  std::int64_t possible = 0;  // how many numbers of the range are possible
  std::int64_t needed = 0;    // how many have to be
  bool exposed = false;
};

struct Attacked {
  std::vector<Bound> bounds;            // narrowest first
  std::vector<std::string> unweighted;  // indicators whose percentages are no counts over their bases
};

// How the figures of a release lie in each other.
struct Geometry {
  std::vector<Nesting> nestings;
  std::vector<Incomplete> incomplete;
};

// Cost: two linear programmes a withheld count, over the figures of one question in one population.
Attacked attack(const std::vector<Seen>& release, const Geometry& geometry, const Rules& rules);

// Of the same attack the bases that are shown as bands and exposed, which is what the gate asks of its own release in
// the end: everything else it has proved itself. Questions of more than `most_figures` are left out.
inline constexpr std::size_t most_figures = 1'000;
// The ids of all figures on such a base.
std::set<std::string> on_exposed_bases(const std::vector<Seen>& release, const Geometry& geometry, const Rules& rules);

}  // namespace kith::disclose
