// The sharpest attack: what all sums together say of a count, by linear programming.
//
// Interval propagation (bounds.h) takes one sum after another. Here every relation of a system holds at once, together
// with what the reader knows of each variable and with the rounding of every percentage that is shown on a base that is
// not (count_programme.h). The lowest and highest value of a count over this polyhedron are the bounds that anybody can
// derive without using that counts are whole numbers. They are never narrower than what whole numbers allow, and equal
// to it in tables by one or two dimensions, whose vertices are whole (Hoffman and Kruskal 1956); in three-way tables
// they may be wider.
//
// Any two points of the polyhedron have all values between them inside it. So each solution, and the truth to begin
// with, widens what is known to be possible for every count at once, and most counts never need a programme of their
// own. Solutions are kept while a release is decided: to withhold a figure leaves all of them possible, and to show one
// leaves those that have its counts right.
//
// A programme over everything costs a hundred times as much as one over a neighbourhood (neighbourhood.h), and is the
// last resort. What is possible there while all other counts stay at the truth is possible; what is not possible there
// while all others are free is not.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <vector>

#include "disclose/count_programme.h"
#include "disclose/neighbourhood.h"

namespace kith::disclose {

// What programmes over everything may cost while one system is decided (count_programme.h): half a minute, or a few
// times that where they are large.
inline constexpr double most_cost_of_everything = 3e8;

class JointBounds {
 public:
  JointBounds(const System& system, const Rules& rules, double most_cost = most_cost_of_everything);
  JointBounds(const JointBounds&) = delete;
  JointBounds& operator=(const JointBounds&) = delete;
  JointBounds(JointBounds&&) = delete;
  JointBounds& operator=(JointBounds&&) = delete;
  ~JointBounds() = default;

  // From now on these are the states, and what readers know of the variables through one sum after another.
  void consider(const std::vector<State>& states, const std::vector<Range>& ranges);
  // Values of the variable that are certainly possible.
  Range possible(int variable) const;
  using Enough = std::function<bool(int variable, const Range&)>;
  // Looks for solutions in which many of the variables, for which what is possible is not enough, move at once: among
  // neighbours, and over everything.
  void explore(const std::vector<int>& variables, const Enough& enough);
  void explore_everything(const std::vector<int>& variables, const Enough& enough);
  // Bounds of the variable within its neighbourhood, while all other counts are free; as they were before more was
  // withheld, if those are enough.
  Range outer_range(int variable, const Enough& enough);
  // The bounds of the variable over everything; once that is spent(), what is certainly possible. All bounds are cut
  // off where they are rules.minimum_cell from the truth, further than which nobody asks.
  Range range(int variable);
  // Whether programmes over everything have cost as much as they may.
  bool spent() const { return left() <= 0; }
  // Cells shown whose figures hold the bounds of the last outer_range() or range().
  const std::vector<int>& holding() const { return holding_; }

 private:
  using Solution = std::vector<Move>;  // in ascending order of the variable
  void forget_what_no_longer_fits(const std::vector<State>& before);
  bool fits(const Solution& solution, const std::vector<bool>& changed) const;
  bool fits(const Solution& solution, int variable) const;
  double count(const Solution& solution, int variable) const;
  bool widened_by(const Solution& solution);
  void remember(std::optional<Solution> solution);
  Range within(int variable, double down, double up) const;
  void explore_around(int start, Reach reach, const std::vector<int>& variables, const Enough& enough,
                      std::vector<bool>& tried);
  void move_all(CountProgramme& programme, std::vector<Move> wishes, const Enough& enough);
  std::array<std::optional<Solution>, 2> ends(CountProgramme& programme, int variable);
  CountProgramme& everything();
  double left() const;  // of what programmes over everything may cost

  const System& system_;
  const Rules& rules_;
  std::vector<State> states_;
  std::vector<Range> ranges_;
  Knowledge knowledge_;
  std::vector<Solution> solutions_;
  std::vector<double> low_, high_;            // furthest moves that were seen
  std::vector<std::optional<Range>> outer_;   // since when something was last shown again
  std::optional<CountProgramme> everything_;  // under these states
  double most_cost_;
  double cost_ = 0;  // of those under earlier states
  std::vector<int> holding_;
};

}  // namespace kith::disclose
