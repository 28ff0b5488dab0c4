// An attacker who shares no code with the gate: he tries every table that fits what was released.
//
// The truth is a table of leaves (people by domain and answer). A figure counts the people of some leaves who have a
// property (its numerator) and of others who have not (its complement). He knows all sums of shown figures exactly, the
// rules, what each code says of a withheld figure, and which rows are there; he lists every assignment of whole numbers
// to the leaves that fits, and notes which values each withheld count takes. Only for small tables.
#pragma once

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace kith::disclose::tests {

using Leaves = std::vector<std::size_t>;

struct Figure {
  Leaves with, without;   // leaves of the numerator and of the complement; a count has none without
  std::string code;       // empty: shown; or `unseen`
  bool somebody = false;  // its row is there, and rows of nobody are not
};
inline constexpr const char* unseen = "unseen";  // a group that no figure is of: no code tells anything of it

// What a withheld figure may be.
struct Possibilities {
  std::set<std::int64_t> numerator, complement, base;
};

class Attacker {
 public:
  Attacker(const std::vector<std::int64_t>& truth, std::vector<Figure> figures, std::int64_t withhold_below)
      : truth_(truth), figures_(std::move(figures)), withhold_below_(withhold_below), table_(truth.size(), 0) {
    for (const Figure& figure : figures_) {
      if (figure.code.empty()) {
        equations_.push_back({figure.with, total(figure.with, truth_)});
        equations_.push_back({figure.without, total(figure.without, truth_)});
      }
    }
    std::erase_if(equations_, [](const Equation& equation) { return equation.leaves.empty(); });
    highest_ = *std::ranges::max_element(truth_) + 2 * withhold_below_;
    of_leaf_.resize(truth_.size());
    for (std::size_t e = 0; e < equations_.size(); ++e) {
      equations_[e].open = equations_[e].leaves.size();
      for (const std::size_t leaf : equations_[e].leaves) {
        of_leaf_[leaf].push_back(e);
      }
    }
    possible_.resize(figures_.size());
  }

  // False when there are too many tables to try.
  bool attack(std::int64_t most_steps) {
    left_ = most_steps;
    try_leaf(0);
    return left_ > 0;
  }

  const std::vector<Possibilities>& possible() const { return possible_; }

 private:
  struct Equation {
    Leaves leaves;
    std::int64_t left;     // of the sum, after the leaves assigned so far
    std::size_t open = 0;  // leaves not assigned yet
  };

  static std::int64_t total(const Leaves& leaves, const std::vector<std::int64_t>& table) {
    std::int64_t sum = 0;
    for (const std::size_t leaf : leaves) {
      sum += table[leaf];
    }
    return sum;
  }

  bool code_fits(const Figure& figure) const {
    if (figure.somebody && total(figure.with, table_) + total(figure.without, table_) == 0) {
      return false;
    }
    if (figure.code.empty() || figure.without.empty() || figure.code == unseen) {
      return true;
    }
    const bool small_base = total(figure.with, table_) + total(figure.without, table_) < withhold_below_;
    return small_base == (figure.code == "small-base");
  }

  void try_leaf(std::size_t leaf) {
    if (--left_ <= 0) {
      return;
    }
    if (leaf == table_.size()) {
      note();
      return;
    }
    std::int64_t low = 0, high = highest_;
    for (const std::size_t e : of_leaf_[leaf]) {
      high = std::min(high, equations_[e].left);
      if (equations_[e].open == 1) {
        low = std::max(low, equations_[e].left);
      }
    }
    for (std::int64_t value = low; value <= high; ++value) {
      assign(leaf, value, -1);
      try_leaf(leaf + 1);
      assign(leaf, value, +1);
    }
  }

  void assign(std::size_t leaf, std::int64_t value, int sign) {
    table_[leaf] = sign < 0 ? value : 0;
    for (const std::size_t e : of_leaf_[leaf]) {
      equations_[e].left += sign * value;
      equations_[e].open += sign < 0 ? std::size_t(-1) : 1;
    }
  }

  void note() {
    if (!std::ranges::all_of(figures_, [&](const Figure& figure) { return code_fits(figure); })) {
      return;
    }
    for (std::size_t i = 0; i < figures_.size(); ++i) {
      if (!figures_[i].code.empty()) {
        const std::int64_t with = total(figures_[i].with, table_), without = total(figures_[i].without, table_);
        possible_[i].numerator.insert(with);
        possible_[i].complement.insert(without);
        possible_[i].base.insert(with + without);
      }
    }
  }

  const std::vector<std::int64_t>& truth_;
  std::vector<Figure> figures_;
  std::int64_t withhold_below_;
  std::vector<std::int64_t> table_;
  std::vector<Equation> equations_;
  std::vector<std::vector<std::size_t>> of_leaf_;
  std::vector<Possibilities> possible_;
  std::int64_t highest_ = 0;
  std::int64_t left_ = 0;
};

}  // namespace kith::disclose::tests
