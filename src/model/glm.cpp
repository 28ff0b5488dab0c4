#include "model/glm.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/problem.h"
#include "model/linear_algebra.h"
#include "num/sum.h"

namespace kith::model {

namespace {

constexpr std::size_t block = ModelMatrix::block;
constexpr std::size_t piece = 8 * block;

enum class Aim { FirstStep, Step, StepAndDeviance, Last };

struct Sums {
  Eigen::MatrixXd information;  // lower triangle
  Eigen::VectorXd gradient;     // at FirstStep: of the working response instead
  double weight = 0;
  double deviance = 0;        // not at Step
  double pearson_mean = 0;    // at Last: of the residuals (y - mu) / sqrt(V), weighted sums
  double pearson_square = 0;  // and of their squares
};

Sums add(Sums total, const Sums& part) {
  if (total.information.size() == 0) {
    return part;
  }
  total.information += part.information;
  total.gradient += part.gradient;
  total.weight += part.weight;
  total.deviance += part.deviance;
  total.pearson_mean += part.pearson_mean;
  total.pearson_square += part.pearson_square;
  return total;
}

// Numbers of a block, one a row.
struct Rows {
  Eigen::VectorXd eta = Eigen::VectorXd::Zero(block);
  Eigen::VectorXd mu = Eigen::VectorXd::Zero(block);
  Eigen::VectorXd slope = Eigen::VectorXd::Zero(block);
  Eigen::VectorXd variance = Eigen::VectorXd::Zero(block);
  Eigen::VectorXd root = Eigen::VectorXd::Zero(block);  // of the working weight
  Eigen::VectorXd score = Eigen::VectorXd::Zero(block);
};

class Passes {
 public:
  Passes(const GlmProblem& problem, std::size_t stride, num::Threads threads)
      : problem_(problem),
        stride_(stride),
        threads_(threads),
        columns_(static_cast<Eigen::Index>(problem.x.columns())) {}

  // At Last the score of each row is put into `scores`.
  Sums over(const Eigen::VectorXd& beta, Aim aim, std::span<double> scores = {}) const {
    const std::size_t count = (problem_.x.rows() + stride_ - 1) / stride_;
    return num::reduce_blocks(
        count, piece, Sums{},
        [&](std::size_t first, std::size_t last) { return piece_sums(first, last, beta, aim, scores); },
        [](Sums total, const Sums& part) { return add(std::move(total), part); }, threads_);
  }

 private:
  Sums piece_sums(std::size_t first, std::size_t last, const Eigen::VectorXd& beta, Aim aim,
                  std::span<double> scores) const {
    Sums sums{Eigen::MatrixXd::Zero(columns_, columns_), Eigen::VectorXd::Zero(columns_)};
    Eigen::MatrixXd x(block, columns_);
    Rows rows;
    num::Sum weight, deviance, mean, square;
    for (std::size_t at = first; at < last; at += block) {
      const std::size_t count = std::min(block, last - at);
      problem_.x.fill(at * stride_, stride_, count, x);
      if (count < block) {
        x.bottomRows(static_cast<Eigen::Index>(block - count)).setZero();
      }
      set_predictors(at, count, x, beta, aim, rows);
      problem_.family.evaluate(count, rows.eta.data(), rows.mu.data(), rows.slope.data(), rows.variance.data());
      for (std::size_t i = 0; i < count; ++i) {
        const std::size_t row = (at + i) * stride_;
        const auto k = static_cast<Eigen::Index>(i);
        const double w = problem_.weights[row];
        if (w <= 0) {
          rows.root[k] = rows.score[k] = 0;
          continue;
        }
        const double residual = problem_.y[row] - rows.mu[k];
        const double per_slope = w * rows.slope[k] / rows.variance[k];
        rows.root[k] = std::sqrt(std::fabs(per_slope * rows.slope[k]));
        rows.score[k] = per_slope * residual;
        if (aim == Aim::FirstStep) {
          const double offset = problem_.offset.empty() ? 0 : problem_.offset[row];
          rows.score[k] = per_slope * (rows.slope[k] * (rows.eta[k] - offset) + residual);
        }
        if (aim != Aim::Step) {
          deviance += w * problem_.family.deviance(problem_.y[row], rows.mu[k]);
        }
        if (aim == Aim::Last) {
          scores[row] = rows.score[k];
          const double pearson = residual / std::sqrt(rows.variance[k]);
          mean += w * pearson;
          square += w * pearson * pearson;
        }
        weight += w;
      }
      if (count < block) {
        rows.root.tail(static_cast<Eigen::Index>(block - count)).setZero();
        rows.score.tail(static_cast<Eigen::Index>(block - count)).setZero();
      }
      sums.gradient.noalias() += x.transpose() * rows.score;
      x.array().colwise() *= rows.root.array();
      sums.information.selfadjointView<Eigen::Lower>().rankUpdate(x.transpose());
    }
    sums.weight = weight.value();
    sums.deviance = deviance.value();
    sums.pearson_mean = mean.value();
    sums.pearson_square = square.value();
    return sums;
  }

