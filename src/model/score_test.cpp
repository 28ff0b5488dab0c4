#include "model/score_test.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <Eigen/Cholesky>

#include "base/problem.h"
#include "design/statistic.h"
#include "model/glm.h"
#include "model/quadratic_form.h"
#include "num/distribution.h"
#include "num/sum.h"

namespace kith::model {

namespace {

struct Columns {
  std::vector<Eigen::Index> fitted;
  std::vector<Eigen::Index> added;
};

Columns columns_of(const Model& fitted, const ModelMatrix& matrix) {
  Columns columns;
  for (std::size_t j = 0; j < matrix.columns(); ++j) {
    const auto place = std::ranges::find(fitted.names, matrix.names()[j]);
    const bool known =
        place != fitted.names.end() && fitted.aliased[static_cast<std::size_t>(place - fitted.names.begin())] == 0;
    (known ? columns.fitted : columns.added).push_back(static_cast<Eigen::Index>(j));
  }
  if (columns.fitted.size() != fitted.parameters() || columns.added.empty()) {
    throw Error({"not-nested",
                 fmt::format("the larger formula adds nothing to `{}`, or leaves something of it out",
                             fitted.frame->formula.text),
                 {},
                 ""});
  }
  return columns;
}

// Of every row (y - mu) mu'/V and mu'^2 / V; 0 for rows that are not present.
struct Rows {
  Eigen::VectorXd score;
  Eigen::VectorXd information;
};

Rows rows_of(const Model& fitted, const Family& family) {
  const std::vector<double> eta =
      linear_predictors(*fitted.matrix, fitted.of_columns(fitted.coefficients), fitted.frame->offset);
  const auto count = static_cast<Eigen::Index>(eta.size());
  Eigen::VectorXd mu(count);
  Eigen::VectorXd slope(count);
  Eigen::VectorXd variance(count);
  family.evaluate(eta.size(), eta.data(), mu.data(), slope.data(), variance.data());
  Rows rows{Eigen::VectorXd::Zero(count), Eigen::VectorXd::Zero(count)};
  for (Eigen::Index i = 0; i < count; ++i) {
    if (fitted.weights[static_cast<std::size_t>(i)] > 0) {
      rows.score[i] = (fitted.response[static_cast<std::size_t>(i)] - mu[i]) * slope[i] / variance[i];
      rows.information[i] = slope[i] * slope[i] / variance[i];
    }
  }
  return rows;
}

void judge(ScoreTest& test, const Eigen::MatrixXd& covariance, const Eigen::MatrixXd& left,
           const ScoreTestOptions& options) {
  const auto q = static_cast<double>(test.df1);
  if (options.method == ScoreTestMethod::Working) {
    test.lambda = misspecification(left, covariance);
    const double statistic = quadratic(test.scores, left);
    num::Sum sum;
    for (const double lambda : test.lambda) {
      sum += lambda;
    }
    test.statistic = statistic / sum.value();
    test.p = num::weighted_chi_squared_above(statistic, test.lambda, test.df2, options.approximation);
    return;
  }
  test.statistic = quadratic(test.scores, covariance);
  if (std::isfinite(test.df2)) {
    test.statistic /= q;
    test.p = num::f_above(test.statistic, q, test.df2);
  } else {
    test.p = num::chi_squared_above(test.statistic, q);
  }
}

}  // namespace

ScoreTest score_test(const Model& fitted, const data::Table& table, const Formula& larger,
                     const ScoreTestOptions& options) {
  if (!fitted.glm) {
    throw Error({"no-score-test", "score tests are for regressions, not for cumulative models", {}, ""});
  }
  const design::Design& design = *fitted.design;
  const Frame frame = make_frame(larger, table, design.weights(), fitted.frame->present, fitted.frame->options);
  if (frame.present != fitted.frame->present) {
    throw Error({"different-rows",
                 fmt::format("{} people in the model have not answered what `{}` adds",
                             fitted.frame->complete - frame.complete, larger.text),
                 {},
                 "fit the model to those who answered everything in the larger one"});
  }
  const ModelMatrix matrix(frame);
  const Columns columns = columns_of(fitted, matrix);
  Eigen::MatrixXd x(static_cast<Eigen::Index>(matrix.rows()), static_cast<Eigen::Index>(matrix.columns()));
  matrix.fill(0, 1, matrix.rows(), x);
  const Rows rows = rows_of(fitted, *fitted.glm);
  const Eigen::Map<const Eigen::VectorXd> w(design.weights().data(), x.rows());
  const Eigen::MatrixXd information = x.transpose() * w.cwiseProduct(rows.information).asDiagonal() * x;
  const Eigen::MatrixXd across = information(columns.fitted, columns.added);
  const Eigen::MatrixXd explained = information(columns.fitted, columns.fitted).ldlt().solve(across);  // A'
  const Eigen::MatrixXd u =
      rows.score.asDiagonal() * (x(Eigen::all, columns.added) - x(Eigen::all, columns.fitted) * explained);
  const design::Estimate total =
      design::estimate(design, {.at = [&](std::span<const double> weights) -> Eigen::VectorXd {
                                  return u.transpose() * Eigen::Map<const Eigen::VectorXd>(weights.data(), u.rows());
                                },
                                .influences = [&] { return Eigen::MatrixXd(w.asDiagonal() * u); },
                                .present = frame.present});
  ScoreTest test{.names = {},
                 .scores = total.value,
                 .df1 = columns.added.size(),
                 .df2 = options.df.value_or(fitted.df_residual),
                 .p = {},
                 .lambda = {}};
  for (const Eigen::Index j : columns.added) {
    test.names.push_back(matrix.names()[static_cast<std::size_t>(j)]);
  }
  judge(test, total.covariance, information(columns.added, columns.added) - across.transpose() * explained, options);
  return test;
}

}  // namespace kith::model
