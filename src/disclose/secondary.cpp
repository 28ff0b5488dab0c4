#include "disclose/secondary.h"

#include <algorithm>
#include <compare>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "disclose/at.h"
#include "disclose/components.h"
#include "disclose/told_before.h"

namespace kith::disclose {

namespace {

constexpr int none = -1;  // a finding that stands in no sum

}  // namespace

class Protector {
 public:
  Protector(System system, const Rules& rules, const Effort& effort)
      : system_(std::move(system)), effort_(effort), audit_(system_, rules, effort.most_cost) {
    std::ranges::for_each(told_before(system_, rules), [&](int variable) { audit_.give_up(variable); });
  }

  const System& system() const { return system_; }

  // For another reason.
  void withhold(int cell) {
    if (!system_.cells[at(cell)].refused) {
      audit_.withhold(cell);
      protects_.erase(cell);
      unproven_.erase(cell);
      changed_ = true;
    }
  }

  void protect(std::vector<Protection>& protections) {
    if (std::exchange(changed_, false)) {
      hopeless_.clear();
      settled_.clear();
      std::ranges::transform(protects_, std::inserter(settled_, settled_.end()),
                             [](const auto& entry) { return entry.first; });
      if (withhold_until_hidden(audit_.exposed())) {
        give_back();
      }
      withhold_until_hidden_jointly();
    }
    for (const auto& [cell, protected_cell] : protects_) {
      protections.push_back({system_.cells[at(cell)].finding, system_.cells[at(protected_cell)].id});
    }
    std::ranges::transform(unproven_, std::back_inserter(protections),
                           [&](int cell) { return Protection{system_.cells[at(cell)].finding, {}}; });
  }

 private:
  // Whether to withhold the cell would take something from readers.
  bool can_go(int index) const {
    const Cell& cell = system_.cells[at(index)];
    const Variable& told = system_.variables[at(cell.numerator == no_variable ? cell.base : cell.numerator)];
    return audit_.state(index) == State::Shown &&
           std::ranges::none_of(told.cells, [&](int other) { return audit_.state(other) == State::Published; });
  }

  // Against one sum after another; whether everything is hidden in the end.
  bool withhold_until_hidden(std::vector<Target> exposed) {
    for (bool moved = true; moved && !exposed.empty();) {
      moved = false;
      std::set<int> loosened;  // relations, in this round
      for (const Target& target : exposed) {
        moved = protect(target, {}, loosened).has_value() || moved;
      }
      if (moved) {
        exposed = audit_.exposed();
      }
    }
    return exposed.empty();
  }

  // Against all sums together.
  void withhold_until_hidden_jointly() {
    std::vector<int> chosen;
    std::vector<Exposure> exposed = audit_.exposed_jointly();
    int rounds_in_doubt = 0;
    for (bool moved = true; moved && !exposed.empty();) {
      const auto doubtful = std::ranges::count(exposed, false, &Exposure::certain);
      rounds_in_doubt += doubtful > 0 ? 1 : 0;
      if (is_too_much(doubtful) || rounds_in_doubt > effort_.most_rounds) {
        withhold_everything();
        return;
      }
      moved = false;
      std::set<int> loosened;
      for (const Exposure& exposure : exposed) {
        if (const auto cell = protect(exposure.target, exposure.holding, loosened)) {
          chosen.push_back(*cell);
          moved = true;
        }
      }
      if (moved) {
        withhold_until_hidden(audit_.exposed());
        exposed = audit_.exposed_jointly();
      }
    }
    if (exposed.empty()) {
      give_back_jointly(chosen);
    }
  }

  bool is_too_much(std::ptrdiff_t doubtful) const {
    return static_cast<double>(doubtful) > effort_.most_doubtful * static_cast<double>(system_.cells.size());
  }

  void withhold_everything() {
    for (int cell = 0; std::cmp_less(cell, system_.cells.size()); ++cell) {
      if (can_go(cell)) {
        audit_.withhold(cell);
        unproven_.insert(cell);
      }
    }
  }

  // Withholds one more figure for the sake of the target, unless that was done in this round.
  std::optional<int> protect(const Target& target, const std::vector<int>& holding, std::set<int>& loosened) {
    const std::vector<int>& relations = system_.variables[at(target.variable)].relations;
    if (hopeless_.contains(target.variable) ||
        std::ranges::any_of(relations, [&](int relation) { return loosened.contains(relation); })) {
      return std::nullopt;
    }
    std::optional<int> chosen = choose_among(holding);
    chosen = chosen ? chosen : choose(target.variable);
    if (!chosen) {
      hopeless_.insert(target.variable);
      return std::nullopt;
    }
    audit_.withhold(*chosen);
    protects_[*chosen] = target.count.cell;
    loosen(*chosen, loosened);
    return chosen;
  }