  void set_predictors(std::size_t at, std::size_t count, const Eigen::MatrixXd& x, const Eigen::VectorXd& beta, Aim aim,
                      Rows& rows) const {
    if (aim != Aim::FirstStep) {
      rows.eta.noalias() = x * beta;
    }
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t row = (at + i) * stride_;
      const auto k = static_cast<Eigen::Index>(i);
      if (problem_.weights[row] <= 0) {
        rows.eta[k] = problem_.family.predictor(problem_.family.first_mean(1));
      } else if (aim == Aim::FirstStep) {
        rows.eta[k] = problem_.family.predictor(problem_.family.first_mean(problem_.y[row], problem_.weights[row]));
      } else if (!problem_.offset.empty()) {
        rows.eta[k] += problem_.offset[row];
      }
    }
  }

  const GlmProblem& problem_;
  std::size_t stride_;
  num::Threads threads_;
  Eigen::Index columns_;
};

Solver solve(const Sums& sums, const std::vector<std::uint8_t>& aliased) {
  return solver_of(sums.information.selfadjointView<Eigen::Lower>(), aliased);
}

// Is x'direction at least 0 for everybody who answered 1 and at most 0 for everybody who answered 0, up to what has not
// yet died away in a direction that the steps approach?
bool separates(const GlmProblem& problem, const Eigen::VectorXd& direction) {
  const std::vector<double> along = linear_predictors(problem.x, direction, {});
  double largest = 0;
  double against = 0;
  for (std::size_t row = 0; row < along.size(); ++row) {
    if (problem.weights[row] > 0) {
      const double sided = (2 * problem.y[row] - 1) * along[row];
      largest = std::max(largest, sided);
      against = std::max(against, problem.y[row] > 0 && problem.y[row] < 1 ? std::fabs(along[row]) : -sided);
    }
  }
  return largest > 0 && against < 1e-3 * largest;
}

class Iteration {
 public:
  Iteration(const GlmProblem& problem, const GlmOptions& options, std::size_t stride)
      : problem_(problem), options_(options), passes_(problem, stride, options.threads) {}

