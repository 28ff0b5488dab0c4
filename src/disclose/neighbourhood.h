// The counts of a large release among which one of them can be seen to be hidden.
//
// A programme over all counts of a large table takes a thousand times as long as one over some hundred of them
// (count_programme.h), and most counts need no more: what moves by one dimension of the table is made up for by its
// neighbours along the others. A neighbourhood starts from one count and takes, of each sum that it touches, a few of
// the counts that are not known: those first that stand in few sums that it does not touch yet, so that it closes; and
// of those the freest.
#pragma once

#include <cstddef>
#include <vector>

#include "disclose/count_programme.h"

namespace kith::disclose {

struct Reach {
  std::size_t of_each_sum = 0;
  std::size_t altogether = 0;
};

// In the order in which they were taken; `start` is not known.
std::vector<int> neighbourhood(const Knowledge& knowledge, int start, Reach reach);

}  // namespace kith::disclose
