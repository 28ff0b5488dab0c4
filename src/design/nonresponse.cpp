#include "design/nonresponse.h"

#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/problem.h"
#include "design/adjustment.h"
#include "design/calibration_equation.h"

namespace kith::design {

namespace {

using Responded = std::vector<std::uint8_t>;

std::vector<double> of_respondents(std::span<const double> weights, const Responded& responded) {
  std::vector<double> result(weights.begin(), weights.end());
  for (std::size_t row = 0; row < result.size(); ++row) {
    result[row] = responded[row] != 0 ? result[row] : 0;
  }
  return result;
}

void expect_responses(const Auxiliaries& auxiliaries, const Eigen::VectorXd& all, const Eigen::VectorXd& some) {
  Problems problems;
  for (const Auxiliaries::Block& block : auxiliaries.blocks) {
    for (Eigen::Index k = block.first; block.value.empty() && k < block.first + block.count; ++k) {
      if (all[k] > 0 && !(some[k] > 0)) {
        problems.add("nobody-responded",
                     fmt::format("nobody of `{}` responded", auxiliaries.names[static_cast<std::size_t>(k)]), {},
                     "join it with another level");
      }
    }
  }
  problems.throw_if_any();
}

// The share of each cell's weight that responded; 1 where nobody is.
Eigen::VectorXd response_rates(std::span<const double> weights, const Auxiliaries& auxiliaries,
                               const Responded& responded) {
  const Eigen::VectorXd all = auxiliaries.collect(weights);
  const Eigen::VectorXd some = auxiliaries.collect(of_respondents(weights, responded));
  expect_responses(auxiliaries, auxiliaries.sums(all), auxiliaries.sums(some));
  return (all.array() > 0).select(some.array() / all.array(), 1);
}

// The propensity of each cell.
Eigen::VectorXd propensities(std::span<const double> weights, const Auxiliaries& auxiliaries,
                             const Responded& responded) {
  const Eigen::VectorXd all = auxiliaries.collect(weights);
  const Eigen::VectorXd totals = auxiliaries.sums(auxiliaries.collect(of_respondents(weights, responded)));
  expect_responses(auxiliaries, auxiliaries.sums(all), totals);
  EquationSolution solution = solve_calibration(auxiliaries, all, totals, *response_factor(), {}, {});
  if (!solution.converged) {
    throw Error(
        {"no-propensity",
         fmt::format("the model of non-response to {} has no solution after {} steps: some numbers tell exactly "
                     "who responded",
                     auxiliaries.text(), solution.path.size()),
         {},
         "leave out an auxiliary, or adjust in cells"});
  }
  return std::move(solution.factors);
}

std::vector<double> divided(std::span<const double> weights, const Auxiliaries& auxiliaries, const Responded& responded,
                            const Eigen::VectorXd& rates) {
  std::vector<double> result = of_respondents(weights, responded);
  for (std::size_t row = 0; row < result.size(); ++row) {
    result[row] = result[row] > 0 ? result[row] / rates[auxiliaries.cell_of[row]] : 0;
  }
  return result;
}

}  // namespace

std::shared_ptr<const Calibration> nonresponse_cells(std::span<const double> weights,
                                                     const std::shared_ptr<const Auxiliaries>& auxiliaries,
                                                     std::span<const std::uint8_t> responded) {
  const Responded who(responded.begin(), responded.end());
  const auto rule = [auxiliaries, who](std::span<const double> others) {
    return divided(others, *auxiliaries, who, response_rates(others, *auxiliaries, who));
  };
  std::vector<double> result = rule(weights);
  std::vector<double> removed = result;
  for (std::size_t row = 0; row < removed.size(); ++row) {
    removed[row] -= weights[row];
  }
  Eigen::VectorXd sums = auxiliaries->sums(auxiliaries->collect(result));
  Projection projection{auxiliaries, {}, std::move(removed), [sums = std::move(sums)](const Eigen::VectorXd& right) {
                          return Eigen::VectorXd((sums.array() > 0).select(right.array() / sums.array(), 0));
                        }};
  return std::make_shared<Adjustment>(std::move(result), rule, std::move(projection),
                                      "non-response in cells of " + auxiliaries->text());
}

std::shared_ptr<const Calibration> nonresponse_model(std::span<const double> weights,
                                                     const std::shared_ptr<const Auxiliaries>& auxiliaries,
                                                     std::span<const std::uint8_t> responded) {
  const Responded who(responded.begin(), responded.end());
  const auto rule = [auxiliaries, who](std::span<const double> others) {
    return divided(others, *auxiliaries, who, propensities(others, *auxiliaries, who));
  };
  const Eigen::VectorXd p = propensities(weights, *auxiliaries, who);
  std::vector<double> taken(weights.size());
  std::vector<double> removed(weights.size());
  for (std::size_t row = 0; row < weights.size(); ++row) {
    const double propensity = p[auxiliaries->cell_of[row]];
    taken[row] = 1 - propensity;
    removed[row] = weights[row] * ((who[row] != 0 ? 1 : 0) - propensity);
  }
  const Eigen::VectorXd information = auxiliaries->collect(weights).array() * p.array() * (1 - p.array());
  const NormalEquations normal(auxiliaries->gram(information));
  Projection projection{auxiliaries, std::move(taken), std::move(removed),
                        [normal](const Eigen::VectorXd& sums) { return normal.solve(sums); }};
  return std::make_shared<Adjustment>(divided(weights, *auxiliaries, who, p), rule, std::move(projection),
                                      "non-response by a model on " + auxiliaries->text());
}

}  // namespace kith::design
