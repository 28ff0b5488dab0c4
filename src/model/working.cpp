#include "model/working.h"

#include <algorithm>

#include "base/problem.h"
#include "model/glm.h"

namespace kith::model {

namespace {

// The columns that have coefficients, of the rows that take part.
Eigen::MatrixXd predictors(const Model& model, const std::vector<std::size_t>& rows) {
  std::vector<std::size_t> columns;
  for (std::size_t j = 0; j < model.columns.size(); ++j) {
    if (model.aliased[j] == 0) {
      columns.push_back(model.columns[j]);
    }
  }
  Eigen::MatrixXd x(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(columns.size()));
  std::vector<double> column(ModelMatrix::block);
  for (std::size_t j = 0; j < columns.size(); ++j) {
    std::size_t next = 0;
    for (std::size_t at = 0; at < model.weights.size(); at += column.size()) {
      const std::size_t count = std::min(column.size(), model.weights.size() - at);
      model.matrix->fill_column(columns[j], at, 1, count, column.data());
      for (; next < rows.size() && rows[next] < at + count; ++next) {
        x(static_cast<Eigen::Index>(next), static_cast<Eigen::Index>(j)) = column[rows[next] - at];
      }
    }
  }
  return x;
}

}  // namespace

WorkingRegression working_regression(const Model& model) {
  if (!model.glm) {
    throw Error({"no-regression", "a cumulative model has no working residuals", {}, ""});
  }
  WorkingRegression result{};
  for (std::size_t row = 0; row < model.weights.size(); ++row) {
    if (model.weights[row] > 0) {
      result.rows.push_back(row);
    }
  }
  result.x = predictors(model, result.rows);
  const auto count = static_cast<Eigen::Index>(result.rows.size());
  const std::vector<double> all =
      linear_predictors(*model.matrix, model.of_columns(model.coefficients), model.frame->offset);
  Eigen::VectorXd eta(count);
  Eigen::VectorXd slope(count);
  Eigen::VectorXd spread(count);
  Eigen::VectorXd y(count);
  Eigen::VectorXd w(count);
  for (Eigen::Index i = 0; i < count; ++i) {
    const std::size_t row = result.rows[static_cast<std::size_t>(i)];
    eta[i] = all[row];
    y[i] = model.response[row];
    w[i] = model.weights[row];
  }
  result.fitted.resize(count);
  model.glm->evaluate(result.rows.size(), eta.data(), result.fitted.data(), slope.data(), spread.data());
  result.residuals = (y - result.fitted).cwiseQuotient(slope);
  result.variance = spread.cwiseQuotient(slope.cwiseAbs2());
  result.weights = w.cwiseQuotient(result.variance);
  return result;
}

}  // namespace kith::model
