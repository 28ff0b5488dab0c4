#include "model/ordinal.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include <fmt/format.h>

#include "base/problem.h"
#include "model/glm.h"
#include "model/influence.h"
#include "model/linear_algebra.h"
#include "model/response.h"
#include "model/scaled_weights.h"
#include "num/distribution.h"
#include "num/sum.h"

namespace kith::model {

CumulativeLink cumulative_link_named(std::string_view name) {
  if (name.empty() || name == "logit" || name == "logistic") {
    return CumulativeLink::Logit;
  }
  if (name == "probit") {
    return CumulativeLink::Probit;
  }
  if (name == "cloglog") {
    return CumulativeLink::Cloglog;
  }
  if (name == "cauchit") {
    return CumulativeLink::Cauchit;
  }
  throw Error({"unknown-link",
               fmt::format("the family cumulative has no link `{}` here", name),
               {},
               "one of: logit, probit, cloglog, cauchit"},
              Fault::Usage);
}

CumulativePoint cumulative(CumulativeLink link, double q) {
  if (std::isinf(q)) {
    return {q > 0 ? 1.0 : 0.0, 0, 0};
  }
  switch (link) {
    case CumulativeLink::Logit: {
      const double e = std::exp(-std::fabs(q));
      const double density = e / ((1 + e) * (1 + e));
      const double probability = q > 0 ? 1 / (1 + e) : e / (1 + e);
      return {probability, density, density * (1 - 2 * probability)};
    }
    case CumulativeLink::Probit: {
      const double density = std::exp(-q * q / 2) / std::sqrt(2 * std::numbers::pi);
      return {num::normal_cdf(q), density, -q * density};
    }
    case CumulativeLink::Cloglog: {
      const double e = std::exp(std::min(-q, 700.0));
      const double probability = std::exp(-e);
      return {probability, e * probability, e * probability * (e - 1)};
    }
    case CumulativeLink::Cauchit: {
      const double density = 1 / (std::numbers::pi * (1 + q * q));
      return {0.5 + std::atan(q) / std::numbers::pi, density, -2 * q * density / (1 + q * q)};
    }
  }
  return {};
}

namespace {

constexpr std::size_t block = ModelMatrix::block;

double quantile(CumulativeLink link, double p) {
  switch (link) {
    case CumulativeLink::Logit:
      return std::log(p / (1 - p));
    case CumulativeLink::Probit:
      return num::normal_quantile(p);
    case CumulativeLink::Cloglog:
      return -std::log(-std::log(p));
    case CumulativeLink::Cauchit:
      return std::tan(std::numbers::pi * (p - 0.5));
  }
  return 0;
}

struct Problem {
  const ModelMatrix& x;
  const std::vector<std::size_t>& columns;  // of x that count
  std::span<const double> offset;
  std::span<const double> weights;
  const std::vector<int>& levels;
  int thresholds = 0;
  CumulativeLink link;
};

struct Solution {
  Eigen::VectorXd theta{};  // slopes, then thresholds
  double likelihood = 0;
  Eigen::MatrixXd information{};  // minus the second derivatives
  Eigen::VectorXd gradient{};
  std::vector<double> scores{};  // of each row: times x, its part in the gradient
  Eigen::MatrixXd extra{};       // rows x thresholds
};

// The likelihood; with derivatives where they are wanted.
enum class Want { Likelihood, Derivatives };

Solution at(const Problem& problem, const Eigen::VectorXd& theta, Want want) {
  const auto slopes = static_cast<Eigen::Index>(problem.columns.size());
  const auto cuts = static_cast<Eigen::Index>(problem.thresholds);
  const std::size_t rows = problem.x.rows();
  Solution result{.theta = theta};
  Eigen::VectorXd all = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(problem.x.columns()));
  for (Eigen::Index j = 0; j < slopes; ++j) {
    all[static_cast<Eigen::Index>(problem.columns[static_cast<std::size_t>(j)])] = theta[j];
  }
  const std::vector<double> eta = linear_predictors(problem.x, all, problem.offset);
  const bool derivatives = want == Want::Derivatives;
  if (derivatives) {
    result.information = Eigen::MatrixXd::Zero(slopes + cuts, slopes + cuts);
    result.gradient = Eigen::VectorXd::Zero(slopes + cuts);
    result.scores.assign(rows, 0);
    result.extra = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(rows), cuts);
  }
  const auto edge = [&](int k) {  // zeta_k, k from 0; outside: infinite
    return k < 0 ? -std::numeric_limits<double>::infinity()
                 : (k >= problem.thresholds ? std::numeric_limits<double>::infinity() : theta[slopes + k]);
  };
  const auto point = [&](int k, double predictor) {
    const double q = edge(k) - predictor;
    return cumulative(problem.link, q);
  };
  num::Sum likelihood;
  Eigen::MatrixXd x(block, slopes);
  Eigen::VectorXd curvature(block);
  Eigen::MatrixXd cross = Eigen::MatrixXd::Zero(block, cuts);
  for (std::size_t first = 0; first < rows; first += block) {
    const std::size_t count = std::min(block, rows - first);
    curvature.setZero();
    cross.setZero();
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t row = first + i;
      const double w = problem.weights[row];
      if (w <= 0) {
        continue;
      }
      const int y = problem.levels[row];
      const CumulativePoint upper = point(y, eta[row]);
      const CumulativePoint lower = point(y - 1, eta[row]);
      const double p = std::max(upper.probability - lower.probability, 1e-300);
      likelihood += w * std::log(p);
      if (!derivatives) {
        continue;
      }
      const double up = upper.density / p;    // d log p / d (zeta_y - eta)
      const double down = lower.density / p;  // minus d log p / d (zeta_(y-1) - eta)
      const double up_up = upper.slope / p - up * up;
      const double down_down = -lower.slope / p - down * down;
      const double up_down = up * down;
      const auto k = static_cast<Eigen::Index>(i);
      result.scores[row] = -w * (up - down);
      curvature[k] = -w * (up_up + down_down + 2 * up_down);
      if (y < problem.thresholds) {
        result.extra(static_cast<Eigen::Index>(row), y) = w * up;
        cross(k, y) += w * (up_up + up_down);
        result.information(slopes + y, slopes + y) -= w * up_up;
      }
      if (y > 0) {
        result.extra(static_cast<Eigen::Index>(row), y - 1) = -w * down;
        cross(k, y - 1) += w * (down_down + up_down);
        result.information(slopes + y - 1, slopes + y - 1) -= w * down_down;
        if (y < problem.thresholds) {
          result.information(slopes + y, slopes + y - 1) -= w * up_down;
        }
      }
    }
    if (!derivatives) {
      continue;
    }
    for (Eigen::Index j = 0; j < slopes; ++j) {
      problem.x.fill_column(problem.columns[static_cast<std::size_t>(j)], first, 1, count, x.col(j).data());
    }
    const auto n = static_cast<Eigen::Index>(count);
    const auto part = x.topRows(n);
    const Eigen::Map<const Eigen::VectorXd> scores(result.scores.data() + first, n);
    result.gradient.head(slopes).noalias() += part.transpose() * scores;
    result.information.topLeftCorner(slopes, slopes).noalias() +=
        part.transpose() * curvature.head(n).asDiagonal() * part;
    result.information.bottomLeftCorner(cuts, slopes).noalias() += cross.topRows(n).transpose() * part;
  }
  result.likelihood = likelihood.value();
  if (derivatives) {
    result.gradient.tail(cuts) = result.extra.colwise().sum().transpose();
    result.information = Eigen::MatrixXd(result.information.selfadjointView<Eigen::Lower>());
  }
  return result;
}

