#include "estimate/joint.h"

#include <algorithm>
#include <limits>

#include "estimate/answers.h"
#include "num/sum.h"

namespace kith::estimate {

namespace {

using Origin = Estimates::State::Origin;

// Calls each(row, components) for every respondent of the origin's domain who answered; component 0 is 1.
template <typename Each>
void for_each_answer(const Estimates::State& state, const Origin& origin, const Each& each) {
  const Breakdown& breakdown = state.breakdowns[origin.breakdown];
  for_each_answer(state.measures[origin.measure], state.table.rows(),
                  [&](std::size_t row, const std::vector<double>& components) {
                    if (breakdown.domain_of[row] == origin.domain) {
                      each(row, components);
                    }
                  });
}

// NaN where it is not defined under these weights; design::estimate leaves such a replicate out.
double value_at(const Estimates::State& state, const Origin& origin, std::span<const double> weights) {
  const Measure& measure = state.measures[origin.measure];
  std::vector<num::Sum> sums(measure.size());
  for_each_answer(state, origin, [&](std::size_t row, const std::vector<double>& components) {
    for (std::size_t k = 0; k < sums.size(); ++k) {
      sums[k] += weights[row] * components[k];
    }
  });
  std::vector<double> totals;
  std::ranges::transform(sums, std::back_inserter(totals), &num::Sum::value);
  const std::optional<Point> point = measure.figures[origin.figure].at(totals);
  return point ? point->value : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

design::Statistic joint(const Estimates::State& state, std::vector<Origin> origins) {
  const auto size = static_cast<Eigen::Index>(origins.size());

  design::Statistic statistic;
  statistic.present.resize(state.table.rows());
  for (const Origin& origin : origins) {
    for_each_answer(state, origin, [&](std::size_t row, const std::vector<double>&) { statistic.present[row] = 1; });
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
  statistic.influences = [&state, origins, size] {
    Eigen::MatrixXd result = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(state.table.rows()), size);
    for (Eigen::Index i = 0; i < size; ++i) {
      const Origin& origin = origins[static_cast<std::size_t>(i)];
      for_each_answer(state, origin, [&](std::size_t row, const std::vector<double>& components) {
        double influence = 0;
        for (std::size_t k = 0; k < components.size(); ++k) {
          influence += origin.gradient[k] * components[k];
        }
        result(static_cast<Eigen::Index>(row), i) = state.design.weights()[row] * influence;
      });
    }
    return result;
  };
  return statistic;
}

}  // namespace kith::estimate
