// Bases that add up, tried against the percentages that rest on them.
//
// Each part p of a sum has a few sizes n_p that its base may have, and so has the total N. Of every figure that the
// total and all parts show, a size allows the numerators from low to high, a range without gaps. Sizes go together if
//   sum of n_p = N   and for every figure   sum of low_p <= high_N,  sum of high_p >= low_N,
// since numerators of the parts then add up to one of the total. A size remains possible if it goes together with some
// sizes of all others: a search part by part, given up where what is left cannot reach the total any more.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "disclose/sums.h"

namespace kith::disclose {

// One size that a base may have, with the numerators of each figure there.
struct Size {
  std::int64_t people = 0;
  std::vector<Range> numerators;

  auto operator<=>(const Size&) const = default;
};

struct SizesOfSum {
  std::vector<std::vector<Size>> parts;  // each in order of size
  std::vector<Size> total;

  auto operator<=>(const SizesOfSum&) const = default;
};

// Which of these sizes remain possible, the same way.
struct PossibleSizes {
  std::vector<std::vector<bool>> parts;
  std::vector<bool> total;
};

// The search, which remembers what it was asked: every attack on a release begins with the same questions, but for the
// figures that were withheld since.
class SizeSearches {
 public:
  // A search of more than so many steps for one size takes it for possible, and after five of these all that is not
  // known yet: where there is so much to try, much fits.
  static constexpr std::size_t most_steps = 100'000;

  // The sum has a part at least.
  const PossibleSizes& possible(const SizesOfSum& sum);

 private:
  std::map<SizesOfSum, PossibleSizes> known_;
};

}  // namespace kith::disclose
