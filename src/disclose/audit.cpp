#include "disclose/audit.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <numeric>
#include <utility>

namespace kith::disclose {

namespace {

State first_state(const Cell& cell) {
  if (cell.finding < 0) {
    return State::Unseen;
  }
  if (cell.refused) {
    return State::Refused;
  }
  if (cell.past) {
    return cell.past->shown() ? State::Published : State::Secondary;
  }
  return State::Shown;
}

}  // namespace

Audit::Audit(const System& system, const Rules& rules, double most_cost)
    : system_(system), rules_(rules), ranges_(system.variables.size()), joint_(system, rules, most_cost) {
  for (const Cell& cell : system.cells) {
    states_.push_back(first_state(cell));
  }
}

void Audit::withhold(int cell) {
  states_[static_cast<std::size_t>(cell)] = State::Secondary;
}

void Audit::show(int cell) {
  proven_.clear();
  states_[static_cast<std::size_t>(cell)] = State::Shown;
}

std::vector<Target> Audit::exposed() {
  const std::vector<Target> wanted = targets();
  if (wanted.empty()) {
    return {};
  }
  std::vector<int> all(system_.variables.size());
  std::iota(all.begin(), all.end(), 0);
  for (const int variable : all) {
    ranges_[static_cast<std::size_t>(variable)] = first_range(system_, states_, variable, rules_);
  }
  propagate(system_, all, ranges_);
  std::vector<Target> found = narrowed(wanted);
  return found.empty() ? derived(wanted) : found;
}

bool Audit::give_back(const std::vector<int>& cells, Attack attack) {
  const std::vector<Range> before = ranges_;
  std::vector<int> changed;
  for (const int index : cells) {
    show(index);
    const Cell& cell = system_.cells[static_cast<std::size_t>(index)];
    for (const int variable : {cell.base, cell.numerator, cell.complement}) {
      if (variable != no_variable) {
        changed.push_back(variable);
      }
    }
  }
  for (const int variable : changed) {
    Range& range = ranges_[static_cast<std::size_t>(variable)];
    const Range told = first_range(system_, states_, variable, rules_);
    range = {std::max(range.low, told.low), std::min(range.high, told.high)};
  }
  propagate(system_, changed, ranges_);
  const std::vector<Target> wanted = targets();
  if (narrowed(wanted).empty() && (attack == Attack::Narrowing || derived(wanted).empty())) {
    return true;
  }
  std::ranges::for_each(cells, [&](int cell) { withhold(cell); });
  ranges_ = before;
  return false;
}

std::vector<Target> Audit::targets() const {
  std::vector<Target> targets;
  for (std::size_t cell = 0; cell < states_.size(); ++cell) {
    add_targets(static_cast<int>(cell), targets);
  }
  return targets;
}

void Audit::add_target(Asked count, Range within, std::vector<Target>& targets) const {
  const Cell& cell = system_.cells[static_cast<std::size_t>(count.cell)];
  const int variable = count.quantity == Quantity::Base        ? cell.base
                       : count.quantity == Quantity::Numerator ? cell.numerator
                                                               : cell.complement;
  if (variable != no_variable) {
    within.low = std::max(within.low, system_.variables[static_cast<std::size_t>(variable)].at_least);
    const bool small_base = cell.refused && public_code(cell.refused->rule) == "small-base";
    const std::int64_t width = small_base ? std::min(rules_.minimum_cell, within.values() - 1) : rules_.minimum_cell;
    if (!lost_.contains(variable)) {
      targets.push_back({count, variable, within, std::min(rules_.minimum_cell, within.values()), width});
    }
  }
}

void Audit::add_targets(int index, std::vector<Target>& targets) const {
  const Cell& cell = system_.cells[static_cast<std::size_t>(index)];
  if (cell.refused) {
    add_refused_targets(index, cell.refused->rule, targets);
  } else if (states_[static_cast<std::size_t>(index)] == State::Secondary && !cell.past) {
    const Quantity told = cell.numerator == no_variable ? Quantity::Base : Quantity::Numerator;
    add_target({index, told}, {}, targets);
    add_target({index, Quantity::Complement}, {}, targets);
  }
}

void Audit::add_refused_targets(int index, Rule rule, std::vector<Target>& targets) const {
  const Cell& cell = system_.cells[static_cast<std::size_t>(index)];
  switch (rule) {
    case Rule::OrderStatistic:
      return;
    case Rule::ConfidentialBase:
    case Rule::UnreliableBase: {
      const Range within{0, smallest_base(rules_) - 1};
      for (const Quantity quantity : {Quantity::Base, Quantity::Numerator, Quantity::Complement}) {
        add_target({index, quantity}, within, targets);
      }
      return;
    }
    default:
      break;
  }
  for (const auto& [quantity, variable] :
       {std::pair(Quantity::Numerator, cell.numerator), std::pair(Quantity::Complement, cell.complement)}) {
    if (variable != no_variable) {
      const bool small = system_.variables[static_cast<std::size_t>(variable)].truth < rules_.minimum_cell;
      add_target({index, quantity}, small ? Range{0, rules_.minimum_cell - 1} : Range{}, targets);
    }
  }
}

bool Audit::hidden(const Target& target, const Range& range) {
  const Range possible{std::max(range.low, target.within.low), std::min(range.high, target.within.high)};
  return possible.values() >= target.needed && range.high - range.low >= target.width;
}

std::vector<Target> Audit::narrowed(const std::vector<Target>& targets) const {
  std::vector<Target> found;
  std::ranges::copy_if(targets, std::back_inserter(found), [&](const Target& target) {
    return !hidden(target, ranges_[static_cast<std::size_t>(target.variable)]);
  });
  return found;
}

class Audit::Wanted {
 public:
  explicit Wanted(std::vector<Target> all) : all_(std::move(all)) {
    for (const Target& target : all_) {
      on_[target.variable].push_back(&target);
    }
    variables_.reserve(on_.size());
    for (const auto& [variable, targets] : on_) {
      variables_.push_back(variable);
    }
    enough_ = [this](int variable, const Range& range) {
      return std::ranges::all_of(on_.at(variable), [&](const Target* target) { return hidden(*target, range); });
    };
  }
  Wanted(const Wanted&) = delete;
  Wanted& operator=(const Wanted&) = delete;
  Wanted(Wanted&&) = delete;
  Wanted& operator=(Wanted&&) = delete;
  ~Wanted() = default;

