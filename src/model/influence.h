// The design-based covariance of coefficients from their estimating equations.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include <Eigen/Core>

#include "design/covariance.h"
#include "design/statistic.h"
#include "model/model.h"

namespace kith::model {

// Influences of every row on the coefficients, in the design's own weights: rows x coefficients.
Eigen::MatrixXd influences(const Model& model);

// The same added up per group of the design, without a matrix of rows: cost rows x coefficients (x coefficients where
// every respondent is a unit). For designs without calibrations.
design::GroupInfluences group_influences(const Model& model);

// Fills covariance, known, df_design and df_residual of a model whose equations are solved, and its notes on the
// design.
void add_covariance(Model& model, std::optional<double> df);

}  // namespace kith::model
