// A fitted regression as the weighted least squares of its last step (McCullagh and Nelder 1989, section 2.5): of the
// rows that take part X, the working residuals (y - mu) / mu' and the working weights w mu'^2 / V. What is known of
// least squares (leverage, robust covariances) is known of every regression through them.
#pragma once

#include <vector>

#include <Eigen/Core>

#include "model/model.h"

namespace kith::model {

struct WorkingRegression {
  std::vector<std::size_t> rows;  // of the table
  Eigen::MatrixXd x;              // without aliased columns
  Eigen::VectorXd fitted;         // means
  Eigen::VectorXd residuals;      // (y - mu) / mu'
  Eigen::VectorXd variance;       // V / mu'^2: of the working residuals, but for the dispersion
  Eigen::VectorXd weights;        // w mu'^2 / V
};

// Throws Error ("no-regression") for a cumulative model.
WorkingRegression working_regression(const Model& model);

}  // namespace kith::model
