#include "design/statistic.h"

#include "base/problem.h"
#include "design/covariance.h"
#include "design/replicates.h"

namespace kith::design {

namespace {

struct Replicated {
  Eigen::MatrixXd values;  // replicates that gave a value x numbers
  Replicates scales;       // of those
  std::size_t failed = 0;
};

Replicated replicated(const Design& design, const Statistic& statistic, Eigen::Index numbers) {
  const Replicates& all = *design.replicates();
  Replicated result;
  result.scales.scale = all.scale;
  result.scales.centre = all.centre;
  std::vector<Eigen::VectorXd> values;
  for (std::size_t r = 0; r < all.count(); ++r) {
    try {
      Eigen::VectorXd value = statistic.at(replicate_weights(design, r));
      if (value.allFinite()) {
        values.push_back(std::move(value));
        result.scales.rscales.push_back(all.rscales[r]);
        continue;
      }
    } catch (const Error& error) {
      if (error.fault() != Fault::Input) {
        throw;
      }
    }
    ++result.failed;
  }
  result.values.resize(static_cast<Eigen::Index>(values.size()), numbers);
  for (std::size_t r = 0; r < values.size(); ++r) {
    result.values.row(static_cast<Eigen::Index>(r)) = values[r].transpose();
  }
  return result;
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
    const Replicated found = replicated(design, statistic, result.value.size());
    result.failed = found.failed;
    result.known = found.values.rows() > 0;
    result.covariance = result.known ? covariance(found.scales, found.values, result.value)
                                     : Eigen::MatrixXd::Zero(result.value.size(), result.value.size());
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
