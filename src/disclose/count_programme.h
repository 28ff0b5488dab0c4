// The counts of a release as a linear programme.
//
// With d = count - truth readers know
//   sum of d over the parts = d of the total                                   of each sum
//   low - truth <= d <= high - truth                                           of what they know of each count
//   (p - 0.5)/100 * (B + d_base) <= N + d_numerator <= (p + 0.5)/100 * (B + d_base)
//                                                     of each percentage p that is shown on a base that is not.
// d = 0 is the truth. A programme is set up over some of the counts, which move. If all others stay at the truth,
// whatever is possible there is possible in the release. If each of the others may be whatever readers hold possible of
// it by itself, nothing is possible in the release that is not possible there. Over all counts of a system the two are
// the same: what is possible in the release.
#pragma once

#include <optional>
#include <vector>

#include "disclose/bounds.h"
#include "disclose/rules.h"
#include "disclose/sums.h"
#include "num/linear_program.h"

namespace kith::disclose {

// What readers know before they set up a programme: `ranges` of the variables, at least as narrow as first_range.
struct Knowledge {
  const System& system;
  const Rules& rules;
  const std::vector<State>& states;
  const std::vector<Range>& ranges;

  double truth(int variable) const;
  bool known(int variable) const { return ranges[static_cast<std::size_t>(variable)].known(); }
};

// Whether a sum follows from others: complements add up where bases and numerators do.
bool follows(const System& system, const Relation& relation);

// The numerator as a share of the base, between which a shown percentage leaves it; none where the base is exact or
// nothing is shown.
struct ShareRange {
  double low = 0, high = 1;
};
std::optional<ShareRange> rounding_of(const Knowledge& knowledge, int cell);

// A count away from the truth; or how much one wishes it to be.
struct Move {
  int variable = 0;
  double by = 0;
};

enum class Others { Still, Free };  // what the counts do that a programme leaves out

class CountProgramme {
 public:
  // `knowledge` must outlive it, and must not change.
  CountProgramme(const Knowledge& knowledge, std::vector<int> variables, Others others);

  // From now on the count moves no further than this, up or down, nor than what is known of it.
  void limit(int variable, double by);
  bool moves(int variable) const { return column_of_[static_cast<std::size_t>(variable)] >= 0; }
  // What moves, in ascending order, where the sum of the wishes, each times its count, is highest; nothing when the
  // arithmetic failed.
  // Wishes for what does not move are left out.
  std::optional<std::vector<Move>> furthest(const std::vector<Move>& wishes);
  // What its questions have cost so far: steps of the simplex method, each worth the rows of the programme.
  double cost() const { return cost_; }
  // From now on a question that costs more fails.
  void cost_no_more_than(double cost);
  // Cells whose shown figures hold the last furthest() where it is, in order; without those of what is wished.
  std::vector<int> holding(const std::vector<Move>& wishes) const;

 private:
  void add_relations();
  bool stands_alone(int variable) const;
  void add_roundings();
  bool leaves_out(int variable) const;

  const Knowledge& knowledge_;
  Others others_;
  num::LinearProgramme programme_;
  std::vector<int> variables_;  // by column
  std::vector<int> column_of_;
  struct Row {
    enum class Kind { Sum, AtLeast, AtMost } kind = Kind::Sum;
    int of = 0;  // relation, or the cell whose rounding it is
  };
  std::vector<Row> rows_;
  num::Optimum last_;
  double cost_ = 0;
};

}  // namespace kith::disclose
