// The equations of every calibration: coefficients lambda so that
//
//   sum over cells c of d_c F(x_c' lambda / s2_c) x_c = T                    (Deville and Sarndal 1992, equation 2.3)
//
// by Newton's method, the derivative being the gram matrix of X weighted by d F' / s2. The problem is the dual of a
// convex one, so full steps nearly always do; where they run in circles (factors jumping between their bounds), the
// iteration is run again with steps that are halved until the misfit shrinks.
#pragma once

#include <cstddef>
#include <vector>

#include <Eigen/Core>

#include "design/auxiliaries.h"
#include "design/distance.h"

namespace kith::design {

struct EquationOptions {
  double tolerance = 1e-10;  // of every |T - reached| / (1 + |T|)
  std::size_t most_steps = 100;
};

struct EquationSolution {
  Eigen::VectorXd factors;   // F of each cell
  std::vector<double> path;  // the largest misfit after each step
  bool converged = false;
};

// `weights` (d) and `variances` (s2; empty: 1) are one a cell.
EquationSolution solve_calibration(const Auxiliaries& auxiliaries, const Eigen::VectorXd& weights,
                                   const Eigen::VectorXd& totals, const Factor& factor,
                                   const Eigen::VectorXd& variances, const EquationOptions& options);

}  // namespace kith::design