  std::int64_t truth(int variable) const { return system_.variables[at(variable)].truth; }

  void loosen(int index, std::set<int>& loosened) const {
    const Cell& cell = system_.cells[at(index)];
    for (const int variable : {cell.base, cell.numerator, cell.complement}) {
      if (variable != no_variable) {
        const auto& relations = system_.variables[at(variable)].relations;
        loosened.insert(relations.begin(), relations.end());
      }
    }
  }

  std::vector<int> showing(int variable) const {
    std::vector<int> cells;
    std::ranges::copy_if(system_.variables[at(variable)].cells, std::back_inserter(cells),
                         [&](int cell) { return can_go(cell); });
    return cells;
  }

  // Whether the relation is what holds the variable's range where it is.
  bool binds(const Relation& relation, int variable) const {
    const Range implied = implied_range(relation, variable, audit_.ranges());
    const Range& range = audit_.ranges()[at(variable)];
    return (range.low > 0 && implied.low >= range.low) || (range.high < unbounded && implied.high <= range.high);
  }

  // What is lost by withholding a cell, in order of weight; the smallest loss is chosen.
  struct Loss {
    bool shared = false;    // other figures show the same count: it is not enough to withhold one
    bool headline = false;  // the figure for everyone
    bool total = false;     // in the relation that exposes the target
    int missed = 0;         // minus the number of exposing relations that it loosens
    std::int64_t count = 0;
    std::int64_t base = 0;
    std::string id;
    int cell = 0;

    auto operator<=>(const Loss&) const = default;
  };

  Loss loss(int index, int variable, const Relation& relation, std::size_t showing, int reached) const {
    const Cell& cell = system_.cells[at(index)];
    return {.shared = showing > 1,
            .headline = cell.headline,
            .total = variable == relation.total,
            .missed = -reached,
            .count = truth(variable),
            .base = truth(cell.base == no_variable ? variable : cell.base),
            .id = cell.id,
            .cell = index};
  }

  // Of the cells that hold a bound, the smallest that can go.
  std::optional<int> choose_among(const std::vector<int>& holding) const {
    std::optional<Loss> best;
    for (const int index : holding) {
      if (!can_go(index)) {
        continue;
      }
      const Cell& cell = system_.cells[at(index)];
      const std::int64_t count = truth(cell.base == no_variable ? cell.numerator : cell.base);
      Loss candidate{.headline = cell.headline, .count = count, .base = count, .id = cell.id, .cell = index};
      if (!best || candidate < *best) {
        best = std::move(candidate);
      }
    }
    return best ? std::optional(best->cell) : std::nullopt;
  }

  enum class Reach { Binding, Any };

  std::optional<int> choose(int variable) const {
    const std::vector<int> own = showing(variable);
    if (!own.empty()) {
      return own.front();  // the same count stands in a figure that is shown
    }
    const auto chosen = choose(variable, Reach::Binding);
    return chosen ? chosen : choose(variable, Reach::Any);
  }

  // Breadth first from the variable through the relations, to the nearest that have a figure to withhold.
  std::optional<int> choose(int start, Reach reach) const {
    std::set<int> seen{start};
    std::vector<int> frontier{start};
    while (!frontier.empty()) {
      std::set<int> exposing;
      for (const int variable : frontier) {
        std::ranges::copy_if(
            system_.variables[at(variable)].relations, std::inserter(exposing, exposing.end()),
            [&](int index) { return reach == Reach::Any || binds(system_.relations[at(index)], variable); });
      }
      std::map<int, int> reaches;  // variable -> how many of the exposing relations it stands in
      for (const int index : exposing) {
        const Relation& relation = system_.relations[at(index)];
        std::ranges::for_each(relation.parts, [&](int part) { ++reaches[part]; });
        ++reaches[relation.total];
      }
      std::optional<Loss> best;
      std::vector<int> next;
      for (const int index : exposing) {
        const Relation& relation = system_.relations[at(index)];
        const auto consider = [&](int variable) {
          const std::vector<int> cells = showing(variable);
          for (const int cell : cells) {
            Loss candidate = loss(cell, variable, relation, cells.size(), reaches[variable]);
            if (!best || candidate < *best) {
              best = std::move(candidate);
            }
          }
          if (cells.empty() && seen.insert(variable).second) {
            next.push_back(variable);
          }
        };
        std::ranges::for_each(relation.parts, consider);
        consider(relation.total);
      }
      if (best) {
        return best->cell;
      }
      frontier = std::move(next);
    }
    return std::nullopt;
  }