  const std::vector<Target>& all() const { return all_; }
  const std::vector<int>& variables() const { return variables_; }
  const JointBounds::Enough& enough() const { return enough_; }

 private:
  std::vector<Target> all_;
  std::map<int, std::vector<const Target*>> on_;  // by variable
  std::vector<int> variables_;
  JointBounds::Enough enough_;
};

std::vector<Exposure> Audit::exposed(const Wanted& wanted, const std::function<Range(int variable)>& range) {
  std::vector<Exposure> found;
  int last = -1;  // cell that is exposed: its other counts wait for what protects this one
  for (const Target& target : wanted.all()) {
    if (target.count.cell != last && !hidden(target, joint_.possible(target.variable)) &&
        !hidden(target, range(target.variable))) {
      found.push_back({target, joint_.holding(), !joint_.spent()});
      last = target.count.cell;
    }
  }
  return found;
}

std::vector<Exposure> Audit::exposed_among_neighbours(const Wanted& wanted) {
  joint_.consider(states_, ranges_);
  joint_.explore(wanted.variables(), wanted.enough());
  return exposed(wanted, [&](int variable) { return joint_.outer_range(variable, wanted.enough()); });
}

std::vector<Exposure> Audit::exposed_among_neighbours() {
  return exposed_among_neighbours(Wanted(targets()));
}

std::vector<Target> Audit::unproven_targets() const {
  std::vector<Target> left = targets();
  std::erase_if(left,
                [&](const Target& target) { return proven_.contains({target.count.cell, target.count.quantity}); });
  return left;
}

std::vector<Exposure> Audit::exposed_jointly() {
  const Wanted wanted(unproven_targets());
  auto found = exposed_among_neighbours(wanted);
  if (!found.empty()) {
    return found;  // what is exposed otherwise waits too
  }
  joint_.explore_everything(wanted.variables(), wanted.enough());
  found = exposed(wanted, [&](int variable) { return joint_.range(variable); });
  for (const Target& target : wanted.all()) {
    proven_.insert({target.count.cell, target.count.quantity});
  }
  for (const Exposure& exposure : found) {  // one of each cell: its other counts waited
    std::erase_if(proven_, [&](const auto& count) { return count.first == exposure.target.count.cell; });
  }
  return found;
}

std::vector<Target> Audit::derived(const std::vector<Target>& targets) const {
  std::vector<Asked> asked;
  asked.reserve(targets.size());
  for (const Target& target : targets) {
    asked.push_back(target.count);
  }
  const std::vector<bool> known = determined(system_, asked, ranges_);
  std::vector<Target> found;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (known[i]) {
      found.push_back(targets[i]);
    }
  }
  return found;
}

}  // namespace kith::disclose
