#include "simulate/adjust.h"

#include <algorithm>
#include <cstdlib>

#include "base/round.h"

namespace kith::simulate {

Range counts_for(std::int64_t base, int percent) {
  if (base <= 0) {
    return {0, -1};
  }
  const auto printed = [base](std::int64_t count) {
    return whole_percent(static_cast<double>(count) / static_cast<double>(base));
  };
  // Half a percent either way, with room for the division; what is printed decides.
  Range range{std::max<std::int64_t>(0, (percent - 1) * base / 100), std::min(base, (percent + 1) * base / 100 + 1)};
  while (range.low <= range.high && printed(range.low) < percent) {
    ++range.low;
  }
  while (range.high >= range.low && printed(range.high) > percent) {
    --range.high;
  }
  return range;
}

Adjusted adjust(const std::vector<Group>& groups, std::optional<int> all_percent) {
  Adjusted result;
  std::vector<Range> ranges;
  std::int64_t base = 0;
  std::int64_t total = 0;
  for (const Group& group : groups) {
    const Range range = group.percent ? counts_for(group.base, *group.percent) : Range{0, group.base};
    if (range.low > range.high) {
      return {{}, false, ranges.size()};
    }
    ranges.push_back(range);
    result.counts.push_back(std::clamp(group.drawn, range.low, range.high));
    base += group.base;
    total += result.counts.back();
  }
  if (!all_percent) {
    return result;
  }
  const Range wanted = counts_for(base, *all_percent);
  if (wanted.low > wanted.high) {
    return {{}, false, std::nullopt};
  }
  while (total < wanted.low || total > wanted.high) {
    const std::int64_t step = total < wanted.low ? 1 : -1;
    std::optional<std::size_t> cheapest;
    std::int64_t least = 0;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      const std::int64_t next = result.counts[i] + step;
      if (next < ranges[i].low || next > ranges[i].high) {
        continue;
      }
      // 1 when the step leads away from what was drawn, -1 when it leads back; ties go to the larger group.
      const std::int64_t cost = std::abs(next - groups[i].drawn) - std::abs(result.counts[i] - groups[i].drawn);
      if (!cheapest || cost < least || (cost == least && groups[i].base > groups[*cheapest].base)) {
        cheapest = i;
        least = cost;
      }
    }
    if (!cheapest) {
      return {{}, false, std::nullopt};
    }
    result.counts[*cheapest] += step;
    total += step;
  }
  return result;
}

}  // namespace kith::simulate
