#include "design/calibrate.h"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "design/adjustment.h"
#include "design/unmet.h"

namespace kith::design {

namespace {

constexpr double far_from_scale = 20;  // as R survey

struct Fit {
  Eigen::VectorXd before;   // weights of the cells
  Eigen::VectorXd factors;  // of the cells
};

// On the factors of weights that have been multiplied by `scale`.
std::vector<Bounds> bounds_of(const CalibrateOptions& options, const Auxiliaries& auxiliaries,
                              std::span<const double> weights, double scale) {
  const Bounds bounds = options.bounds.value_or(Bounds{});
  if (options.bounds_on == BoundsOn::Factor) {
    return {bounds};
  }
  std::vector<Bounds> each(auxiliaries.cells);  // a cell is a row, or a group of rows with one weight
  for (std::size_t row = 0; row < weights.size(); ++row) {
    if (weights[row] > 0) {
      each[auxiliaries.cell_of[row]] = {bounds.low / (scale * weights[row]), bounds.high / (scale * weights[row])};
    }
  }
  return each;
}

std::unique_ptr<Factor> factor_of(Distance distance, std::vector<Bounds> bounds) {
  switch (distance) {
    case Distance::Linear:
      return linear_factor(std::move(bounds));
    case Distance::Raking:
      return exponential_factor(std::move(bounds));
    case Distance::Logit:
      break;
  }
  return logit_factor(std::move(bounds));
}

void check(const CalibrateOptions& options) {
  const Bounds bounds = options.bounds.value_or(Bounds{});
  if (!(bounds.low < bounds.high)) {
    throw Error({"bad-bounds",
                 fmt::format("the bounds {} and {} leave no room", text::exact(bounds.low), text::exact(bounds.high)),
                 {},
                 "the lower one first"},
                Fault::Usage);
  }
  const bool finite =
      bounds.low > -std::numeric_limits<double>::infinity() && bounds.high < std::numeric_limits<double>::infinity();
  if (options.distance == Distance::Logit &&
      !(finite && (options.bounds_on == BoundsOn::Weight || (bounds.low < 1 && bounds.high > 1)))) {
    throw Error({"bad-bounds", "logit calibration needs bounds below and above 1", {}, "for example 0.5 and 2"},
                Fault::Usage);
  }
}

// Where every weight before lies outside the bounds that it must end in, no step would move anything.
bool starts_outside(const CalibrateOptions& options, std::span<const double> weights) {
  return options.bounds_on == BoundsOn::Weight && options.bounds && std::ranges::none_of(weights, [&](double weight) {
           return weight > 0 && weight > options.bounds->low && weight < options.bounds->high;
         });
}

double scale_of(const CalibrateOptions& options, std::span<const double> weights, const Eigen::VectorXd& totals,
                const Eigen::VectorXd& sums) {
  const Eigen::VectorXd ratios = totals.cwiseQuotient(sums);
  const bool far = ratios.allFinite() && ratios.minCoeff() > far_from_scale;
  const bool outside = ratios.allFinite() && ratios.minCoeff() > 0 && starts_outside(options, weights);
  return far || outside ? ratios.mean() : 1;
}

void trim(Eigen::VectorXd& factors, const Eigen::VectorXd& before, const Bounds& limits) {
  double taken = 0;
  double others = 0;
  for (Eigen::Index cell = 0; cell < factors.size(); ++cell) {
    const double within = std::clamp(factors[cell], limits.low, limits.high);
    taken += (factors[cell] - within) * before[cell];
    others += within == factors[cell] ? before[cell] : 0;
  }
  for (Eigen::Index cell = 0; cell < factors.size(); ++cell) {
    const double within = std::clamp(factors[cell], limits.low, limits.high);
    factors[cell] = within == factors[cell] ? within + taken / others : within;
  }
}

bool plainly_linear(const CalibrateOptions& options) {
  return options.distance == Distance::Linear && !options.bounds;
}

Fit fitted(std::span<const double> weights, const Auxiliaries& auxiliaries, const Eigen::VectorXd& variances,
           const CalibrateOptions& options) {
  Fit fit{auxiliaries.collect(weights), {}};
  const double scale =
      plainly_linear(options) ? 1 : scale_of(options, weights, auxiliaries.totals, auxiliaries.sums(fit.before));
  const auto factor = factor_of(options.distance, bounds_of(options, auxiliaries, weights, scale));
  EquationSolution solution =
      solve_calibration(auxiliaries, scale * fit.before, auxiliaries.totals, *factor, variances, options.equation);
  fit.factors = scale * solution.factors;
  if (!solution.converged && options.unmet == Unmet::Refuse) {
    throw Error(
        unmet("calibration", auxiliaries, auxiliaries.sums(fit.before.cwiseProduct(fit.factors)), solution.path));
  }
  if (options.trim) {
    trim(fit.factors, fit.before, *options.trim);
  }
  Eigen::Index lowest = 0;
  if (fit.factors.size() > 0 && fit.before.cwiseProduct(fit.factors).minCoeff(&lowest) < 0) {
    throw Error({"negative-weight",
                 fmt::format("the totals are only met with weights below 0 (the lowest factor is {})",
                             text::fixed(fit.factors[lowest], 3)),
                 {},
                 "give bounds from 0 on, or take another method: rake, logit, entropy"});
  }
  return fit;
}

std::vector<double> weights_of(const Fit& fit, std::span<const double> weights, const Auxiliaries& auxiliaries) {
  std::vector<double> result(weights.begin(), weights.end());
  for (std::size_t row = 0; row < result.size(); ++row) {
    result[row] *= fit.factors[auxiliaries.cell_of[row]];
  }
  return result;
}

// Means of rows by cell.
Eigen::VectorXd cell_means(const Auxiliaries& auxiliaries, std::span<const double> rows) {
  const std::vector<double> ones(rows.size(), 1);
  return auxiliaries.collect(rows).cwiseQuotient(auxiliaries.collect(ones).cwiseMax(1));
}

Projection record(const Fit& fit, std::span<const double> weights, std::shared_ptr<const Auxiliaries> auxiliaries,
                  const Eigen::VectorXd& variances, const CalibrateOptions& options) {
  const Eigen::VectorXd none = Eigen::VectorXd::Ones(fit.before.size());
  const Eigen::VectorXd& s2 = plainly_linear(options) && variances.size() > 0 ? variances : none;
  const Eigen::VectorXd mean_weight = options.together.empty() ? Eigen::VectorXd() : cell_means(*auxiliaries, weights);
  std::vector<double> taken(weights.size());
  std::vector<double> removed(weights.size());
  for (std::size_t row = 0; row < weights.size(); ++row) {
    const std::uint32_t cell = auxiliaries->cell_of[row];
    const double g = fit.factors[cell];
    taken[row] = g > 0 ? 1 / (g * s2[cell]) : 0;
    removed[row] = g * (options.together.empty() ? weights[row] : mean_weight[cell]);
  }
  const NormalEquations normal(auxiliaries->gram(fit.before.cwiseQuotient(s2)));
  return {std::move(auxiliaries), std::move(taken), std::move(removed),
          [normal](const Eigen::VectorXd& sums) { return normal.solve(sums); }};
}

std::string text_of(const CalibrateOptions& options, const Auxiliaries& auxiliaries) {
  const std::string_view name = options.distance == Distance::Linear   ? "linear"
                                : options.distance == Distance::Raking ? "raking-distance"
                                                                       : "logit";
  std::string result = fmt::format("{} calibration to {}", name, auxiliaries.text());
  if (options.bounds) {
    result += fmt::format(", {} between {} and {}", options.bounds_on == BoundsOn::Factor ? "factors" : "weights",
                          text::exact(options.bounds->low), text::exact(options.bounds->high));
  }
  return result;
}

}  // namespace

std::shared_ptr<const Calibration> calibrate(std::span<const double> weights,
                                             std::shared_ptr<const Auxiliaries> auxiliaries,
                                             const CalibrateOptions& options) {
  check(options);
  if (!options.together.empty()) {
    auxiliaries = std::make_shared<const Auxiliaries>(by_group(*auxiliaries, options.together));
  } else if (!options.variance.empty() || options.bounds_on == BoundsOn::Weight) {
    auxiliaries = std::make_shared<const Auxiliaries>(by_row(*auxiliaries));
  }
  const Eigen::VectorXd variances =
      options.variance.empty() ? Eigen::VectorXd() : cell_means(*auxiliaries, options.variance);
  const Fit fit = fitted(weights, *auxiliaries, variances, options);
  Projection projection = record(fit, weights, auxiliaries, variances, options);
  const auto rule = [auxiliaries, variances, options](std::span<const double> others) {
    return weights_of(fitted(others, *auxiliaries, variances, options), others, *auxiliaries);
  };
  return std::make_shared<Adjustment>(weights_of(fit, weights, *auxiliaries), rule, std::move(projection),
                                      text_of(options, *auxiliaries));
}

}  // namespace kith::design
