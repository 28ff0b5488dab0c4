// Replicate weights: the sample as it might have been, many times over.
//
// The variance of any estimate theta is that of the estimates theta_r under the replicate weights,
//
//   V = scale * sum over r of rscale_r (theta_r - c)(theta_r - c)',
//
// with c = theta (mse) or the mean of the theta_r over the replicates that count (rscale > 0) (Wolter 2007, chapters 3
// to 5; Lumley 2010, section 2.3). What differs between jackknife, balanced repeated replication and bootstrap is how
// the weights are made and what the scales are; a file of replicate weights needs both to be said.
//
// Degrees of freedom are the rank of the replicate weights of a domain's respondents less 1 (R's degf): how many
// directions the replicates vary in. A column whose part outside the span of the columns before it is below 1e-5 of its
// length adds nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <Eigen/Core>

#include "design/replicate_spec.h"

namespace kith::design {

struct Replicates {
  // One unit's replicates stand side by side, as a sum over respondents or clusters reads them.
  using Factors = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

  std::string method;  // "JKn", "bootstrap", ...: for the reader
  // units x replicates. Of made replicates: what the weights of a unit's respondents are multiplied by, the unit being
  // the group of the design that holds the row. Of given ones, and of made ones whose clusters are respondents: the
  // weights themselves, one unit a row.
  Factors factors;
  enum class Of { Group, Row } of = Of::Group;
  double scale = 1;
  std::vector<double> rscales;  // one a replicate
  Centre centre = Centre::Mean;
  double df = 0;  // of the whole sample
  // Of the units that are present (1; others 0), where that is known without looking at the weights.
  std::function<double(std::span<const std::uint8_t> units)> df_of;
  std::vector<std::string> remarks;  // for the reader: which columns, which seed

  std::size_t count() const { return static_cast<std::size_t>(factors.cols()); }
};

// `values` is replicates x estimates; `full` the estimates under the weights of the sample.
Eigen::MatrixXd covariance(const Replicates& replicates, const Eigen::MatrixXd& values, const Eigen::VectorXd& full);

// The same where some replicates may have no value (not finite): they are left out and counted.
struct BetweenReplicates {
  Eigen::MatrixXd covariance;  // 0 where no replicate has a value
  std::size_t valid = 0;
  std::size_t failed = 0;
};
BetweenReplicates between_replicates(const Replicates& replicates, const Eigen::MatrixXd& values,
                                     const Eigen::VectorXd& full);

// Of the units that are present (1; others 0). Cost: twice the replicates cubed where the rank is full, else units x
// replicates x the fewer of the two.
double replicate_df(const Replicates& replicates, std::span<const std::uint8_t> units);

}  // namespace kith::design
