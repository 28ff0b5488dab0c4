// The sharpest attack: what all sums together say of a count, by linear programming.
//
// Interval propagation (bounds.h) takes one sum after another. Here every relation of a system holds at once, together
// with what the reader knows of each variable (first_range) and with the rounding of every percentage that is shown on
// a base that is not:
//   (p - 0.5)/100 * base <= numerator <= (p + 0.5)/100 * base,   both unknown.
// The lowest and highest value of a count over this polyhedron are the bounds that anybody can derive without using
// that counts are whole numbers. They are never narrower than what whole numbers allow, and equal to it in tables by
// one or two dimensions, whose vertices are whole (Hoffman and Kruskal 1956); in three-way tables they may be wider.
//
// Any two points of the polyhedron have all values between them inside it. So each solution, and the truth to begin
// with, widens what is known to be possible for every count at once, and most counts never need a programme of their
// own.
#pragma once

#include <vector>

#include "disclose/bounds.h"
#include "disclose/rules.h"
#include "disclose/sums.h"
#include "num/linear_program.h"

namespace kith::disclose {

class JointBounds {
 public:
  JointBounds(const System& system, const std::vector<State>& states, const Rules& rules);

  // Widens what is known to be possible of all of them together.
  void explore(const std::vector<int>& variables);
  // Values of the variable that are certainly possible.
  Range possible(int variable) const;
  // Its bounds; at least one linear programme.
  Range range(int variable);
  // Cells shown whose figures hold the bounds of the last range().
  const std::vector<int>& holding() const { return holding_; }

 private:
  void add_variables(const std::vector<State>& states, const Rules& rules);
  void add_relations();
  void add_roundings(const std::vector<State>& states, const Rules& rules);
  int column(int variable);
  bool optimise(const std::vector<num::Term>& form, double direction);
  void note_holding(const num::Optimum& optimum, int variable);

  const System& system_;
  num::LinearProgramme programme_;
  std::vector<Range> first_;
  std::vector<int> column_of_, variable_of_;
  std::vector<int> cell_of_row_;    // whose rounding it is; -1: a sum
  std::vector<double> low_, high_;  // seen
  std::vector<int> holding_;
  num::Optimum last_;
};

}  // namespace kith::disclose