bool in_order(const Eigen::VectorXd& theta, int thresholds) {
  const Eigen::Index first = theta.size() - thresholds;
  for (Eigen::Index k = first + 1; k < theta.size(); ++k) {
    if (!(theta[k] > theta[k - 1])) {
      return false;
    }
  }
  return true;
}

// Thresholds that give the weighted shares of the levels, and no slopes.
Eigen::VectorXd marginal_start(const Problem& problem) {
  std::vector<num::Sum> sums(static_cast<std::size_t>(problem.thresholds) + 1);
  double all = 0;
  for (std::size_t row = 0; row < problem.levels.size(); ++row) {
    sums[static_cast<std::size_t>(problem.levels[row])] += problem.weights[row];
    all += problem.weights[row];
  }
  const auto slopes = static_cast<Eigen::Index>(problem.columns.size());
  Eigen::VectorXd theta = Eigen::VectorXd::Zero(slopes + problem.thresholds);
  double below = 0;
  for (int k = 0; k < problem.thresholds; ++k) {
    const double share = sums[static_cast<std::size_t>(k)].value() / all;
    if (!(share > 0)) {
      throw Error({"no-cases", "a level of the response has nobody under these weights", {}, ""});
    }
    below += share;
    theta[slopes + k] = quantile(problem.link, below);
  }
  return theta;
}

