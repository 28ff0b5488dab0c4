#include "estimate/joint.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "estimate/answers.h"
#include "num/sort_order.h"
#include "num/sum.h"

namespace kith::estimate {

namespace {

using Origin = Estimates::State::Origin;

// Calls each(row, components) for every respondent of the origin's domain who answered; component 0 is 1, and beside a
// threshold component 1 says who is at or below it.
template <typename Each>
void for_each_answer(const Estimates::State& state, const Origin& origin, const Each& each) {
  const Breakdown& breakdown = state.breakdowns[origin.breakdown];
  std::vector<double> below;
  for_each_answer(state.measures[origin.measure], state.table.rows(),
                  [&](std::size_t row, const std::vector<double>& components) {
                    if (breakdown.domain_of[row] != origin.domain) {
                      return;
                    }
                    if (!origin.threshold) {
                      return each(row, components);
                    }
                    below = components;
                    below[1] = components[1] <= *origin.threshold ? 1 : 0;
                    each(row, std::as_const(below));
                  });
}

double quantile_at(const Estimates::State& state, Origin origin, double p, std::span<const double> weights) {
  std::vector<double> values;
  std::vector<double> own_weights;
  origin.threshold.reset();  // the numbers themselves
  for_each_answer(state, origin, [&](std::size_t row, const std::vector<double>& components) {
    values.push_back(components[1]);
    own_weights.push_back(weights[row]);
  });
  const Ranked answers = ranked(values, own_weights, num::sort_order(values));
  return answers.values.empty() ? std::numeric_limits<double>::quiet_NaN() : state.quantile_rule->at(answers, p);
}

// NaN where it is not defined under these weights; design::estimate leaves such a replicate out.
double value_at(const Estimates::State& state, const Origin& origin, std::span<const double> weights) {
  if (!origin.parts.empty()) {
    double value = 0;
    for (std::size_t k = 0; k < origin.parts.size(); ++k) {
      value += origin.slopes[k] * value_at(state, origin.parts[k], weights);
    }
    return value;
  }
  const Measure& measure = state.measures[origin.measure];
  const Figure& figure = measure.figures[origin.figure];
  if (figure.probability && origin.of == Origin::Of::Figure) {
    return quantile_at(state, origin, *figure.probability, weights);
  }
  std::vector<num::Sum> sums(measure.size());
  for_each_answer(state, origin, [&](std::size_t row, const std::vector<double>& components) {
    for (std::size_t k = 0; k < sums.size(); ++k) {
      sums[k] += weights[row] * components[k];
    }
  });
  std::vector<double> totals;
  std::ranges::transform(sums, std::back_inserter(totals), &num::Sum::value);
  const std::optional<Point> point = origin.of == Origin::Of::ShareBelow ? quotient(totals, 1, 0) : figure.at(totals);
  return point ? point->value * origin.scale : std::numeric_limits<double>::quiet_NaN();
}

void mark_present(const Estimates::State& state, const Origin& origin, std::vector<std::uint8_t>& present) {
  for (const Origin& part : origin.parts) {
    mark_present(state, part, present);
  }
  if (origin.parts.empty()) {
    for_each_answer(state, origin, [&](std::size_t row, const std::vector<double>&) { present[row] = 1; });
  }
}

void add_influences(const Estimates::State& state, const Origin& origin, double slope,
                    Eigen::Ref<Eigen::VectorXd> influences) {
  for (std::size_t k = 0; k < origin.parts.size(); ++k) {
    add_influences(state, origin.parts[k], slope * origin.slopes[k], influences);
  }
  if (origin.parts.empty()) {
    for_each_answer(state, origin, [&](std::size_t row, const std::vector<double>& components) {
      double influence = 0;
      for (std::size_t k = 0; k < components.size(); ++k) {
        influence += origin.gradient[k] * components[k];
      }
      influences[static_cast<Eigen::Index>(row)] += slope * state.design.weights()[row] * influence;
    });
  }
}

}  // namespace

design::Statistic joint(const Estimates::State& state, std::vector<Origin> origins) {
  const auto size = static_cast<Eigen::Index>(origins.size());
  design::Statistic statistic;
  statistic.present.resize(state.table.rows());
  for (const Origin& origin : origins) {
    mark_present(state, origin, statistic.present);
  }
  if (std::ranges::none_of(origins, [](const Origin& origin) { return origin.replicates.empty(); })) {
    statistic.replicates.resize(static_cast<Eigen::Index>(origins.front().replicates.size()), size);
    for (Eigen::Index i = 0; i < size; ++i) {
      const std::vector<double>& values = origins[static_cast<std::size_t>(i)].replicates;
      statistic.replicates.col(i) = Eigen::Map<const Eigen::VectorXd>(values.data(), statistic.replicates.rows());
    }
  }
  statistic.at = [&state, origins, size](std::span<const double> weights) {
    Eigen::VectorXd values(size);
    for (Eigen::Index i = 0; i < size; ++i) {
      values[i] = value_at(state, origins[static_cast<std::size_t>(i)], weights);
    }
    return values;
  };
  statistic.influences = [&state, origins = std::move(origins), size] {
    Eigen::MatrixXd result = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(state.table.rows()), size);
    for (Eigen::Index i = 0; i < size; ++i) {
      add_influences(state, origins[static_cast<std::size_t>(i)], 1, result.col(i));
    }
    return result;
  };
  return statistic;
}

}  // namespace kith::estimate
