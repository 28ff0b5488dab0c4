#include "disclose/derive.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "disclose/at.h"

namespace kith::disclose {

namespace {

constexpr std::uint64_t prime = 2147483647;  // 2^31 - 1
constexpr std::uint64_t minus_one = prime - 1;
constexpr int no_pivot = -1;

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

// Rows in echelon form: each has a pivot that no later row holds.
class Echelon {
 public:
  explicit Echelon(std::size_t variables) : row_of_pivot_(variables, no_pivot) {}

  // What is left of the row after the rows so far; empty when it lies in their span.
  Row reduce(Row row) const {
    // A row brings in only pivots of later rows, so going from the earliest row on ends.
    while (true) {
      int earliest = no_pivot;
      std::uint64_t factor = 0;
      for (const auto& [variable, coefficient] : row) {
        const int pivot_row = row_of_pivot_[at(variable)];
        if (pivot_row != no_pivot && (earliest == no_pivot || pivot_row < earliest)) {
          earliest = pivot_row;
          factor = coefficient;
        }
      }
      if (earliest == no_pivot) {
        return row;
      }
      row = subtract(row, rows_[at(earliest)], factor);
    }
  }

  void add(Row row, const std::vector<int>& rows_with) {
    row = reduce(std::move(row));
    if (row.empty()) {
      return;
    }
    const auto rarest =
        std::ranges::min_element(row, {}, [&](const auto& entry) { return rows_with[at(entry.first)]; });
    const std::uint64_t scale = inverse(rarest->second);
    row_of_pivot_[at(rarest->first)] = static_cast<int>(rows_.size());
    for (auto& [variable, coefficient] : row) {
      coefficient = coefficient * scale % prime;
    }
    rows_.push_back(std::move(row));
  }

 private:
  std::vector<Row> rows_;
  std::vector<int> row_of_pivot_;
};

void add_unknown(Row& row, int variable, std::uint64_t sign, const std::vector<Range>& ranges) {
  if (!ranges[at(variable)].known()) {
    row.emplace_back(variable, sign);
  }
}

std::vector<Row> equations(const System& system, const std::vector<Range>& ranges) {
  std::vector<Row> rows;
  for (const Relation& relation : system.relations) {
    const auto complement = [&](int variable) {
      return system.variables[at(variable)].quantity == Quantity::Complement;
    };
    if (complement(relation.total) || std::ranges::any_of(relation.parts, complement)) {
      continue;
    }
    Row row;
    for (const int part : relation.parts) {
      add_unknown(row, part, 1, ranges);
    }
    add_unknown(row, relation.total, minus_one, ranges);
    std::ranges::sort(row);
    rows.push_back(std::move(row));
  }
  return rows;
}

Row question(const System& system, const Asked& asked, const std::vector<Range>& ranges) {
  const Cell& cell = system.cells[at(asked.cell)];
  Row row;
  if (asked.quantity != Quantity::Numerator) {
    add_unknown(row, cell.base, 1, ranges);
  }
  if (asked.quantity != Quantity::Base) {
    add_unknown(row, cell.numerator, asked.quantity == Quantity::Numerator ? 1 : minus_one, ranges);
  }
  std::ranges::sort(row);
  return row;
}

// An unknown that only one equation holds, and that nobody asks about, makes that equation useless for all others; and
// so on. Most of a release goes this way. Leaves in `rows_with` how many of the remaining equations hold each variable.
void drop_useless(std::vector<Row>& rows, const std::vector<Row>& questions, std::vector<int>& rows_with) {
  std::vector<bool> wanted(rows_with.size(), false);
  for (const Row& row : questions) {
    for (const auto& [variable, coefficient] : row) {
      wanted[at(variable)] = true;
    }
  }
  for (const Row& row : rows) {
    for (const auto& [variable, coefficient] : row) {
      ++rows_with[at(variable)];
    }
  }
  const auto useless = [&](const Row& row) {
    return row.empty() || std::ranges::any_of(row, [&](const auto& entry) {
             return rows_with[at(entry.first)] == 1 && !wanted[at(entry.first)];
           });
  };
  for (bool dropped = true; dropped;) {
    dropped = std::erase_if(rows, [&](const Row& row) {
                if (!useless(row)) {
                  return false;
                }
                for (const auto& [variable, coefficient] : row) {
                  --rows_with[at(variable)];
                }
                return true;
              }) > 0;
  }
}

}  // namespace

std::vector<bool> determined(const System& system, const std::vector<Asked>& asked, const std::vector<Range>& ranges) {
  std::vector<Row> questions;
  questions.reserve(asked.size());
  for (const Asked& one : asked) {
    questions.push_back(question(system, one, ranges));
  }
  std::vector<Row> rows = equations(system, ranges);
  std::vector<int> rows_with(system.variables.size(), 0);
  drop_useless(rows, questions, rows_with);
  std::ranges::stable_sort(rows, {}, [](const Row& row) { return row.size(); });  // short rows first: little fill-in
  Echelon echelon(system.variables.size());
  for (Row& row : rows) {
    echelon.add(std::move(row), rows_with);
  }
  std::vector<bool> found;
  found.reserve(asked.size());
  for (Row& row : questions) {
    found.push_back(echelon.reduce(std::move(row)).empty());
  }
  return found;
}

}  // namespace kith::disclose
