// Figures that are made of rows of one table, and how they vary together under its one design.
//
// The rows come in parts, each a domain of its own: the participants of one group and those of another, a later wave
// and the earlier one that is brought to it. A part has the influence of each of its rows on one or several of the
// figures. All influences go through the design together, so that a cluster that holds people of two parts contributes
// their sum squared. Replicates make the figures anew. Where the spec asks for it and there are neither replicates nor
// calibrated weights, the variance is CR2's (design/small_sample.h), each part a quotient with leverages of its own.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include <Eigen/Core>

#include "compare/mover.h"
#include "design/design.h"
#include "design/small_sample.h"
#include "design/statistic.h"

namespace kith::compare {

struct JointPart {
  std::vector<Eigen::Index> figures;  // those that it has a hand in, its own first
  Eigen::MatrixXd influences;         // rows x those; weights included
  std::vector<double> sizes;          // what each row adds to the denominator of its own figure, weights included
  std::vector<std::uint8_t> present;  // 1 for its rows
};

class Joint {
 public:
  using Figures = std::function<Eigen::VectorXd(std::span<const double> weights)>;

  // `at`: the figures with every row counted `weights[row]` times, NaN where one is not defined. The design must
  // outlive this. Throws Error ("lonely-psu").
  Joint(const design::Design& design, std::vector<JointPart> parts, const Figures& at);

  // Of the sum of direction times figure.
  VarianceOf along(const Eigen::VectorXd& direction) const;
  bool known() const { return found_.known; }

 private:
  Eigen::MatrixXd influences(Eigen::Index figures) const;
  std::optional<design::SmallSampleVariance> small_sample(const Eigen::VectorXd& direction) const;

  const design::Design& design_;
  std::vector<JointPart> parts_;
  design::Estimate found_;
};

}  // namespace kith::compare
