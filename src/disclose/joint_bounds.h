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
// leaves those that have its counts right. Counts are tried among their neighbours first (neighbourhood.h), and over
// all counts where that does not do.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "disclose/count_programme.h"
#include "disclose/neighbourhood.h"

namespace kith::disclose {

class JointBounds {
 public:
  JointBounds(const System& system, const Rules& rules);
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
  // Looks for solutions in which many of the variables, for which what is possible is not enough, move at once.
  void explore(const std::vector<int>& variables, const Enough& enough);
  // The bounds of the variable; at least one linear programme over everything.
  Range range(int variable);
  // Cells shown whose figures hold the bounds of the last range().
  const std::vector<int>& holding() const { return holding_; }

 private:
  using Solution = std::vector<Move>;  // by variable
  void forget_what_no_longer_fits(const std::vector<State>& before);
  bool fits(const Solution& solution, const std::vector<bool>& changed) const;
  bool fits(const Solution& solution, int variable) const;
  double count(const Solution& solution, int variable) const;
  bool widened_by(const Solution& solution);
  bool remember(std::optional<Solution> solution);
  void explore_around(int start, Reach reach, const std::vector<int>& variables, const std::function<bool(int)>& open,
                      std::vector<bool>& tried);
  CountProgramme& everything();

  const System& system_;
  const Rules& rules_;
  std::vector<State> states_;
  std::vector<Range> ranges_;
  Knowledge knowledge_;
  std::vector<Solution> solutions_;
  std::vector<double> low_, high_;  // furthest moves that were seen
  std::optional<CountProgramme> everything_;
  bool up_to_date_ = false;
  std::vector<int> holding_;
};

}  // namespace kith::disclose