struct Fitted {
  Solution solution;
  Solver solver;
  int iterations = 0;
  bool converged = false;
};

Fitted maximise(const Problem& problem, const Eigen::VectorXd& theta, std::vector<std::uint8_t> aliased) {
  constexpr int most_iterations = 200;
  Fitted fitted{at(problem, theta, Want::Derivatives), {}, 0, false};
  double weight = 0;
  for (const double w : problem.weights) {
    weight += w;
  }
  for (; fitted.iterations < most_iterations && !fitted.converged; ++fitted.iterations) {
    Solution& now = fitted.solution;
    fitted.solver = solver_of(now.information, aliased);
    aliased = fitted.solver.aliased;
    Eigen::VectorXd step = fitted.solver.inverse * now.gradient;
    double size = now.gradient.dot(step) / weight;
    if (!(size > 0)) {  // not concave here: go uphill
      const double steepest = now.gradient.cwiseAbs().maxCoeff();
      if (!(size < -1e-20) || !(steepest > 0)) {
        fitted.converged = true;
        break;
      }
      step = now.gradient / (steepest * 10);
      size = 1;
    }
    bool better = false;
    for (int halvings = 0; halvings < 40 && !better; ++halvings, step /= 2) {
      const Eigen::VectorXd next = now.theta + step;
      if (!in_order(next, problem.thresholds)) {
        continue;
      }
      better = at(problem, next, Want::Likelihood).likelihood >= now.likelihood - 1e-12 * std::fabs(now.likelihood);
      if (better) {
        fitted.solution = at(problem, next, Want::Derivatives);
        break;
      }
    }
    fitted.converged = !better || size < 1e-15;
  }
  fitted.solver = solver_of(fitted.solution.information, aliased);
  return fitted;
}

// d (coefficients, thresholds) / d (coefficients, first threshold, logarithms of the gaps).
Eigen::MatrixXd gap_jacobian(const Eigen::VectorXd& theta, int thresholds) {
  const Eigen::Index size = theta.size();
  const Eigen::Index first = size - thresholds;
  Eigen::MatrixXd jacobian = Eigen::MatrixXd::Identity(size, size);
  for (Eigen::Index k = first; k < size; ++k) {
    for (Eigen::Index j = first; j <= k; ++j) {
      jacobian(k, j) = j == first ? 1.0 : theta[j] - theta[j - 1];
    }
  }
  return jacobian;
}

// What R's optim(hessian = TRUE) makes of A^-1.
Eigen::MatrixXd differenced_inverse(const Problem& problem, const Eigen::VectorXd& theta) {
  constexpr double reach = 1e-3;
  const Eigen::Index size = theta.size();
  const Eigen::Index first = size - problem.thresholds;
  const auto moved = [&](Eigen::Index i, double by) {
    Eigen::VectorXd there = theta;
    if (i <= first) {  // all thresholds move with the first
      there.segment(i, i == first ? problem.thresholds : 1).array() += by;
    } else {
      const double gap = theta[i] - theta[i - 1];
      there.tail(size - i).array() += gap * std::expm1(by);
    }
    return Eigen::VectorXd(gap_jacobian(there, problem.thresholds).transpose() *
                           at(problem, there, Want::Derivatives).gradient);
  };
  Eigen::MatrixXd information(size, size);
  for (Eigen::Index i = 0; i < size; ++i) {
    information.row(i) = (moved(i, -reach) - moved(i, reach)).transpose() / (2 * reach);
  }
  information = (information + information.transpose().eval()) / 2;
  const Eigen::MatrixXd jacobian = gap_jacobian(theta, problem.thresholds);
  return jacobian * solver_of(information).inverse * jacobian.transpose();
}

