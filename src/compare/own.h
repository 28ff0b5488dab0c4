// The participants' side of an adjusted comparison: their figure p, and c, what their composition makes of the
// benchmark's figure b, so that p - b moves with them as p - c does (adjusted.h has the formulas).
//
// Participant i has the influences w_i v_i on p and (D / W) w_i x_i' beta on c.
#pragma once

#include <span>
#include <vector>

#include <Eigen/Core>

#include "compare/brought.h"
#include "compare/joint.h"
#include "compare/sample.h"

namespace kith::compare {

class Own {
 public:
  enum Figure : Eigen::Index { P = 0, C = 1 };

  // Both must outlive this.
  Own(const Sample& participants, const Brought& brought);

  // Of the figures p, which is its own, and c.
  const JointPart& part() const { return part_; }
  // p and c with every row counted `weights[row]` times; NaN where one is not defined.
  Eigen::Vector2d at(std::span<const double> weights) const;

 private:
  const Sample& participants_;
  const Brought& brought_;
  std::vector<double> mix_;  // D x' beta of each row
  JointPart part_;
};

}  // namespace kith::compare
