#include "compare/brought.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>

#include "compare/cells.h"
#include "design/entropy.h"
#include "design/rake.h"
#include "design/statistic.h"
#include "design/weight_diagnostics.h"

namespace kith::compare {

namespace {

std::vector<double> calibrated(std::span<const double> weights,
                               const std::shared_ptr<const design::Auxiliaries>& auxiliaries, Reweighting method) {
  const auto calibration =
      method == Reweighting::Rake ? design::rake(weights, auxiliaries) : design::entropy_balance(weights, auxiliaries);
  return {calibration->weights().begin(), calibration->weights().end()};
}

// The weights of those who count; 0 for all others.
std::vector<double> only(std::span<const double> weights, const std::vector<double>& counting) {
  std::vector<double> result(weights.begin(), weights.end());
  for (std::size_t row = 0; row < result.size(); ++row) {
    result[row] = counting[row] > 0 ? result[row] : 0;
  }
  return result;
}

Eigen::VectorXd coefficients(const Brought& brought) {
  std::vector<double> slopes = brought.weights;
  for (std::size_t row = 0; row < slopes.size(); ++row) {
    slopes[row] *= brought.at.slopes[row];
  }
  const design::Auxiliaries& known = *brought.composition.benchmark;
  return design::NormalEquations(known.gram(known.collect(brought.weights))).solve(known.sums(known.collect(slopes)));
}

std::vector<double> residuals(const Brought& brought) {
  const Composition& composition = brought.composition;
  const Eigen::VectorXd explained = composition.benchmark->combine(brought.beta);
  std::vector<double> result(brought.weights.size());
  for (std::size_t row = 0; row < result.size(); ++row) {
    if (composition.benchmark_weights[row] > 0) {
      result[row] = brought.at.slopes[row] - explained[composition.benchmark->cell_of[row]];
    }
  }
  return result;
}

Varied variance_of_cells(const Sample& benchmark, const std::vector<BroughtFigure>& figures) {
  std::vector<CellsFigure> of_cells;
  of_cells.reserve(figures.size());
  for (const auto& [brought, factor] : figures) {
    of_cells.push_back({brought.weights, brought.at, brought.residuals, factor});
  }
  return {cells_variance(cells_of(benchmark.side()), benchmark, of_cells), {}, true};
}

// Those who count in any of the figures.
std::vector<std::uint8_t> present_in(const std::vector<BroughtFigure>& figures, std::size_t rows) {
  std::vector<std::uint8_t> present(rows);
  for (const auto& [brought, factor] : figures) {
    for (std::size_t row = 0; row < rows; ++row) {
      present[row] = present[row] != 0 || brought.composition.benchmark_weights[row] > 0 ? 1 : 0;
    }
  }
  return present;
}

}  // namespace

std::optional<Brought> bring(const Sample& benchmark, Composition composition, Reweighting method) {
  Brought brought;
  brought.weights = calibrated(composition.benchmark_weights, composition.benchmark, method);
  std::optional<Sample::At> found = benchmark.at(brought.weights);
  if (!found) {
    return std::nullopt;
  }
  brought.at = std::move(*found);
  brought.composition = std::move(composition);
  brought.beta = coefficients(brought);
  brought.residuals = residuals(brought);
  brought.effective = benchmark.side().cells ? effective_base(cells_of(benchmark.side()), brought.weights)
                                             : design::weight_spread(brought.weights).effective;
  return brought;
}

double figure_at(const Sample& benchmark, const Brought& brought, std::span<const double> weights, Reweighting method) {
  const std::vector<double> own = only(weights, brought.composition.benchmark_weights);
  return benchmark.value(calibrated(own, brought.composition.benchmark, method))
      .value_or(std::numeric_limits<double>::quiet_NaN());
}

Eigen::VectorXd influences_on(const Brought& brought) {
  Eigen::VectorXd influences(static_cast<Eigen::Index>(brought.weights.size()));
  for (std::size_t row = 0; row < brought.weights.size(); ++row) {
    influences[static_cast<Eigen::Index>(row)] = brought.weights[row] * brought.residuals[row];
  }
  return influences;
}

Varied benchmark_variance(const Sample& benchmark, const std::vector<BroughtFigure>& figures, Reweighting method) {
  if (benchmark.side().cells) {
    return variance_of_cells(benchmark, figures);
  }
  const std::size_t rows = benchmark.table().rows();
  design::Statistic statistic;
  statistic.present = present_in(figures, rows);
  statistic.at = [&](std::span<const double> weights) {
    double sum = 0;
    for (const auto& [brought, factor] : figures) {
      sum += factor * figure_at(benchmark, brought, weights, method);
    }
    return Eigen::VectorXd::Constant(1, sum);
  };
  statistic.influences = [&] {
    Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(rows), 1);
    for (const auto& [brought, factor] : figures) {
      sum += factor * influences_on(brought);
    }
    return sum;
  };
  design::Estimate found = design::estimate(benchmark.design(), statistic);
  return {{found.covariance(0, 0), found.df}, std::move(found.lonely), found.known};
}

}  // namespace kith::compare
