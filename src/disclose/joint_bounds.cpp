#include "disclose/joint_bounds.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>
#include <utility>

#include "disclose/at.h"

namespace kith::disclose {

namespace {

constexpr double whole = 1e-5;  // from here a number counts as whole

// In a solution, by variable.
double move_of(const std::vector<Move>& solution, int variable) {
  const auto found = std::ranges::lower_bound(solution, variable, {}, &Move::variable);
  return found != solution.end() && found->variable == variable ? found->by : 0;
}

}  // namespace

JointBounds::JointBounds(const System& system, const Rules& rules, double most_cost)
    : system_(system),
      rules_(rules),
      states_(system.cells.size(), State::Unseen),
      ranges_(system.variables.size()),
      knowledge_{system_, rules_, states_, ranges_},
      low_(system.variables.size(), 0),
      high_(system.variables.size(), 0),
      outer_(system.variables.size()),
      most_cost_(most_cost) {}

void JointBounds::consider(const std::vector<State>& states, const std::vector<Range>& ranges) {
  const std::vector<State> before = std::exchange(states_, states);
  ranges_ = ranges;
  cost_ += everything_ ? everything_->cost() : 0;
  everything_.reset();
  forget_what_no_longer_fits(before);
}

// The cells that changed say something new of their counts; all others say what they said, and propagation nothing that
// does not follow from that.
void JointBounds::forget_what_no_longer_fits(const std::vector<State>& before) {
  std::vector<bool> changed(system_.variables.size(), false);
  bool shown = false;
  for (std::size_t i = 0; i < states_.size(); ++i) {
    const Cell& cell = system_.cells[i];
    shown = shown || (states_[i] == State::Shown && before[i] != State::Shown);
    for (const int variable : {cell.base, cell.numerator, cell.complement}) {
      if (variable != no_variable && states_[i] != before[i]) {
        changed[at(variable)] = true;
      }
    }
  }
  if (shown) {
    std::ranges::fill(outer_, std::nullopt);
  }
  if (std::erase_if(solutions_, [&](const Solution& each) { return !fits(each, changed); }) > 0) {
    std::ranges::fill(low_, 0);
    std::ranges::fill(high_, 0);
    std::ranges::for_each(solutions_, [&](const Solution& each) { widened_by(each); });
  }
}

bool JointBounds::fits(const Solution& solution, const std::vector<bool>& changed) const {
  return std::ranges::all_of(
      solution, [&](const Move& move) { return !changed[at(move.variable)] || fits(solution, move.variable); });
}

double JointBounds::count(const Solution& solution, int variable) const {
  return knowledge_.truth(variable) + move_of(solution, variable);
}

bool JointBounds::fits(const Solution& solution, int variable) const {
  const double value = count(solution, variable);
  const Range& range = ranges_[at(variable)];
  if (value < static_cast<double>(range.low) - whole || value > static_cast<double>(range.high) + whole) {
    return false;
  }
  return std::ranges::all_of(system_.variables[at(variable)].cells, [&](int cell) {
    const std::optional<ShareRange> rounding = rounding_of(knowledge_, cell);
    if (!rounding) {
      return true;
    }
    const double base = count(solution, system_.cells[at(cell)].base);
    const double numerator = count(solution, system_.cells[at(cell)].numerator);
    return numerator >= rounding->low * base - whole && numerator <= rounding->high * base + whole;
  });
}

bool JointBounds::widened_by(const Solution& solution) {
  bool widened = false;
  for (const Move& move : solution) {
    double& low = low_[at(move.variable)];
    double& high = high_[at(move.variable)];
    widened = widened || move.by < low - whole || move.by > high + whole;
    low = std::min(low, move.by);
    high = std::max(high, move.by);
  }
  return widened;
}

void JointBounds::remember(std::optional<Solution> solution) {
  if (solution && widened_by(*solution)) {
    solutions_.push_back(std::move(*solution));
  }
}

// As whole numbers.
Range JointBounds::within(int variable, double down, double up) const {
  const double truth = knowledge_.truth(variable);
  const Range& range = ranges_[at(variable)];
  return {std::max(static_cast<std::int64_t>(std::ceil(truth + down - whole)), range.low),
          std::min(static_cast<std::int64_t>(std::floor(truth + up + whole)), range.high)};
}

Range JointBounds::possible(int variable) const {
  return within(variable, low_[at(variable)], high_[at(variable)]);
}

namespace {

// Some counts are wished up and some down, since along a sum they cannot all go one way. Any mixture will do, as long
// as the same release has the same.
double wish_of(int variable, int start) {
  const std::uint64_t mixed =
      (static_cast<std::uint64_t>(variable) + 1) * (2 * static_cast<std::uint64_t>(start) + 1) * 0x9E3779B97F4A7C15ULL;
  return (mixed >> 60U) % 2 == 0 ? 1 : -1;
}

constexpr std::array reaches{Reach{3, 300}, Reach{3, 300}, Reach{3, 300}, Reach{4, 400}, Reach{4, 400}, Reach{6, 600}};
constexpr Reach outer_reach{6, 150};
constexpr double worth_while = 0.2;  // of those left
constexpr double worth_while_over_everything = 0.1;

}  // namespace

void JointBounds::explore(const std::vector<int>& variables, const Enough& enough) {
  const auto open = [&](int variable) { return !enough(variable, possible(variable)); };
  std::vector<int> left;
  std::ranges::copy_if(variables, std::back_inserter(left), open);
  for (const Reach& reach : reaches) {
    std::vector<bool> tried(system_.variables.size(), false);
    for (const int start : left) {
      if (!tried[at(start)] && open(start) && !ranges_[at(start)].known()) {
        explore_around(start, reach, left, enough, tried);
      }
    }
    const auto before = static_cast<double>(left.size());
    std::erase_if(left, [&](int variable) { return !open(variable); });
    if (static_cast<double>(left.size()) > (1 - worth_while) * before) {
      return;
    }
  }
}

void JointBounds::explore_around(int start, Reach reach, const std::vector<int>& variables, const Enough& enough,
                                 std::vector<bool>& tried) {
  constexpr double most_of_all = 8;
  CountProgramme programme(knowledge_, neighbourhood(knowledge_, start, reach), Others::Still);
  std::vector<Move> wishes;
  for (const int variable : variables) {
    if (programme.moves(variable) && !enough(variable, possible(variable))) {
      wishes.push_back({variable, variable == start ? most_of_all : wish_of(variable, start)});
      tried[at(variable)] = true;
    }
  }
  move_all(programme, std::move(wishes), enough);
}

// Each far enough for any target, and no further at the cost of others; then those that need it the other way.
void JointBounds::move_all(CountProgramme& programme, std::vector<Move> wishes, const Enough& enough) {
  const std::vector<Move> limited = wishes;
  for (const Move& wish : wishes) {
    programme.limit(wish.variable, static_cast<double>(rules_.minimum_cell));
  }
  for (int direction = 0; direction < 2 && !wishes.empty(); ++direction) {
    remember(programme.furthest(wishes));
    std::erase_if(wishes, [&](const Move& wish) { return enough(wish.variable, possible(wish.variable)); });
    std::ranges::for_each(wishes, [](Move& wish) { wish.by = -wish.by; });
  }
  for (const Move& wish : limited) {
    programme.limit(wish.variable, num::no_limit);
  }
}

double JointBounds::left() const {
  return most_cost_ - cost_ - (everything_ ? everything_->cost() : 0);
}

CountProgramme& JointBounds::everything() {
  if (!everything_) {
    std::vector<int> unknown;
    for (std::size_t variable = 0; variable < ranges_.size(); ++variable) {
      if (!ranges_[variable].known()) {
        unknown.push_back(static_cast<int>(variable));
      }
    }
    everything_.emplace(knowledge_, std::move(unknown), Others::Free);
  }
  everything_->cost_no_more_than(left());
  return *everything_;
}

void JointBounds::explore_everything(const std::vector<int>& variables, const Enough& enough) {
  double left = std::numeric_limits<double>::infinity();
  for (int mixture = 0;; ++mixture) {
    std::vector<Move> wishes;
    for (const int variable : variables) {
      if (!ranges_[at(variable)].known() && !enough(variable, possible(variable))) {
        wishes.push_back({variable, wish_of(variable, mixture)});
      }
    }
    const auto open = static_cast<double>(wishes.size());
    if (spent() || open < 2 || open > (1 - worth_while_over_everything) * left) {
      return;
    }
    left = open;
    move_all(everything(), std::move(wishes), enough);
  }
}

// The furthest solutions down and up, and what holds them.
std::array<std::optional<JointBounds::Solution>, 2> JointBounds::ends(CountProgramme& programme, int variable) {
  std::array<std::optional<Solution>, 2> ends;
  holding_.clear();
  programme.limit(variable, static_cast<double>(rules_.minimum_cell));
  for (std::size_t end = 0; end < ends.size(); ++end) {
    const std::vector<Move> wish{{variable, end == 0 ? -1.0 : 1.0}};
    ends.at(end) = programme.furthest(wish);
    const std::vector<int> held = programme.holding(wish);
    holding_.insert(holding_.end(), held.begin(), held.end());
  }
  programme.limit(variable, num::no_limit);
  std::ranges::sort(holding_);
  const auto again = std::ranges::unique(holding_);
  holding_.erase(again.begin(), again.end());
  return ends;
}

Range JointBounds::outer_range(int variable, const Enough& enough) {
  std::optional<Range>& known = outer_[at(variable)];
  if (!known || !enough(variable, *known)) {
    CountProgramme programme(knowledge_, neighbourhood(knowledge_, variable, outer_reach), Others::Free);
    const auto [down, up] = ends(programme, variable);
    known = down && up ? within(variable, move_of(*down, variable), move_of(*up, variable)) : ranges_[at(variable)];
  }
  return *known;
}

Range JointBounds::range(int variable) {
  if (spent()) {
    holding_.clear();
    return possible(variable);
  }
  for (auto& end : ends(everything(), variable)) {
    remember(std::move(end));
  }
  return possible(variable);
}

}  // namespace kith::disclose
