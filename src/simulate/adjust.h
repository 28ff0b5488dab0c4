// How many respondents must answer positively so that every target is met and as little as possible is moved.
//
// Given for each group the base n, the count k that was drawn, and perhaps a whole percent that k/n must round to, and
// perhaps one for all groups together: the counts that minimise the sum of |new - drawn|. Each group's admissible
// counts are an interval, and so are the admissible totals; the cost is separable and convex, so clamping each count to
// its interval and then moving single respondents where that is cheapest, until the total is admissible, is optimal
// (Ibaraki and Katoh 1988, Resource Allocation Problems, section 4.2: greedy for separable convex costs).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace kith::simulate {

struct Group {
  std::int64_t base = 0;
  std::int64_t drawn = 0;
  std::optional<int> percent;
};

struct Range {
  std::int64_t low = 0;
  std::int64_t high = 0;  // inclusive; below `low` when there is none
};

// The counts out of `base` that are printed as `percent`.
Range counts_for(std::int64_t base, int percent);

struct Adjusted {
  std::vector<std::int64_t> counts;  // one a group; meaningless unless `possible`
  bool possible = true;
  std::optional<std::size_t> group_at_fault;  // a group whose own percent cannot be met; none: the total's cannot
};

Adjusted adjust(const std::vector<Group>& groups, std::optional<int> all_percent);

}  // namespace kith::simulate
