// One or several numbers worked out from weighted respondents, and how a design makes their covariance.
//
// The measures of a report are smooth functions of a few sums and take the fast road of `estimate` (totals per
// cluster). Whatever else is estimated, a coefficient, a quantile's share, a rank statistic, describes itself by two
// functions and never meets a design: its value under any weights of the same rows, which replicate weights ask for,
// and the influence of every row on it, which linearisation asks for. Designs with replicate weights use the first, all
// others the second.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include <Eigen/Core>

#include "design/design.h"

namespace kith::design {

struct Statistic {
  // The numbers with every row counted `weights[row]` times; as many each time. A replicate for which it throws Error
  // or gives something that is not finite is left out and counted in Estimate::failed.
  std::function<Eigen::VectorXd(std::span<const double> weights)> at;
  // rows x numbers: the derivative by the weight of the row, times the weight; 0 for rows that are not present.
  std::function<Eigen::MatrixXd()> influences;
  // replicates x numbers: what `at` gives under the weights of each replicate, where that is known already; a row that
  // is not finite is a replicate without a value. Empty: `at` is asked.
  Eigen::MatrixXd replicates{};
  // Rows that the numbers rest on (in the domain, with an answer); 1 or 0.
  std::vector<std::uint8_t> present;
};

struct Estimate {
  Eigen::VectorXd value;
  Eigen::MatrixXd covariance;
  bool known = true;                // false: the covariance could not be had
  double df = 0;                    // by the rule of the design's spec
  std::vector<std::string> lonely;  // strata with a single cluster that the rule had to treat
  std::size_t failed = 0;           // replicates that gave no value
};

// Throws what `at` throws under the sample's own weights, and Error ("lonely-psu").
Estimate estimate(const Design& design, const Statistic& statistic);

// The weights of every row in replicate r; the design must have replicates.
std::vector<double> replicate_weights(const Design& design, std::size_t r);

}  // namespace kith::design