  GlmFit run(Eigen::VectorXd start, double tolerance) {
    GlmFit fit;
    fit.aliased = options_.aliased;
    if (start.size() == 0) {
      const Sums first = passes_.over({}, Aim::FirstStep);
      const Solver solver = solve(first, fit.aliased);
      fit.aliased = solver.aliased;
      start = solver.inverse * first.gradient;
      ++fit.iterations;
    }
    fit.coefficients = std::move(start);
    double before = 0;
    bool careful = false;
    while (fit.iterations < options_.most_iterations) {
      Sums sums = passes_.over(fit.coefficients, careful ? Aim::StepAndDeviance : Aim::Step);
      ++fit.iterations;
      Solver solver = solve(sums, fit.aliased);
      fit.aliased = solver.aliased;
      Eigen::VectorXd step = solver.inverse * sums.gradient;
      const double size = sums.gradient.dot(step) / sums.weight;
      if (!careful && before > 0 && !(size <= before)) {
        careful = true;
        sums = passes_.over(fit.coefficients, Aim::StepAndDeviance);
      }
      if (careful) {
        step *= shortened(fit.coefficients, step, sums.deviance);
      }
      fit.coefficients += step;
      before = size;
      fit.last_step = step;
      if (std::fabs(size) < tolerance) {
        fit.converged = true;
        break;
      }
      if (problem_.family.distribution == Distribution::Binomial && fit.iterations >= 12 && separates(problem_, step)) {
        fit.separated = true;
        break;
      }
    }
    return fit;
  }

 private:
  // How much of the step does not increase the deviance.
  double shortened(const Eigen::VectorXd& at, const Eigen::VectorXd& step, double deviance) const {
    double part = 1;
    for (int halvings = 0; halvings < 20; ++halvings) {
      const double then = passes_.over(at + part * step, Aim::StepAndDeviance).deviance;
      if (then <= deviance * (1 + 1e-12) + 1e-12) {
        return part;
      }
      part /= 2;
    }
    return part;
  }

  const GlmProblem& problem_;
  const GlmOptions& options_;
  Passes passes_;
};

// R's steps and its rule of stopping; the scores and A^-1 are those that its covariance has.
class RIteration {
 public:
  RIteration(const GlmProblem& problem, const GlmOptions& options)
      : problem_(problem), options_(options), passes_(problem, 1, options.threads) {}

  GlmFit run() {
    GlmFit fit;
    fit.aliased = options_.aliased;
    Eigen::VectorXd before;  // coefficients of the step before; empty: R's first means
    Sums sums;
    if (options_.start.empty()) {
      sums = passes_.over({}, Aim::FirstStep);
    } else {
      before =
          Eigen::Map<const Eigen::VectorXd>(options_.start.data(), static_cast<Eigen::Index>(options_.start.size()));
      sums = passes_.over(before, Aim::StepAndDeviance);
    }
    while (fit.iterations < options_.most_iterations && !fit.converged) {
      const Solver solver = solve(sums, fit.aliased);
      fit.aliased = solver.aliased;
      fit.inverse = solver.inverse;
      const Eigen::VectorXd step = solver.inverse * sums.gradient;
      fit.coefficients = before.size() == 0 ? step : Eigen::VectorXd(before + step);
      ++fit.iterations;
      const double deviance = sums.deviance;
      sums = passes_.over(fit.coefficients, Aim::StepAndDeviance);
      fit.last_step = solver.inverse * sums.gradient;
      fit.converged = std::fabs(sums.deviance - deviance) / (std::fabs(sums.deviance) + 0.1) < options_.deviance_change;
      if (!fit.converged) {
        before = fit.coefficients;
      }
    }
    working_ = std::move(before);
    fit.separated = problem_.family.distribution == Distribution::Binomial && fit.iterations >= 12 &&
                    separates(problem_, fit.last_step);
    return fit;
  }

  // w (mu' squared / V) of the step before, times the working residual of the last.
  void rescale(GlmFit& fit) const {
    const std::vector<double> last = linear_predictors(problem_.x, fit.coefficients, problem_.offset);
    const std::vector<double> step =
        working_.size() == 0 ? std::vector<double>() : linear_predictors(problem_.x, working_, problem_.offset);
    for (std::size_t row = 0; row < last.size(); ++row) {
      const double w = problem_.weights[row];
      if (w > 0) {
        const Family& family = problem_.family;
        const double eta = step.empty() ? family.predictor(family.first_mean(problem_.y[row], w)) : step[row];
        double mu = 0;
        double slope = 0;
        double variance = 0;
        family.evaluate(1, &eta, &mu, &slope, &variance);
        fit.scores[row] =
            w * slope * slope / variance * (problem_.y[row] - family.mean(last[row])) / family.slope(last[row]);
      }
    }
  }

