// Replicate weights: the sample as it might have been, many times over.
//
// The variance of any estimate theta is that of the estimates theta_r under the replicate weights,
//
//   V = scale * sum over r of rscale_r (theta_r - c)(theta_r - c)',
//
// with c = theta (mse) or the mean of the theta_r over the replicates that count (rscale > 0) (Wolter 2007, chapters 3
// to 5; Lumley 2010, section 2.3). What differs between jackknife, balanced repeated replication and bootstrap is how
// the weights are made and what the scales are; a file of replicate weights needs both to be said.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <Eigen/Core>

namespace kith::design {

enum class Centre { Mean, Estimate };  // c above: R's mse = FALSE, TRUE

struct Replicates {
  std::string method;  // "JKn", "bootstrap", ...: for the reader
  // units x replicates. Of made replicates: what the weights of a unit's respondents are multiplied by, the unit being
  // the group of the design that holds the row. Of given ones: the weights themselves, one unit a row.
  Eigen::MatrixXd factors;
  enum class Of { Group, Row } of = Of::Group;
  double scale = 1;
  std::vector<double> rscales;  // one a replicate
  Centre centre = Centre::Mean;
  double df = 0;  // of the whole sample

  std::size_t count() const { return static_cast<std::size_t>(factors.cols()); }
};

// `values` is replicates x estimates; `full` the estimates under the weights of the sample.
Eigen::MatrixXd covariance(const Replicates& replicates, const Eigen::MatrixXd& values, const Eigen::VectorXd& full);

}  // namespace kith::design
