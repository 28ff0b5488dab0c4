#include "disclose/derive.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

namespace kith::disclose {

namespace {

constexpr std::uint64_t prime = 2147483647;  // 2^31 - 1

std::uint64_t inverse(std::uint64_t value) {  // Fermat: v^(p-2)
  std::uint64_t result = 1;
  for (std::uint64_t power = prime - 2; power != 0; power >>= 1U) {
    if ((power & 1U) != 0) {
      result = result * value % prime;
    }
    value = value * value % prime;
  }
  return result;
}

using Row = std::vector<std::pair<int, std::uint64_t>>;  // (variable, coefficient), by variable

// a - factor * b
Row subtract(const Row& a, const Row& b, std::uint64_t factor) {
  Row difference;
  difference.reserve(a.size() + b.size());
  const std::uint64_t minus = prime - factor;
  auto i = a.begin();
  auto j = b.begin();
  while (i != a.end() || j != b.end()) {
    if (j == b.end() || (i != a.end() && i->first < j->first)) {
      difference.push_back(*i++);
    } else if (i == a.end() || j->first < i->first) {
      difference.emplace_back(j->first, j->second * minus % prime);
      ++j;
    } else {
      if (const std::uint64_t sum = (i->second + j->second * minus) % prime; sum != 0) {
        difference.emplace_back(i->first, sum);
      }
      ++i;
      ++j;
    }
  }
  return difference;
}

std::uint64_t coefficient(const Row& row, int variable) {
  const auto at = std::ranges::lower_bound(row, variable, {}, &Row::value_type::first);
  return at != row.end() && at->first == variable ? at->second : 0;
}

Row unknowns_of(const Relation& relation, const std::vector<Range>& ranges) {
  Row row;
  const auto add = [&](int variable, std::uint64_t sign) {
    if (!ranges[static_cast<std::size_t>(variable)].known()) {
      row.emplace_back(variable, sign);
    }
  };
  for (const int part : relation.parts) {
    add(part, 1);
  }
  add(relation.total, prime - 1);
  std::ranges::sort(row);
  return row;
}

}  // namespace

std::vector<int> determined(const System& system, const std::vector<int>& relations, const std::vector<Range>& ranges) {
  std::vector<Row> rows;
  for (const int index : relations) {
    const Relation& relation = system.relations[static_cast<std::size_t>(index)];
    // Sums of complements follow from those of bases and numerators.
    if (system.variables[static_cast<std::size_t>(relation.total)].quantity != Quantity::Complement) {
      rows.push_back(unknowns_of(relation, ranges));
    }
  }
  std::ranges::sort(rows, {}, [](const Row& row) { return row.size(); });  // short rows first: little fill-in

  // Gauss-Jordan: every pivot column is zero in all other rows.
  std::map<int, Row> reduced;                // pivot -> row, pivot's coefficient 1
  std::map<int, std::set<int>> pivots_with;  // column -> pivots whose rows hold it
  const auto store = [&](int pivot, Row row) {
    for (const auto& [column, value] : row) {
      pivots_with[column].insert(pivot);
    }
    reduced[pivot] = std::move(row);
  };
  for (Row row : rows) {
    const Row before = row;
    for (const auto& [column, value] : before) {
      if (const auto at = reduced.find(column); at != reduced.end()) {
        row = subtract(row, at->second, coefficient(row, column));
      }
    }
    if (row.empty()) {
      continue;
    }
    // The column that the fewest rows hold.
    const auto rarest = std::ranges::min_element(row, {}, [&](const auto& entry) {
      const auto at = pivots_with.find(entry.first);
      return at == pivots_with.end() ? std::size_t{0} : at->second.size();
    });
    const int pivot = rarest->first;
    const std::uint64_t scale = inverse(rarest->second);
    for (auto& [column, value] : row) {
      value = value * scale % prime;
    }
    const auto held = pivots_with.find(pivot);
    const std::set<int> holders = held == pivots_with.end() ? std::set<int>{} : held->second;
    for (const int holder : holders) {
      Row& old = reduced[holder];
      Row fresh = subtract(old, row, coefficient(old, pivot));
      for (const auto& [column, value] : old) {
        pivots_with[column].erase(holder);
      }
      store(holder, std::move(fresh));
    }
    store(pivot, std::move(row));
  }
  std::vector<int> found;
  for (const auto& [pivot, row] : reduced) {
    if (row.size() == 1) {
      found.push_back(pivot);
    }
  }
  return found;
}

}  // namespace kith::disclose