CumulativeLink link_of(const Model& model) {
  return cumulative_link_named(model.link);
}

}  // namespace

Model fit_cumulative(const Formula& formula, CumulativeLink link, const data::Table& table,
                     std::shared_ptr<const design::Design> design, std::span<const std::uint8_t> domain,
                     const FitOptions& options) {
  constexpr std::array<const char*, 4> names{"logit", "probit", "cloglog", "cauchit"};
  Model model{.family = "cumulative", .link = names[static_cast<std::size_t>(link)]};
  Formula with_intercept = formula;
  with_intercept.intercept = true;  // the thresholds stand for it, whatever is written
  auto frame = std::make_shared<Frame>(make_frame(with_intercept, table, design->weights(), domain, options.frame));
  std::vector<std::string> levels;
  const std::vector<int> level_of = levels_of(*frame, levels);
  model.weights = scaled_weights(*frame, design->weights(), frame->present);
  model.response.assign(level_of.begin(), level_of.end());
  model.notes = frame->notes;
  model.frame = frame;
  model.matrix = std::make_shared<ModelMatrix>(*frame);
  model.design = std::move(design);
  model.thresholds = levels.size() - 1;
  model.numbers = options.numbers;
  for (std::size_t j = 1; j < model.matrix->columns(); ++j) {
    model.columns.push_back(j);
    model.names.push_back(model.matrix->names()[j]);
  }
  for (std::size_t k = 0; k < model.thresholds; ++k) {
    model.names.push_back(levels[k] + "|" + levels[k + 1]);
  }
  const Problem problem{
      *model.matrix, model.columns, frame->offset, model.weights, level_of, static_cast<int>(model.thresholds), link};
  Fitted fitted = maximise(problem, marginal_start(problem), {});
  if (options.numbers == Numbers::LikeR && fitted.solver.rank() == fitted.solver.aliased.size()) {
    fitted.solver.inverse = differenced_inverse(problem, fitted.solution.theta);
  }
  model.coefficients = fitted.solution.theta;
  model.aliased = fitted.solver.aliased;
  model.naive = fitted.solver.inverse;
  model.iterations = fitted.iterations;
  model.converged = fitted.converged;
  model.deviance = -2 * fitted.solution.likelihood;
  if (!fitted.converged) {
    model.notes.push_back(
        {"not-converged", fmt::format("the steps had not come to rest after {}; an answer that a term "
                                      "predicts without exception has no finite coefficient",
                                      fitted.iterations)});
  }
  model.equations = {model.coefficients, fitted.solver.inverse, std::move(fitted.solution.scores),
                     std::move(fitted.solution.extra)};
  add_covariance(model, options.df);
  return model;
}

namespace {

std::vector<int> stored_levels(const Model& model) {
  std::vector<int> levels(model.response.size());
  for (std::size_t row = 0; row < levels.size(); ++row) {
    levels[row] = static_cast<int>(model.response[row]);
  }
  return levels;
}

}  // namespace

double cumulative_deviance(const Model& model, const ModelMatrix& matrix) {
  const std::vector<int> levels = stored_levels(model);
  std::vector<std::size_t> columns;
  for (std::size_t j = 1; j < matrix.columns(); ++j) {
    columns.push_back(j);
  }
  const Problem problem{
      matrix, columns, model.frame->offset, model.weights, levels, static_cast<int>(model.thresholds), link_of(model)};
  return -2 * maximise(problem, marginal_start(problem), {}).solution.likelihood;
}

Eigen::VectorXd refit_cumulative(const Model& model, std::span<const double> weights) {
  const std::vector<int> levels = stored_levels(model);
  const Problem problem{*model.matrix, model.columns, model.frame->offset,
                        weights,       levels,        static_cast<int>(model.thresholds),
                        link_of(model)};
  marginal_start(problem);  // every level must have someone
  const Fitted fitted = maximise(problem, model.coefficients, model.aliased);
  if (!fitted.converged) {
    throw Error({"not-converged", "the model does not come to rest under these weights", {}, ""});
  }
  return fitted.solution.theta;
}

}  // namespace kith::model
