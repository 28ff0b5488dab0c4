#include "model/information.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>
#include <Eigen/LU>

#include "base/problem.h"
#include "design/statistic.h"
#include "model/quadratic_form.h"
#include "model/working.h"
#include "num/sum.h"

namespace kith::model {

namespace {

// Coefficients that are not aliased, without the intercept.
std::vector<Eigen::Index> slopes_of(const Model& model) {
  std::vector<Eigen::Index> slopes;
  for (std::size_t j = 0; j < model.columns.size(); ++j) {
    if (model.aliased[j] == 0 && model.matrix->terms()[model.columns[j]] != 0) {
      slopes.push_back(static_cast<Eigen::Index>(j));
    }
  }
  return slopes;
}

bool is_gaussian(const Model& model) {
  return model.glm && model.glm->distribution == Distribution::Gaussian && model.glm->link == Link::Identity;
}

// Of the residual variance, which is a ratio of two totals.
double design_variance(const Model& model, const WorkingRegression& working, double variance) {
  const std::span<const double> own = model.design->weights();
  Eigen::VectorXd squares = Eigen::VectorXd::Zero(std::ssize(own));
  std::vector<std::uint8_t> present(own.size());
  for (std::size_t i = 0; i < working.rows.size(); ++i) {
    const double e = working.residuals[static_cast<Eigen::Index>(i)];
    squares[static_cast<Eigen::Index>(working.rows[i])] = e * e;
    present[working.rows[i]] = 1;
  }
  const auto size = [&](std::span<const double> weights) {
    num::Sum sum;
    for (std::size_t row = 0; row < weights.size(); ++row) {
      sum += present[row] != 0 ? weights[row] : 0;
    }
    return sum.value();
  };
  const double whole = size(own);
  const design::Estimate found = design::estimate(
      *model.design, {.at = [&](std::span<const double> weights) -> Eigen::VectorXd {
                        const Eigen::Map<const Eigen::VectorXd> w(weights.data(), std::ssize(weights));
                        return Eigen::VectorXd::Constant(1, w.dot(squares) / size(weights));
                      },
                      .influences =
                          [&] {
                            Eigen::MatrixXd influences = Eigen::MatrixXd::Zero(std::ssize(own), 1);
                            for (const std::size_t row : working.rows) {
                              influences(static_cast<Eigen::Index>(row), 0) =
                                  own[row] * (squares[static_cast<Eigen::Index>(row)] - variance) / whole;
                            }
                            return influences;
                          },
                      .present = present});
  return found.covariance(0, 0);
}

Aic gaussian_aic(const Model& model, double per_parameter) {
  const WorkingRegression working = working_regression(model);
  const double n = model.total_weight();
  const double variance = working.residuals.cwiseAbs2().dot(working.weights) / n;
  const std::vector<Eigen::Index> slopes = slopes_of(model);
  num::Sum effects;
  if (!slopes.empty()) {
    for (const double lambda :
         misspecification(variance * model.naive(slopes, slopes), model.covariance(slopes, slopes))) {
      effects += lambda;
    }
  }
  effects += design_variance(model, working, variance) * n / (2 * variance * variance);
  return {effects.value(), n * (std::log(2 * std::numbers::pi * variance) + 1) + per_parameter * effects.value(),
          effects.value() / static_cast<double>(slopes.size() + 1)};
}

}  // namespace

Aic aic(const Model& model, double per_parameter) {
  if (is_gaussian(model)) {
    return gaussian_aic(model, per_parameter);
  }
  const std::vector<Eigen::Index> slopes = slopes_of(model);
  if (slopes.empty()) {
    return {0, model.deviance, 0};
  }
  num::Sum effects;
  for (const double lambda : misspecification(model.naive(slopes, slopes), model.covariance(slopes, slopes))) {
    effects += lambda;
  }
  return {effects.value(), model.deviance + per_parameter * effects.value(),
          effects.value() / static_cast<double>(slopes.size())};
}

Bic bic(const Model& model, const Model& maximal) {
  std::vector<Eigen::Index> left;
  for (std::size_t j = 0; j < maximal.names.size(); ++j) {
    if (maximal.aliased[j] == 0 && std::ranges::find(model.names, maximal.names[j]) == model.names.end()) {
      left.push_back(static_cast<Eigen::Index>(j));
    }
  }
  for (const std::string& name : model.names) {
    if (std::ranges::find(maximal.names, name) == maximal.names.end()) {
      throw Error({"not-nested", fmt::format("the maximal model has no coefficient `{}`", name), {}, ""});
    }
  }
  const auto n = static_cast<double>(model.frame->complete);
  const auto parameters = static_cast<double>(model.parameters());
  Bic result{parameters, parameters * std::log(n) + maximal.deviance, std::nullopt};
  if (left.empty()) {
    return result;
  }
  const Eigen::MatrixXd v = maximal.covariance(left, left);
  const double determinant = v.determinant() / Eigen::MatrixXd(maximal.naive(left, left)).determinant();
  result.value += quadratic(maximal.coefficients(left), v) + std::log(determinant);
  result.effective_size = n / std::pow(determinant, 1 / static_cast<double>(left.size()));
  return result;
}

PseudoRSquared pseudo_r_squared(const Model& model) {
  const bool discrete = model.glm && (model.glm->distribution == Distribution::Binomial ||
                                      model.glm->distribution == Distribution::Poisson);
  if (!discrete || !model.null_deviance) {
    throw Error({"no-r-squared", "a likelihood's R squared is for yes-or-no answers and counts", {}, ""});
  }
  const double n = model.total_weight();
  const double cox_snell = -std::expm1((model.deviance - *model.null_deviance) / n);
  return {cox_snell, cox_snell / -std::expm1(-*model.null_deviance / n)};
}

}  // namespace kith::model
