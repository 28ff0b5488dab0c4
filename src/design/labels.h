// Columns as small whole numbers: strata, clusters and breakdowns are compared and counted, never calculated with.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/unset.h"
#include "data/table.h"

namespace kith::design {

constexpr std::uint32_t no_label = UINT32_MAX;  // the answer is missing
using Indices = Unset<std::uint32_t>;           // of each row

// index[row] counts the distinct answers from 0: options in their own order (those that nobody chose keep their place),
// numbers ascending, text by its bytes. The numbering does not depend on the order of the rows.
struct Labels {
  Indices index;
  std::uint32_t count = 0;
  std::size_t missing = 0;  // rows with no_label
};
Labels labels(const data::Column& column);

// The same numbered anew over the labels that rows have, in their order.
Labels used_labels(Labels labels);
// The same over the rows with `in` 1; the other rows have no_label.
Labels used_labels(Labels labels, std::span<const std::uint8_t> in);

// Dense numbers for pairs (high, low), in the order of the pairs; rows with no_label on either side keep it.
struct Pairs {
  Indices index;
  std::vector<std::uint32_t> high;  // of each pair
  std::vector<std::uint32_t> low;
  std::uint32_t count() const { return static_cast<std::uint32_t>(high.size()); }
};
Pairs pairs(std::span<const std::uint32_t> high, std::uint32_t high_count, std::span<const std::uint32_t> low,
            std::uint32_t low_count);
// The same. Where the low labels are numbered as their pairs are, which unique labels in the order of the high ones
// are, their index becomes that of the pairs.
Pairs pairs(std::span<const std::uint32_t> high, std::uint32_t high_count, Labels low);

}  // namespace kith::design
