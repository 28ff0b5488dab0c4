#include "model/firth.h"

#include <algorithm>
#include <cmath>

#include "base/problem.h"
#include "model/linear_algebra.h"
#include "num/sum.h"

namespace kith::model {

namespace {

constexpr std::size_t block = ModelMatrix::block;

struct Penalised {
  Eigen::MatrixXd information;
  Eigen::VectorXd gradient;
  std::vector<double> scores;
  double weight = 0;
};

template <typename Each>
void for_each_block(const GlmProblem& problem, const Each& each) {
  Eigen::MatrixXd x(block, static_cast<Eigen::Index>(problem.x.columns()));
  for (std::size_t at = 0; at < problem.x.rows(); at += block) {
    const std::size_t count = std::min(block, problem.x.rows() - at);
    problem.x.fill(at, 1, count, x);
    each(at, count, x);
  }
}

Penalised equations(const GlmProblem& problem, const Eigen::VectorXd& beta, const std::vector<std::uint8_t>& aliased) {
  const auto columns = static_cast<Eigen::Index>(problem.x.columns());
  const std::vector<double> eta = linear_predictors(problem.x, beta, problem.offset);
  std::vector<double> mu(eta.size());
  std::vector<double> working(eta.size());
  for (std::size_t row = 0; row < eta.size(); ++row) {
    mu[row] = problem.family.mean(eta[row]);
    working[row] = problem.weights[row] * mu[row] * (1 - mu[row]);
  }
  Penalised result{Eigen::MatrixXd::Zero(columns, columns), Eigen::VectorXd::Zero(columns),
                   std::vector<double>(eta.size()), 0};
  for_each_block(problem, [&](std::size_t at, std::size_t count, const Eigen::MatrixXd& x) {
    const auto rows = static_cast<Eigen::Index>(count);
    const Eigen::Map<const Eigen::VectorXd> w(working.data() + at, rows);
    result.information.noalias() += x.topRows(rows).transpose() * w.asDiagonal() * x.topRows(rows);
  });
  const Eigen::MatrixXd inverse = solver_of(result.information, aliased).inverse;
  for_each_block(problem, [&](std::size_t at, std::size_t count, const Eigen::MatrixXd& x) {
    const auto rows = static_cast<Eigen::Index>(count);
    const Eigen::MatrixXd along = x.topRows(rows) * inverse;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t row = at + i;
      const auto k = static_cast<Eigen::Index>(i);
      const double hat = working[row] * along.row(k).dot(x.row(k));
      // h is that of the row with its whole weight.
      result.scores[row] =
          problem.weights[row] * (problem.y[row] - mu[row]) + (problem.weights[row] > 0 ? hat * (0.5 - mu[row]) : 0.0);
      result.weight += problem.weights[row];
    }
    const Eigen::Map<const Eigen::VectorXd> s(result.scores.data() + at, rows);
    result.gradient.noalias() += x.topRows(rows).transpose() * s;
  });
  return result;
}

}  // namespace

GlmFit fit_firth(const GlmProblem& problem, const std::vector<std::uint8_t>& aliased) {
  constexpr int most_iterations = 500;
  constexpr double longest = 5;  // no coefficient moves further in one step: the steps overshoot far from the solution
  GlmFit fit;
  fit.aliased = aliased;
  fit.coefficients = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(problem.x.columns()));
  for (; fit.iterations < most_iterations && !fit.converged; ++fit.iterations) {
    const Penalised now = equations(problem, fit.coefficients, aliased);
    fit.inverse = solver_of(now.information, aliased).inverse;
    Eigen::VectorXd step = fit.inverse * now.gradient;
    fit.converged = std::fabs(now.gradient.dot(step)) / now.weight < 1e-22;
    const double reach = step.cwiseAbs().maxCoeff();
    if (reach > longest) {
      step *= longest / reach;
    }
    fit.coefficients += step;
  }
  if (!fit.converged) {
    throw Error({"not-converged", "Firth's penalised likelihood did not come to rest", {}, "use fewer terms"});
  }
  const Penalised last = equations(problem, fit.coefficients, aliased);
  fit.inverse = solver_of(last.information, aliased).inverse;
  fit.scores = last.scores;
  num::Sum weight;
  num::Sum deviance;
  num::Sum mean;
  num::Sum square;
  const std::vector<double> eta = linear_predictors(problem.x, fit.coefficients, problem.offset);
  for (std::size_t row = 0; row < eta.size(); ++row) {
    const double w = problem.weights[row];
    if (w > 0) {
      const double mu = problem.family.mean(eta[row]);
      const double pearson = std::sqrt(1 / (mu * (1 - mu))) * (problem.y[row] - mu);
      weight += w;
      deviance += w * problem.family.deviance(problem.y[row], mu);
      mean += w * pearson;
      square += w * pearson * pearson;
    }
  }
  fit.deviance = deviance.value();
  fit.pearson_mean = mean.value() / weight.value();
  fit.pearson_square = square.value() / weight.value();
  return fit;
}

}  // namespace kith::model
