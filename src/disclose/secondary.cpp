#include "disclose/secondary.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <tuple>

#include "disclose/derive.h"

namespace kith::disclose {

namespace {

std::size_t at(int index) {
  return static_cast<std::size_t>(index);
}

struct Target {
  int variable = no_variable;
  int cell = 0;
  Range within;             // where the reader's codes place it anyway
  std::int64_t needed = 0;  // numbers that must remain possible within
};

// Cells and relations that sums connect.
struct Component {
  std::vector<int> cells, variables, relations;
};

std::vector<Component> components_of(const System& system) {
  std::vector<int> root(system.variables.size());
  std::iota(root.begin(), root.end(), 0);
  const auto find = [&](int variable) {
    while (root[at(variable)] != variable) {
      root[at(variable)] = root[at(root[at(variable)])];
      variable = root[at(variable)];
    }
    return variable;
  };
  for (const Relation& relation : system.relations) {
    for (const int part : relation.parts) {
      root[at(find(part))] = find(relation.total);
    }
  }
  std::map<int, Component> by_root;
  for (std::size_t variable = 0; variable < system.variables.size(); ++variable) {
    if (!system.variables[variable].relations.empty()) {
      by_root[find(static_cast<int>(variable))].variables.push_back(static_cast<int>(variable));
    }
  }
  for (std::size_t relation = 0; relation < system.relations.size(); ++relation) {
    by_root[find(system.relations[relation].total)].relations.push_back(static_cast<int>(relation));
  }
  std::vector<Component> components;
  for (auto& [variable, component] : by_root) {
    std::set<int> cells;
    for (const int member : component.variables) {
      cells.insert(system.variables[at(member)].cells.begin(), system.variables[at(member)].cells.end());
    }
    component.cells.assign(cells.begin(), cells.end());
    components.push_back(std::move(component));
  }
  return components;
}

class Protector {
 public:
  Protector(const System& system, const Rules& rules) : system_(system), rules_(rules) {
    for (const Cell& cell : system.cells) {
      states_.push_back(cell.finding < 0 ? State::Unseen : cell.refused ? State::Refused : State::Shown);
    }
    ranges_.resize(system.variables.size());
  }

  const Range& range(int variable) const { return ranges_[at(variable)]; }
  void withhold(int cell) { states_[at(cell)] = State::Secondary; }

  // The targets of the component that a reader narrows too far. Leaves what the reader knows in ranges_.
  std::vector<Target> exposed(const Component& component) {
    for (const int variable : component.variables) {
      ranges_[at(variable)] = first_range(system_, states_, variable, rules_);
    }
    const std::vector<Target> targets = targets_of(component);
    if (targets.empty()) {
      return {};
    }
    propagate(system_, component.relations, ranges_);
    std::vector<Target> found;
    for (const Target& target : targets) {
      const Range& range = ranges_[at(target.variable)];
      const Range possible{std::max(range.low, target.within.low), std::min(range.high, target.within.high)};
      if (possible.values() < target.needed) {
        found.push_back(target);
      }
    }
    if (found.empty()) {
      const std::vector<int> derived = determined(system_, component.relations, ranges_);
      for (const Target& target : targets) {
        if (std::ranges::binary_search(derived, target.variable)) {
          found.push_back(target);
        }
      }
    }
    return found;
  }

  void protect(const Component& component, std::map<int, std::string>& because) {
    std::set<int> hopeless;  // nothing is left to withhold around them
    std::vector<int> withheld;
    for (bool moved = true; moved;) {
      moved = false;
      std::set<int> touched;  // relations that this round has loosened already
      for (const Target& target : exposed(component)) {
        const std::vector<int>& relations = system_.variables[at(target.variable)].relations;
        if (hopeless.contains(target.variable) ||
            std::ranges::any_of(relations, [&](int relation) { return touched.contains(relation); })) {
          continue;
        }
        const std::optional<int> chosen = choose(target);
        if (!chosen) {
          hopeless.insert(target.variable);
          continue;
        }
        withhold(*chosen);
        withheld.push_back(*chosen);
        because[*chosen] = system_.cells[at(target.cell)].id;
        touch(*chosen, touched);
        moved = true;
      }
    }
    if (hopeless.empty()) {
      give_back(component, withheld, because);
    }
  }

 private:
  std::int64_t truth(int variable) const { return system_.variables[at(variable)].truth; }

  std::vector<Target> targets_of(const Component& component) const {
    std::vector<Target> targets;
    for (const int cell : component.cells) {
      add_targets(cell, targets);
    }
    return targets;
  }

  void add_targets(int index, std::vector<Target>& targets) const {
    const Cell& cell = system_.cells[at(index)];
    const auto add = [&](int variable, Range within, std::int64_t needed) {
      if (variable != no_variable) {
        targets.push_back({variable, index, within, std::min(needed, within.values())});
      }
    };
    if (states_[at(index)] == State::Secondary) {
      add(cell.numerator == no_variable ? cell.base : cell.numerator, {}, rules_.minimum_cell);
      add(cell.complement, {}, rules_.minimum_cell);
    } else if (!cell.refused || cell.refused->code == "order-statistic") {
      return;
    } else if (cell.refused->code == "small-base") {
      for (const int variable : {cell.base, cell.numerator, cell.complement}) {
        add(variable, {0, smallest_base(rules_) - 1}, rules_.minimum_cell);
      }
    } else {
      const bool no_zero = rules_.zero_cells == ZeroCells::Show && cell.refused->code == "small-cell";
      for (const int variable : {cell.numerator, cell.complement}) {
        if (variable != no_variable && truth(variable) < rules_.minimum_cell) {
          add(variable, {no_zero ? 1 : 0, rules_.minimum_cell - 1}, rules_.minimum_cell);
        }
      }
    }
  }

