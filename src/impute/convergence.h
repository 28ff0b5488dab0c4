// Whether chains have forgotten where they began: the potential scale reduction of their means (Gelman and Rubin 1992,
// Statistical Science 7).
//
// Of m chains of n values: W the mean of their variances, B / n the variance of their means, R = sqrt((n - 1) / n + B /
// (n W)). With the few iterations of an imputation R is far from 1 by chance alone, so that it is held against the F
// distribution that B / W has when the chains are at rest.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace kith::impute {

struct Convergence {
  double r_hat = 1;
  double p = 1;  // of B / W or more, were the chains at rest
};

// Of the second half of each chain. None with fewer than two chains, or two values in the half.
std::optional<Convergence> convergence(std::span<const std::vector<double>> chains);

}  // namespace kith::impute
