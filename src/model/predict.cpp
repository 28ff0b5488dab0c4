#include "model/predict.h"

#include <fmt/format.h>

#include "base/problem.h"
#include "model/glm.h"

namespace kith::model {

Predictions predict(const Model& model, const data::Table& people, PredictionScale scale) {
  if (!model.glm) {
    throw Error({"no-prediction", "predictions are for regressions, not for cumulative models", {}, ""});
  }
  const Frame frame = frame_like(*model.frame, people);
  for (std::size_t row = 0; row < frame.rows(); ++row) {
    if (frame.present[row] == 0) {
      throw Error({"no-answer", fmt::format("row {} lacks an answer that the model needs", row + 1), {}, ""});
    }
  }
  const ModelMatrix matrix(frame);
  const auto rows = static_cast<Eigen::Index>(frame.rows());
  Eigen::MatrixXd x(rows, static_cast<Eigen::Index>(matrix.columns()));
  matrix.fill(0, 1, frame.rows(), x);
  const std::vector<double> eta = linear_predictors(matrix, model.coefficients, frame.offset);
  Predictions result{Eigen::Map<const Eigen::VectorXd>(eta.data(), rows), x * model.covariance * x.transpose()};
  if (scale == PredictionScale::Response) {
    Eigen::VectorXd slopes(rows);
    for (Eigen::Index row = 0; row < rows; ++row) {
      slopes[row] = model.glm->slope(result.values[row]);
      result.values[row] = model.glm->mean(result.values[row]);
    }
    result.covariance = Eigen::MatrixXd(slopes.asDiagonal() * result.covariance * slopes.asDiagonal());
  }
  return result;
}

}  // namespace kith::model