  // Withholding one after another may end with more than is needed together. What was settled before stays.
  void give_back() {
    std::vector<int> withheld;
    withheld.reserve(protects_.size());
    for (const auto& [cell, protected_cell] : protects_) {
      if (!settled_.contains(cell)) {
        withheld.push_back(cell);
      }
    }
    sort_by_size(withheld);
    // Exact derivation rarely adds anything to narrowing, and costs more: one check for all, and one by one if it
    // fails.
    for (const auto attack : {Audit::Attack::Narrowing, Audit::Attack::Everything}) {
      std::set<int> given;
      for (const int cell : withheld) {
        if (given.contains(cell)) {
          continue;
        }
        std::vector<int> together = withheld_because_of(cell, protects_, given);
        std::erase_if(together, [&](int other) { return settled_.contains(other); });
        bool given_back = audit_.give_back(together, attack);
        if (!given_back && together.size() > 1) {
          together = {cell};
          given_back = audit_.give_back(together, attack);
        }
        if (given_back) {
          given.insert(together.begin(), together.end());
        }
      }
      if (given.empty() || audit_.exposed().empty()) {
        std::erase_if(protects_, [&](const auto& entry) { return given.contains(entry.first); });
        return;
      }
      std::ranges::for_each(given, [&](int cell) { audit_.withhold(cell); });
      audit_.exposed();  // the ranges of before
    }
  }

  // Headlines first, then the largest.
  void sort_by_size(std::vector<int>& cells) const {
    const auto size = [&](int index) {
      const Cell& cell = system_.cells[at(index)];
      return std::pair(cell.headline, truth(cell.base == no_variable ? cell.numerator : cell.base));
    };
    std::ranges::stable_sort(cells, [&](int a, int b) { return size(a) > size(b); });
  }

  // Each costs an attack by linear programming, so only some of what was withheld against that attack is tried, fewer
  // in a larger system, and not the last of it, which was needed.
  void give_back_jointly(std::vector<int> chosen) {
    const std::size_t most_tries = 3'000 / std::max<std::size_t>(system_.variables.size(), 60);
    if (chosen.empty()) {
      return;
    }
    chosen.pop_back();
    sort_by_size(chosen);
    chosen.resize(std::min(chosen.size(), most_tries));
    for (const int cell : chosen) {
      if (!audit_.spent() && audit_.exposed().empty() && audit_.give_back({cell}, Audit::Attack::Everything)) {
        if (audit_.exposed_jointly().empty()) {
          protects_.erase(cell);
        } else {
          audit_.withhold(cell);
        }
      }
    }
  }

  // The cell and those that were withheld to protect it, and so on, without those that are given back already.
  static std::vector<int> withheld_because_of(int cell, const std::map<int, int>& protects,
                                              const std::set<int>& given) {
    std::vector<int> found{cell};
    for (std::size_t i = 0; i < found.size(); ++i) {
      for (const auto& [other, protected_cell] : protects) {
        if (protected_cell == found[i] && !given.contains(other) && std::ranges::find(found, other) == found.end()) {
          found.push_back(other);
        }
      }
    }
    return found;
  }

  System system_;
  Effort effort_;
  Audit audit_;
  bool changed_ = true;          // since it was last protected
  std::map<int, int> protects_;  // withheld cell -> the cell that it protects
  std::set<int> settled_;        // withheld before this call
  std::set<int> unproven_;       // withheld since it would take too long to prove what could stay
  std::set<int> hopeless_;       // variables with nothing left to withhold around them
};

Secondary::Secondary(const System& system, const Rules& rules, Effort effort) {
  for (System& component : components_of(system)) {
    protectors_.push_back(std::make_unique<Protector>(std::move(component), rules, effort));
    const std::vector<Cell>& cells = protectors_.back()->system().cells;
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
      if (const int finding = cells[cell].finding; finding >= 0) {
        cell_of_finding_.resize(std::max(cell_of_finding_.size(), at(finding) + 1), {0, none});
        cell_of_finding_[at(finding)] = {protectors_.size() - 1, static_cast<int>(cell)};
      }
    }
  }
}

Secondary::~Secondary() = default;

void Secondary::withhold(int finding) {
  if (at(finding) < cell_of_finding_.size() && cell_of_finding_[at(finding)].second != none) {
    const auto& [protector, cell] = cell_of_finding_[at(finding)];
    protectors_[protector]->withhold(cell);
  }
}

std::vector<Protection> Secondary::protect() {
  std::vector<Protection> protections;
  for (const auto& protector : protectors_) {
    protector->protect(protections);
  }
  std::ranges::sort(protections, {}, &Protection::finding);
  return protections;
}

}  // namespace kith::disclose
