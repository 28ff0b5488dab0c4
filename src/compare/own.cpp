#include "compare/own.h"

#include <limits>
#include <optional>

#include "design/weight_diagnostics.h"

namespace kith::compare {

Own::Own(const Sample& participants, const Brought& brought) : participants_(participants), brought_(brought) {
  const Composition& composition = brought.composition;
  const std::vector<double> weights = participants.weights();
  const std::optional<Sample::At> at = participants.at(weights);
  const Eigen::VectorXd explained = composition.participants->combine(brought.beta);
  const double sum = design::weight_spread(composition.participant_weights).sum;    // W
  const double reached = design::weight_spread(composition.benchmark_weights).sum;  // D
  part_.figures = {P, C};
  part_.influences = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(weights.size()), 2);
  part_.sizes.resize(weights.size());
  part_.present = participants.answered();
  mix_.resize(weights.size());
  for (std::size_t row = 0; row < weights.size(); ++row) {
    const auto r = static_cast<Eigen::Index>(row);
    mix_[row] = reached * explained[composition.participants->cell_of[row]];
    part_.influences(r, C) = composition.participant_weights[row] * mix_[row] / sum;
    if (at) {
      part_.influences(r, P) = weights[row] * at->slopes[row];
      part_.sizes[row] = weights[row] * at->sizes[row];
    }
  }
}

Eigen::Vector2d Own::at(std::span<const double> weights) const {
  const auto undefined = std::numeric_limits<double>::quiet_NaN();
  double sum = 0;
  double mixed = 0;
  std::vector<double> own(weights.begin(), weights.end());
  for (std::size_t row = 0; row < own.size(); ++row) {
    own[row] = participants_.answered()[row] != 0 ? own[row] : 0;
    if (brought_.composition.participant_weights[row] > 0) {
      sum += own[row];
      mixed += own[row] * mix_[row];
    }
  }
  return {participants_.value(own).value_or(undefined), sum > 0 ? mixed / sum : undefined};
}

}  // namespace kith::compare
