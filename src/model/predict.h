// What a fitted regression says of given people: x'b and its mean, with the covariance of several such answers.
//
// On the scale of the response the covariance is that of the linear predictors times the slopes of the mean (the delta
// method; R's predict.svyglm). Only the coefficients are uncertain here: the people are given.
#pragma once

#include <vector>

#include <Eigen/Core>

#include "data/table.h"
#include "model/model.h"

namespace kith::model {

enum class PredictionScale { Link, Response };

struct Predictions {
  Eigen::VectorXd values;
  Eigen::MatrixXd covariance;
};

// For every row of `people`, which has the columns of the right side. Throws Error ("unknown-level", "no-answer") and
// for a cumulative model ("no-prediction").
Predictions predict(const Model& model, const data::Table& people, PredictionScale scale);

}  // namespace kith::model