  void touch(int index, std::set<int>& touched) const {
    const Cell& cell = system_.cells[at(index)];
    for (const int variable : {cell.base, cell.numerator, cell.complement}) {
      if (variable != no_variable) {
        const auto& relations = system_.variables[at(variable)].relations;
        touched.insert(relations.begin(), relations.end());
      }
    }
  }

  std::vector<int> showing(int variable) const {
    std::vector<int> cells;
    for (const int cell : system_.variables[at(variable)].cells) {
      if (states_[at(cell)] == State::Shown) {
        cells.push_back(cell);
      }
    }
    return cells;
  }

  // Whether the relation is what holds the variable's range where it is.
  bool binds(const Relation& relation, int variable) const {
    const Range implied = implied_range(relation, variable, ranges_);
    const Range& range = ranges_[at(variable)];
    return (range.low > 0 && implied.low >= range.low) || (range.high < unbounded && implied.high <= range.high);
  }

  // The loss of withholding `cell`, to loosen what `variable` says in `relation`; the smallest is chosen.
  using Loss = std::tuple<bool, bool, bool, bool, std::int64_t, std::int64_t, std::string, int>;
  Loss loss(int index, int variable, std::size_t showing, const Relation& relation) const {
    const Cell& cell = system_.cells[at(index)];
    const std::int64_t count = truth(variable);
    const std::int64_t least =
        system_.variables[at(variable)].quantity == Quantity::Base ? smallest_base(rules_) : rules_.minimum_cell;
    const bool large_enough = count >= least + rules_.minimum_cell;
    return {showing > 1,
            cell.headline,
            variable == relation.total,
            !large_enough,
            large_enough ? count : -count,
            cell.base == no_variable ? count : truth(cell.base),
            cell.id,
            index};
  }

  enum class Reach { Binding, Any };

  std::optional<int> choose(const Target& target) const {
    const std::vector<int> own = showing(target.variable);
    if (!own.empty()) {
      return own.front();  // the same count stands in a figure that is shown
    }
    const auto chosen = choose(target.variable, Reach::Binding);
    return chosen ? chosen : choose(target.variable, Reach::Any);
  }

  // Breadth first from the variable through the relations, to the nearest that has a figure to withhold.
  std::optional<int> choose(int start, Reach reach) const {
    std::set<int> seen{start};
    std::vector<int> frontier{start};
    while (!frontier.empty()) {
      std::optional<Loss> best;
      std::vector<int> next;
      for (const int variable : frontier) {
        for (const int index : system_.variables[at(variable)].relations) {
          const Relation& relation = system_.relations[at(index)];
          if (reach == Reach::Binding && !binds(relation, variable)) {
            continue;
          }
          const auto consider = [&](int other) {
            const std::vector<int> cells = showing(other);
            for (const int cell : cells) {
              const Loss candidate = loss(cell, other, cells.size(), relation);
              if (!best || candidate < *best) {
                best = candidate;
              }
            }
            if (cells.empty() && seen.insert(other).second) {
              next.push_back(other);
            }
          };
          std::ranges::for_each(relation.parts, consider);
          consider(relation.total);
        }
      }
      if (best) {
        return std::get<int>(*best);
      }
      frontier = std::move(next);
    }
    return std::nullopt;
  }

  // Withholding one after another may end with more than is needed together.
  void give_back(const Component& component, std::vector<int> withheld, std::map<int, std::string>& because) {
    const auto size = [&](int index) {
      const Cell& cell = system_.cells[at(index)];
      return std::pair(cell.headline, truth(cell.base == no_variable ? cell.numerator : cell.base));
    };
    std::ranges::stable_sort(withheld, [&](int a, int b) { return size(a) > size(b); });
    for (const int cell : withheld) {
      states_[at(cell)] = State::Shown;
      if (exposed(component).empty()) {
        because.erase(cell);
      } else {
        states_[at(cell)] = State::Secondary;
      }
    }
  }

  const System& system_;
  const Rules& rules_;
  std::vector<State> states_;
  std::vector<Range> ranges_;
};

}  // namespace

std::vector<Protection> protect(const System& system, const Rules& rules) {
  Protector protector(system, rules);
  std::map<int, std::string> because;
  for (const Component& component : components_of(system)) {
    protector.protect(component, because);
  }
  std::vector<Protection> protections;
  for (auto& [cell, reason] : because) {
    protections.push_back({system.cells[at(cell)].finding, std::move(reason)});
  }
  return protections;
}

std::vector<Exposure> exposures(const System& system, const std::vector<int>& secondary, const Rules& rules) {
  Protector protector(system, rules);
  for (const int finding : secondary) {
    protector.withhold(finding);  // findings are the first cells, in their order
  }
  std::vector<Exposure> found;
  for (const Component& component : components_of(system)) {
    for (const Target& target : protector.exposed(component)) {
      found.push_back({target.cell, system.variables[at(target.variable)].quantity, protector.range(target.variable)});
    }
  }
  return found;
}

}  // namespace kith::disclose
