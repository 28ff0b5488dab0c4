// Secondary suppression: which further figures must go so that the withheld ones stay unknown (audit.h).
//
// As long as a target is exposed, one more figure is withheld in a relation that exposes it: a breakdown before the
// figure for everyone, a part before a total, what loosens several such relations before what loosens one, and of those
// the smallest; ties by id. What that exposes is found in the next round. Rounds end because each withholds a figure.
// Then the figures that need not have been withheld after all are given back, headlines first, then the largest.
//
// That is against one sum after another, which is quick. What is left is attacked through all sums together
// (joint_bounds.h), and as long as a target is exposed, one more figure is withheld of those whose prices in the linear
// programme say that they hold its bounds: the smallest; and again some are given back.
//
// Most of that is proved in neighbourhoods, in little time. What is left needs programmes over everything, and once
// these have cost too much (joint_bounds.h) whatever no neighbourhood proves counts as exposed, which costs figures
// that might have stayed. Where that does not come to an end either, every figure of the question goes: a large
// three-way table beside an earlier release, to which a few answers were added.
//
// Beside earlier releases (earlier.h) that is done for what they do not tell by themselves, and only with figures that
// none of them showed.
//
// A heuristic: it is safe in the sense of the audit, but another choice might withhold less. The least loss is a
// problem of integer programming (Fischetti and Salazar 2001, "Solving the cell suppression problem on tabular data
// with linear constraints", Management Science 47).
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "disclose/audit.h"
#include "disclose/rules.h"
#include "disclose/sums.h"

namespace kith::disclose {

struct Protection {
  int finding = 0;      // withheld
  std::string because;  // id of the cell that it protects; empty: it would take too long to prove that it may stay
};

// How much is asked before figures go that might have stayed.
struct Effort {
  double most_cost = most_cost_of_everything;
  double most_doubtful = 0.25;  // of what no neighbourhood proves then, as a share of the figures,
  int most_rounds = 40;         // and how often a part of it may be withheld, before everything goes
};

class Protector;  // of one component

class Secondary {
 public:
  Secondary(const System& system, const Rules& rules, Effort effort = {});
  Secondary(const Secondary&) = delete;
  Secondary& operator=(const Secondary&) = delete;
  Secondary(Secondary&&) = delete;
  Secondary& operator=(Secondary&&) = delete;
  ~Secondary();

  // A finding that goes for another reason is to stay unknown like one that is withheld for a neighbour.
  void withhold(int finding);
  // What is withheld so that all that is withheld stays unknown, in the order of the findings. Asked again after more
  // was withheld, it starts from what it withheld before.
  std::vector<Protection> protect();

 private:
  std::vector<std::unique_ptr<Protector>> protectors_;
  std::vector<std::pair<std::size_t, int>> cell_of_finding_;  // protector and cell there
};

}  // namespace kith::disclose
