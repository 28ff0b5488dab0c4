#include "impute/convergence.h"

#include <cmath>

#include "num/distribution.h"
#include "num/sum.h"

namespace kith::impute {

namespace {

struct Moments {
  double mean = 0;
  double variance = 0;
};

Moments moments(std::span<const double> values) {
  num::Sum sum;
  for (const double value : values) {
    sum += value;
  }
  const auto n = static_cast<double>(values.size());
  const double mean = sum.value() / n;
  num::Sum squares;
  for (const double value : values) {
    squares += (value - mean) * (value - mean);
  }
  return {mean, squares.value() / (n - 1)};
}

}  // namespace

std::optional<Convergence> convergence(std::span<const std::vector<double>> chains) {
  if (chains.size() < 2 || chains.front().size() < 4) {
    return std::nullopt;
  }
  const std::size_t half = chains.front().size() / 2;
  std::vector<double> means;
  num::Sum variances;
  for (const std::vector<double>& chain : chains) {
    const Moments own = moments(std::span(chain).last(half));
    means.push_back(own.mean);
    variances += own.variance;
  }
  const auto m = static_cast<double>(chains.size());
  const auto n = static_cast<double>(half);
  const double within = variances.value() / m;
  const double between = n * moments(means).variance;
  if (!(within > 0)) {
    return between > 0 ? std::nullopt : std::optional(Convergence{});
  }
  return Convergence{std::sqrt((n - 1) / n + between / (n * within)),
                     num::f_above(between / within, m - 1, m * (n - 1)).value_or(1)};
}

}  // namespace kith::impute
