#include "design/labels.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <optional>
#include <unordered_map>
#include <utility>

#include "design/marks.h"
#include "num/parallel.h"

namespace kith::design {

namespace {

// Values in order of appearance first, then renumbered in their own order. Files are mostly sorted by cluster, so the
// row before is asked first. Numbers are compared by their bits: -0 and 0 are made one before.
template <typename Key, typename At>
Labels distinct(const data::Column& column, const At& at) {
  Labels result;
  result.index.resize(column.size());
  std::unordered_map<Key, std::uint32_t> seen;
  std::vector<Key> keys;
  const auto number = [&](const Key& key) {
    const auto [found, added] = seen.try_emplace(key, static_cast<std::uint32_t>(keys.size()));
    if (added) {
      keys.push_back(key);
    }
    return found->second;
  };
  Key before{};
  std::uint32_t before_number = no_label;
  const bool complete = column.reasons().empty() && column.missing_ranges.empty();
  for (std::size_t row = 0; row < result.index.size(); ++row) {
    if (!complete && column.missing_at(row) != data::Missing::None) {
      result.index[row] = no_label;
      ++result.missing;
      continue;
    }
    const Key key = at(row);
    if (before_number == no_label || !(key == before)) {
      before = key;
      before_number = number(key);
    }
    result.index[row] = before_number;
  }
  std::vector<std::uint32_t> order(keys.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    order[i] = i;
  }
  std::ranges::sort(order, {}, [&](std::uint32_t i) { return keys[i]; });
  std::vector<std::uint32_t> rank(keys.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    rank[order[i]] = i;
  }
  for (std::uint32_t& index : result.index) {
    index = index == no_label ? no_label : rank[index];
  }
  result.count = static_cast<std::uint32_t>(keys.size());
  return result;
}

// Whole numbers of a range not much wider than the file is long need no hashing: a table says which occur. None where
// the column holds others.
std::optional<Labels> whole_numbers(const data::Column& column) {
  constexpr std::int64_t widest = 1LL << 32U;
  struct Range {
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    std::int64_t most = std::numeric_limits<std::int64_t>::min();
    bool whole = true;

    void add(double number) {
      whole = whole && std::fabs(number) <= 0x1p53;  // not what is no number
      const std::int64_t rounded = whole ? static_cast<std::int64_t>(number) : 0;
      whole = whole && static_cast<double>(rounded) == number;
      least = std::min(least, rounded);
      most = std::max(most, rounded);
    }
  };
  if (!column.missing_ranges.empty()) {
    return std::nullopt;
  }
  const std::span<const double> numbers = column.numbers();
  const std::span<const std::uint8_t> reasons = column.reasons();
  const auto known = [&](std::size_t row) { return reasons.empty() || reasons[row] == 0; };
  const Range range = num::reduce_blocks(
      numbers.size(), num::rows_a_block, Range{},
      [&](std::size_t first, std::size_t last) {
        Range own;
        for (std::size_t row = first; row < last && own.whole; ++row) {
          if (known(row)) {
            own.add(numbers[row]);
          }
        }
        return own;
      },
      [](const Range& all, const Range& part) {
        return Range{std::min(all.least, part.least), std::max(all.most, part.most), all.whole && part.whole};
      });
  const std::int64_t width = range.least <= range.most ? range.most - range.least + 1 : 0;
  if (!range.whole || width < 1 || width > widest || !table_fits(static_cast<std::uint64_t>(width), numbers.size())) {
    return std::nullopt;
  }
  const auto place = [&](std::size_t row) {
    return static_cast<std::size_t>(static_cast<std::int64_t>(numbers[row]) - range.least);
  };
  std::vector<std::uint8_t> occurs(static_cast<std::size_t>(width));
  num::for_each_block(numbers.size(), [&](std::size_t first, std::size_t last) {
    for (std::size_t row = first; row < last; ++row) {
      if (known(row)) {
        mark(occurs[place(row)]);
      }
    }
  });
  Labels result;
  result.missing = reasons.size() - static_cast<std::size_t>(std::ranges::count(reasons, std::uint8_t{0}));
  std::vector<std::uint32_t> number(occurs.size());
  for (std::size_t i = 0; i < occurs.size(); ++i) {
    number[i] = occurs[i] != 0 ? result.count++ : no_label;
  }
  result.index.resize(numbers.size());
  num::for_each_block(numbers.size(), [&](std::size_t first, std::size_t last) {
    for (std::size_t row = first; row < last; ++row) {
      result.index[row] = known(row) ? number[place(row)] : no_label;
    }
  });
  return result;
}

// Over the rows where in(row) holds.
template <typename In>
Labels used(Labels labels, const In& in) {
  std::vector<std::uint8_t> occurs(labels.count);
  const std::size_t out = num::reduce_blocks(
      labels.index.size(), num::rows_a_block, std::size_t{0},
      [&](std::size_t first, std::size_t last) {
        std::size_t own = 0;
        for (std::size_t row = first; row < last; ++row) {
          if (labels.index[row] != no_label && in(row)) {
            mark(occurs[labels.index[row]]);
          } else {
            own += labels.index[row] != no_label ? 1U : 0U;
          }
        }
        return own;
      },
      std::plus{});
  const auto count = static_cast<std::uint32_t>(std::ranges::count(occurs, std::uint8_t{1}));
  if (out == 0 && count == labels.count) {
    return labels;
  }
  std::vector<std::uint32_t> number(labels.count);
  std::exclusive_scan(occurs.begin(), occurs.end(), number.begin(), 0U);
  num::for_each_block(labels.index.size(), [&](std::size_t first, std::size_t last) {
    for (std::size_t row = first; row < last; ++row) {
      std::uint32_t& index = labels.index[row];
      index = index != no_label && in(row) ? number[index] : no_label;
    }
  });
  labels.count = count;
  labels.missing += out;
  return labels;
}

}  // namespace

Labels labels(const data::Column& column) {
  switch (column.kind()) {
    case data::Kind::Number:
      if (std::optional<Labels> whole = whole_numbers(column)) {
        return std::move(*whole);
      }
      return distinct<double>(column, [&](std::size_t row) { return column.numbers()[row] + 0.0; });
    case data::Kind::Text:
      return distinct<std::string_view>(column, [&](std::size_t row) { return column.text_at(row); });
    case data::Kind::Categorical:
      break;
  }
  std::vector<std::uint32_t> of_code(256, no_label);
  for (std::uint32_t i = 0; i < column.options().size(); ++i) {
    of_code[i] = column.options()[i].missing == data::Missing::None ? i : no_label;
  }
  Labels result;
  result.count = static_cast<std::uint32_t>(column.options().size());
  result.index.resize(column.size());
  result.missing = num::reduce_blocks(
      column.size(), num::rows_a_block, std::size_t{0},
      [&](std::size_t first, std::size_t last) {
        std::size_t missing = 0;
        for (std::size_t row = first; row < last; ++row) {
          result.index[row] = of_code[column.codes()[row]];
          missing += result.index[row] == no_label ? 1U : 0U;
        }
        return missing;
      },
      std::plus{});
  return result;
}

Labels used_labels(Labels labels) {
  return used(std::move(labels), [](std::size_t) { return true; });
}

Labels used_labels(Labels labels, std::span<const std::uint8_t> in) {
  return used(std::move(labels), [in](std::size_t row) { return in[row] != 0; });
}

}  // namespace kith::design
