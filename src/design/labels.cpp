#include "design/labels.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

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

// A table of all possible pairs is quicker than sorting as long as it is not much larger than the data.
bool table_fits(std::uint64_t possible, std::size_t rows) {
  return possible <= std::max<std::uint64_t>(1U << 16U, 8 * rows);
}

}  // namespace

Labels labels(const data::Column& column) {
  switch (column.kind()) {
    case data::Kind::Number:
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
  std::ranges::transform(column.codes(), result.index.begin(), [&](std::uint8_t code) { return of_code[code]; });
  return result;
}

Labels used_labels(Labels labels, std::span<const std::uint8_t> in) {
  std::vector<std::uint32_t> number(labels.count, no_label);
  for (std::size_t row = 0; row < in.size(); ++row) {
    if (in[row] != 0) {
      number[labels.index[row]] = 0;
    }
  }
  labels.count = 0;
  for (std::uint32_t& each : number) {
    each = each == 0 ? labels.count++ : no_label;
  }
  for (std::size_t row = 0; row < in.size(); ++row) {
    labels.index[row] = in[row] != 0 ? number[labels.index[row]] : no_label;
  }
  return labels;
}

Pairs pairs(std::span<const std::uint32_t> high, std::uint32_t high_count, std::span<const std::uint32_t> low,
            std::uint32_t low_count) {
  Pairs result;
  result.index.resize(high.size());
  const std::uint64_t possible = std::uint64_t{high_count} * low_count;
  const auto key = [&](std::size_t row) { return std::uint64_t{high[row]} * low_count + low[row]; };
  const auto known = [&](std::size_t row) { return high[row] != no_label && low[row] != no_label; };
  const auto add = [&](std::uint64_t pair) {
    result.high.push_back(static_cast<std::uint32_t>(pair / low_count));
    result.low.push_back(static_cast<std::uint32_t>(pair % low_count));
    return static_cast<std::uint32_t>(result.high.size() - 1);
  };
  if (table_fits(possible, high.size())) {
    std::vector<std::uint32_t> number(possible, no_label);
    for (std::size_t row = 0; row < high.size(); ++row) {
      if (known(row)) {
        number[key(row)] = 0;
      }
    }
    for (std::uint64_t pair = 0; pair < possible; ++pair) {
      number[pair] = number[pair] == 0 ? add(pair) : no_label;
    }
    for (std::size_t row = 0; row < high.size(); ++row) {
      result.index[row] = known(row) ? number[key(row)] : no_label;
    }
    return result;
  }
  std::vector<std::uint64_t> found;
  found.reserve(high.size());
  for (std::size_t row = 0; row < high.size(); ++row) {
    if (known(row) && (found.empty() || found.back() != key(row))) {
      found.push_back(key(row));
    }
  }
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  std::ranges::for_each(found, add);
  for (std::size_t row = 0; row < high.size(); ++row) {
    result.index[row] =
        known(row) ? static_cast<std::uint32_t>(std::ranges::lower_bound(found, key(row)) - found.begin()) : no_label;
  }
  return result;
}

}  // namespace kith::design
