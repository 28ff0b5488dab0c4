#include "model/information.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>
#include <Eigen/LU>

#include "base/problem.h"
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

double total_weight(const Model& model) {
  num::Sum sum;
  for (const double weight : model.weights) {
    sum += weight;
  }
  return sum.value();
}

bool is_gaussian(const Model& model) {
  return model.glm && model.glm->distribution == Distribution::Gaussian && model.glm->link == Link::Identity;
}

Aic gaussian_aic(const Model& model, double per_parameter) {
  const WorkingRegression working = working_regression(model);
  const double n = total_weight(model);
  const double variance = working.residuals.cwiseAbs2().dot(working.weights) / n;
  const std::vector<Eigen::Index> slopes = slopes_of(model);
  num::Sum effects;
  for (const double lambda :
       misspecification(variance * model.naive(slopes, slopes), model.covariance(slopes, slopes))) {
    effects += lambda;
  }
  num::Sum squares;
  for (Eigen::Index i = 0; i < working.residuals.size(); ++i) {
    const double e = working.residuals[i];
    const double score = e * e / (2 * variance * variance) - 1 / (2 * variance);
    squares += working.weights[i] * score * score;
  }
  const double of_variance = n / (2 * variance * variance) / squares.value();
  const double effective = effects.value() + of_variance;
  return {effective, n * (std::log(2 * std::numbers::pi * variance) + 1) + per_parameter * effective,
          effective / static_cast<double>(slopes.size() + 1)};
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
  const double n = total_weight(model);
  const double cox_snell = -std::expm1((model.deviance - *model.null_deviance) / n);
  return {cox_snell, cox_snell / -std::expm1(-*model.null_deviance / n)};
}

}  // namespace kith::model