 private:
  const GlmProblem& problem_;
  const GlmOptions& options_;
  Passes passes_;
  Eigen::VectorXd working_;
};

// A start from a part of the rows; empty where that part says nothing.
Eigen::VectorXd quick_start(const GlmProblem& problem, const GlmOptions& options) {
  constexpr std::size_t enough = 8192;
  const std::size_t stride = problem.x.rows() / enough;
  if (stride < 3 || problem.family.distribution == Distribution::Gaussian) {
    return {};
  }
  try {
    GlmFit fit = Iteration(problem, options, stride).run({}, 1e-4);
    const bool whole = std::find(fit.aliased.begin(), fit.aliased.end(), 1) == fit.aliased.end();
    if (fit.converged && whole && fit.coefficients.allFinite()) {
      return fit.coefficients;
    }
  } catch (const Error& error) {
    if (error.fault() != Fault::Input) {
      throw;
    }
  }
  return {};
}

// What the solution says of every row, and of all; gives the sums, whose gradient is a last step for nothing.
Sums finish(const GlmProblem& problem, GlmFit& fit, num::Threads threads) {
  fit.scores.assign(problem.x.rows(), 0);
  Sums last = Passes(problem, 1, threads).over(fit.coefficients, Aim::Last, fit.scores);
  fit.deviance = last.deviance;
  fit.pearson_mean = last.pearson_mean / last.weight;
  fit.pearson_square = last.pearson_square / last.weight;
  return last;
}

}  // namespace

std::vector<double> linear_predictors(const ModelMatrix& x, const Eigen::VectorXd& coefficients,
                                      std::span<const double> offset) {
  std::vector<double> eta(x.rows());
  const std::size_t pieces = (x.rows() + piece - 1) / piece;
  num::for_each_piece(pieces, [&](std::size_t p) {
    const std::size_t last = std::min(x.rows(), (p + 1) * piece);
    std::vector<double> column(block);
    for (std::size_t at = p * piece; at < last; at += block) {
      const std::size_t count = std::min(block, last - at);
      for (std::size_t j = 0; j < x.columns(); ++j) {
        x.fill_column(j, at, 1, count, column.data());
        const double coefficient = coefficients[static_cast<Eigen::Index>(j)];
        for (std::size_t i = 0; i < count; ++i) {
          eta[at + i] += coefficient * column[i];
        }
      }
      for (std::size_t i = 0; i < count && !offset.empty(); ++i) {
        eta[at + i] += offset[at + i];
      }
    }
  });
  return eta;
}

GlmFit fit_glm(const GlmProblem& problem, const GlmOptions& options) {
  if (options.deviance_change > 0) {
    RIteration iteration(problem, options);
    GlmFit fit = iteration.run();
    finish(problem, fit, options.threads);
    iteration.rescale(fit);
    return fit;
  }
  Eigen::VectorXd start;
  if (!options.start.empty()) {
    start = Eigen::Map<const Eigen::VectorXd>(options.start.data(), static_cast<Eigen::Index>(options.start.size()));
  } else {
    start = quick_start(problem, options);
  }
  // The size of a step is the mean square of what it changes in the predictors.
  const double tolerance = problem.family.distribution == Distribution::Gaussian && problem.family.canonical()
                               ? std::numeric_limits<double>::infinity()
                               : (problem.family.canonical() ? 1e-11 : 1e-23);
  GlmFit fit = Iteration(problem, options, 1).run(std::move(start), tolerance);
  const Sums last = finish(problem, fit, options.threads);
  fit.inverse = solve(last, fit.aliased).inverse;
  if (fit.converged) {
    fit.coefficients += fit.inverse * last.gradient;
  }
  return fit;
}

}  // namespace kith::model
