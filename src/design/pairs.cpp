#include <algorithm>
#include <functional>
#include <optional>

#include "design/labels.h"
#include "design/marks.h"
#include "num/parallel.h"

namespace kith::design {

namespace {

struct Sides {
  std::span<const std::uint32_t> high;
  std::uint32_t high_count;
  std::span<const std::uint32_t> low;
  std::uint32_t low_count;
  Indices* own;  // the low labels, where they may be taken over

  std::size_t rows() const { return high.size(); }
  bool known(std::size_t row) const { return high[row] != no_label && low[row] != no_label; }
  std::uint64_t key(std::size_t row) const { return std::uint64_t{high[row]} * low_count + low[row]; }
};

// Whether every row's pair has the number of its low label.
bool numbered_as_low(const Pairs& pairs, const Sides& sides) {
  if (pairs.count() != sides.low_count) {
    return false;
  }
  for (std::uint32_t pair = 0; pair < pairs.count(); ++pair) {
    if (pairs.low[pair] != pair) {
      return false;
    }
  }
  const auto missing = num::reduce_blocks(
      sides.rows(), num::rows_a_block, std::ptrdiff_t{0},
      [&](std::size_t first, std::size_t last) {
        return std::ranges::count(sides.high.subspan(first, last - first), no_label);
      },
      std::plus{});
  return missing == 0;
}

// number(row) for every row that has a pair.
template <typename Number>
Indices index_of(const Pairs& pairs, const Sides& sides, const Number& number) {
  if (sides.own != nullptr && numbered_as_low(pairs, sides)) {
    return std::move(*sides.own);
  }
  Indices index(sides.rows());
  num::for_each_block(sides.rows(), [&](std::size_t first, std::size_t last) {
    for (std::size_t row = first; row < last; ++row) {
      index[row] = sides.known(row) ? number(row) : no_label;
    }
  });
  return index;
}

// Few possible pairs: a table of all.
Pairs from_table(const Sides& sides) {
  std::vector<std::uint8_t> occurs(std::size_t{sides.high_count} * sides.low_count);
  num::for_each_block(sides.rows(), [&](std::size_t first, std::size_t last) {
    for (std::size_t row = first; row < last; ++row) {
      if (sides.known(row)) {
        mark(occurs[sides.key(row)]);
      }
    }
  });
  Pairs result;
  std::vector<std::uint32_t> number(occurs.size());
  std::size_t pair = 0;
  for (std::uint32_t high = 0; high < sides.high_count; ++high) {
    for (std::uint32_t low = 0; low < sides.low_count; ++low, ++pair) {
      if (occurs[pair] != 0) {
        number[pair] = result.count();
        result.high.push_back(high);
        result.low.push_back(low);
      }
    }
  }
  result.index = index_of(result, sides, [&](std::size_t row) { return number[sides.key(row)]; });
  return result;
}

// Every low label within one high one, as respondents within their cluster: they are counted into their places. None
// where a low label is met under two.
std::optional<Pairs> nested(const Sides& sides) {
  std::vector<std::uint32_t> high_of(sides.low_count, no_label);
  for (std::size_t row = 0; row < sides.rows(); ++row) {
    if (sides.known(row)) {
      std::uint32_t& high = high_of[sides.low[row]];
      if (high != no_label && high != sides.high[row]) {
        return std::nullopt;
      }
      high = sides.high[row];
    }
  }
  std::vector<std::uint32_t> next(std::size_t{sides.high_count} + 1);
  for (const std::uint32_t high : high_of) {
    if (high != no_label) {
      ++next[high + 1];
    }
  }
  for (std::uint32_t high = 0; high < sides.high_count; ++high) {
    next[high + 1] += next[high];
  }
  Pairs result;
  result.high.resize(next.back());
  result.low.resize(next.back());
  std::vector<std::uint32_t> number(sides.low_count);
  for (std::uint32_t low = 0; low < sides.low_count; ++low) {
    if (high_of[low] != no_label) {
      number[low] = next[high_of[low]]++;
      result.high[number[low]] = high_of[low];
      result.low[number[low]] = low;
    }
  }
  result.index = index_of(result, sides, [&](std::size_t row) { return number[sides.low[row]]; });
  return result;
}

Pairs sorted(const Sides& sides) {
  std::vector<std::uint64_t> found;
  found.reserve(sides.rows());
  for (std::size_t row = 0; row < sides.rows(); ++row) {
    if (sides.known(row) && (found.empty() || found.back() != sides.key(row))) {
      found.push_back(sides.key(row));
    }
  }
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  Pairs result;
  for (const std::uint64_t pair : found) {
    result.high.push_back(static_cast<std::uint32_t>(pair / sides.low_count));
    result.low.push_back(static_cast<std::uint32_t>(pair % sides.low_count));
  }
  result.index = index_of(result, sides, [&](std::size_t row) {
    return static_cast<std::uint32_t>(std::ranges::lower_bound(found, sides.key(row)) - found.begin());
  });
  return result;
}

Pairs pairs_of(const Sides& sides) {
  if (table_fits(std::uint64_t{sides.high_count} * sides.low_count, sides.rows())) {
    return from_table(sides);
  }
  if (std::optional<Pairs> result = nested(sides)) {
    return std::move(*result);
  }
  return sorted(sides);
}

}  // namespace

Pairs pairs(std::span<const std::uint32_t> high, std::uint32_t high_count, std::span<const std::uint32_t> low,
            std::uint32_t low_count) {
  return pairs_of({high, high_count, low, low_count, nullptr});
}

Pairs pairs(std::span<const std::uint32_t> high, std::uint32_t high_count, Labels low) {
  return pairs_of({high, high_count, low.index, low.count, &low.index});
}

}  // namespace kith::design
