#include "impute/linear_draw.h"

#include <algorithm>
#include <cmath>

#include "impute/group_variance.h"
#include "num/sum.h"

namespace kith::impute {

LinearDraw draw_linear(const PredictorRows& rows, std::span<const double> y, double group_ratio, int sweeps,
                       num::Random& random) {
  const auto width = static_cast<Eigen::Index>(rows.width());
  const auto n = static_cast<double>(rows.size());
  GroupedEquations equations(width, static_cast<Eigen::Index>(rows.groups));
  num::Sum squares;
  rows.for_each_block([&](std::size_t first, const Eigen::MatrixXd& x, std::span<const std::uint32_t> group) {
    const Eigen::ArrayXd right = Eigen::Map<const Eigen::ArrayXd>(y.data() + first, x.cols());
    equations.add(x, {}, right, group);
    squares += right.square().sum();
  });
  Eigen::VectorXd ridge = Eigen::VectorXd::Constant(width, 1e-6 * n);
  ridge[0] = 1e-9 * n;
  const double df = std::max(1.0, n - static_cast<double>(width));
  LinearDraw result{{}, {}, group_ratio};
  for (int sweep = 0; sweep < (rows.groups > 0 ? sweeps : 1); ++sweep) {
    equations.solve(ridge, result.group_ratio);
    const double rest = std::max(squares.value() - equations.explained(), 1e-12 * n);
    const double sigma = std::sqrt(rest / draw_chi_squared(df, random));
    result.mode = equations.mode();
    result.drawn = equations.draw(sigma, random);
    if (rows.groups > 0) {
      constexpr double prior_scale = 0.05;
      result.group_ratio = sigma * sigma / draw_group_variance(result.drawn.u, prior_scale, random);
    }
  }
  return result;
}

}  // namespace kith::impute
