#include "design/statistic.h"

#include <limits>
#include <utility>

#include "base/problem.h"
#include "design/covariance.h"
#include "design/replicates.h"

namespace kith::design {

namespace {

// replicates x numbers; a row of NaN where a replicate gave no value.
Eigen::MatrixXd replicated(const Design& design, const Statistic& statistic, Eigen::Index numbers) {
  const auto count = static_cast<Eigen::Index>(design.replicates()->count());
  Eigen::MatrixXd values = Eigen::MatrixXd::Constant(count, numbers, std::numeric_limits<double>::quiet_NaN());
  for (Eigen::Index r = 0; r < count; ++r) {
    try {
      values.row(r) = statistic.at(replicate_weights(design, static_cast<std::size_t>(r))).transpose();
    } catch (const Error& error) {
      if (error.fault() != Fault::Input) {
        throw;
      }
    }
  }
  return values;
}

}  // namespace

std::vector<double> replicate_weights(const Design& design, std::size_t r) {
  const Replicates& replicates = *design.replicates();
  const auto column = replicates.factors.col(static_cast<Eigen::Index>(r));
  std::vector<double> weights(design.rows());
  for (std::size_t row = 0; row < weights.size(); ++row) {
    weights[row] = replicates.of == Replicates::Of::Row
                       ? column[static_cast<Eigen::Index>(row)]
                       : design.weights()[row] * column[static_cast<Eigen::Index>(design.groups()[row])];
  }
  return weights;
}

Estimate estimate(const Design& design, const Statistic& statistic) {
  Estimate result;
  result.value = statistic.at(design.weights());
  if (design.replicates() != nullptr) {
    BetweenReplicates found = between_replicates(
        *design.replicates(),
        statistic.replicates.size() > 0 ? statistic.replicates : replicated(design, statistic, result.value.size()),
        result.value);
    result.failed = found.failed;
    result.known = found.valid > 0;
    result.covariance = std::move(found.covariance);
    result.df = design.df(statistic.present);
    return result;
  }
  const GroupInfluences influences(design, statistic.influences(), statistic.present);
  Covariance spread = covariance(design, influences);
  result.covariance = std::move(spread.matrix);
  result.known = spread.known;
  result.lonely = std::move(spread.lonely);
  result.df = design.df(influences.present());
  return result;
}

}  // namespace kith::design
