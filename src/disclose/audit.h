// What must stay unknown, and whether it does.
//
// A target is a count that readers must not learn. After the attacks of bounds.h, derive.h and joint_bounds.h
//   a small base         base, numerator and complement: at least 10 whole numbers must remain possible below the
//                        largest base that is withheld
//   a small cell         the small side (numerator, complement or both): every number from 0 to 9 must remain
//                        possible; the other side: at least 10 numbers
//   withheld for others  numerator and complement (without a numerator, the base): at least 10 numbers
//   a rest               the same, as if it were a figure
//   a group with a row   the same, but for 0, where no row of the table is of nobody
//   of earlier releases  what is small; what they withheld for its sake may be known by now
// and the lowest and the highest that is possible must lie 10 apart (less where the rules say that it is less). The
// base of a small cell is no target: it is not what is small.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <utility>
#include <vector>

#include "disclose/bounds.h"
#include "disclose/derive.h"
#include "disclose/joint_bounds.h"
#include "disclose/rules.h"
#include "disclose/sums.h"

namespace kith::disclose {

struct Target {
  Asked count;
  int variable = no_variable;
  Range within;             // where the reader's codes place it anyway
  std::int64_t needed = 0;  // numbers that must remain possible there
  std::int64_t width = 0;   // from the lowest to the highest that is possible at all
};

// A target that is exposed, and the cells whose figures hold its bounds, if the attack can say which.
struct Exposure {
  Target target;
  std::vector<int> holding;
  bool certain = true;  // otherwise to prove that it is not would cost too much
};

// The state of a release while it is decided, with the ranges that readers could work out.
class Audit {
 public:
  // At first everything that no primary rule refuses is shown.
  Audit(const System& system, const Rules& rules, double most_cost = most_cost_of_everything);

  void withhold(int cell);
  void show(int cell);
  // The variable is no target any more: earlier releases tell it, whatever this one does.
  void give_up(int variable) { lost_.insert(variable); }
  // The targets that one sum after another exposes, or equations added up. Attacks from scratch; ranges() is then what
  // readers know.
  std::vector<Target> exposed();
  // Those that sums expose together among neighbours, whatever all other counts are: for the targets that exposed()
  // leaves. To be asked after it, since it starts from ranges(). One of each cell.
  std::vector<Exposure> exposed_among_neighbours();
  // The same, and if nothing is exposed there, those that all sums together expose: the sharpest attack. What it proved
  // before, and nothing was shown since, is not asked again.
  std::vector<Exposure> exposed_jointly();
  // Whether it has cost so much that it takes from now on for exposed what it cannot prove among neighbours.
  bool spent() const { return joint_.spent(); }
  // Shows withheld cells again, all of them, if that exposes nothing; to be asked after exposed() found nothing. Cheap
  // with Narrowing, since it starts from the ranges known before, which a further figure can only narrow; whoever asks
  // so must ask exposed() in the end.
  enum class Attack { Narrowing, Everything };
  bool give_back(const std::vector<int>& cells, Attack attack);

  State state(int cell) const { return states_[static_cast<std::size_t>(cell)]; }
  const std::vector<Range>& ranges() const { return ranges_; }
  const System& system() const { return system_; }

 private:
  std::vector<Target> targets() const;
  std::vector<Target> unproven_targets() const;
  void add_targets(int cell, std::vector<Target>& targets) const;
  void add_refused_targets(int cell, Rule rule, std::vector<Target>& targets) const;
  void add_target(Asked count, Range within, std::vector<Target>& targets) const;
  std::vector<Target> narrowed(const std::vector<Target>& targets) const;
  std::vector<Target> derived(const std::vector<Target>& targets) const;
  static bool hidden(const Target& target, const Range& range);
  // What the joint attacks ask of each variable.
  class Wanted;

  std::vector<Exposure> exposed_among_neighbours(const Wanted& wanted);
  std::vector<Exposure> exposed(const Wanted& wanted, const std::function<Range(int variable)>& range);

  const System& system_;
  const Rules& rules_;
  std::vector<State> states_;
  std::vector<Range> ranges_;
  std::set<int> lost_;
  // Cells and counts of them that nothing exposes; to withhold more cannot change that, to show more may.
  std::set<std::pair<int, Quantity>> proven_;
  JointBounds joint_;
};

}  // namespace kith::disclose
