#include "compare/joint.h"

#include <algorithm>
#include <utility>

namespace kith::compare {

namespace {

using Eigen::Index;
using Eigen::VectorXd;

// What the degrees of freedom count a part by: how often its own figure enters, or the first of its others that does.
double slope_of(const JointPart& part, const VectorXd& direction) {
  for (const Index figure : part.figures) {
    if (direction[figure] != 0) {
      return direction[figure];
    }
  }
  return 0;
}

VectorXd influences_along(const JointPart& part, const VectorXd& direction) {
  VectorXd along(part.figures.size());
  for (std::size_t k = 0; k < part.figures.size(); ++k) {
    along[static_cast<Index>(k)] = direction[part.figures[k]];
  }
  return part.influences * along;
}

Index count_of(const std::vector<JointPart>& parts) {
  Index last = -1;
  for (const JointPart& part : parts) {
    for (const Index figure : part.figures) {
      last = std::max(last, figure);
    }
  }
  return last + 1;
}

std::span<const double> span_of(const VectorXd& values) {
  return {values.data(), static_cast<std::size_t>(values.size())};
}

}  // namespace

Joint::Joint(const design::Design& design, std::vector<JointPart> parts, const Figures& at)
    : design_(design), parts_(std::move(parts)) {
  design::Statistic statistic;
  statistic.present.resize(design.rows());
  for (const JointPart& part : parts_) {
    for (std::size_t row = 0; row < part.present.size(); ++row) {
      statistic.present[row] = statistic.present[row] != 0 || part.present[row] != 0 ? 1 : 0;
    }
  }
  const Index figures = count_of(parts_);
  statistic.influences = [this, figures] { return influences(figures); };
  statistic.at = at;
  found_ = design::estimate(design_, statistic);
}

VarianceOf Joint::along(const VectorXd& direction) const {
  if (design_.spec().small_sample == design::SmallSample::Cr2 && design_.replicates() == nullptr &&
      design_.calibrations().empty()) {
    if (const auto corrected = small_sample(direction)) {
      return {corrected->variance, corrected->df};
    }
  }
  return {direction.dot(found_.covariance * direction), found_.df};
}

Eigen::MatrixXd Joint::influences(Index figures) const {
  Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(static_cast<Index>(design_.rows()), figures);
  for (const JointPart& part : parts_) {
    for (std::size_t k = 0; k < part.figures.size(); ++k) {
      sum.col(part.figures[k]) += part.influences.col(static_cast<Index>(k));
    }
  }
  return sum;
}

std::optional<design::SmallSampleVariance> Joint::small_sample(const VectorXd& direction) const {
  std::vector<design::Quotient> quotients;
  for (const JointPart& part : parts_) {
    const double slope = slope_of(part, direction);
    if (slope != 0) {
      const VectorXd own = influences_along(part, direction) / slope;
      quotients.push_back(
          {slope, design_.totals(span_of(own), part.present), design_.totals(part.sizes, part.present)});
    }
  }
  return design::small_sample_variance(design_, quotients);
}

}  // namespace kith::compare
