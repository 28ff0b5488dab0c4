#include "impute/logit_draw.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "impute/group_variance.h"

namespace kith::impute {

namespace {

constexpr int most_steps = 30;
constexpr double short_step = 1e-3;
constexpr std::size_t some_rows = 4000;

// Newton's equations at `at`, whose solution is the next mode.
GroupedEquations equations_at(const PredictorRows& rows, std::span<const std::uint8_t> yes, const Coefficients& at,
                              const Eigen::VectorXd& precision, double group_precision) {
  const auto width = static_cast<Eigen::Index>(rows.width());
  GroupedEquations equations(width, static_cast<Eigen::Index>(rows.groups));
  Eigen::ArrayXd eta;
  rows.for_each_block([&](std::size_t first, const Eigen::MatrixXd& x, std::span<const std::uint32_t> group) {
    predict_block(x, group, at, eta);
    const Eigen::ArrayXd p = 1 / (1 + (-eta).exp());
    const Eigen::ArrayXd w = p * (1 - p);
    const Eigen::ArrayXd y =
        Eigen::Map<const Eigen::Array<std::uint8_t, Eigen::Dynamic, 1>>(yes.data() + first, x.cols()).cast<double>();
    equations.add(x, w, w * eta + (y - p), group);
  });
  equations.solve(precision, group_precision);
  return equations;
}

// The last of Newton's equations, from `at` on.
GroupedEquations mode_from(Coefficients at, const PredictorRows& rows, std::span<const std::uint8_t> yes,
                           const Eigen::VectorXd& precision, double group_precision) {
  double before = std::numeric_limits<double>::infinity();
  for (int step = 0;; ++step) {
    GroupedEquations equations = equations_at(rows, yes, at, precision, group_precision);
    const Coefficients move{equations.mode().b - at.b, equations.mode().u - at.u};
    const double length = equations.quadratic(move);
    if (length * std::min(1.0, length / equations.weight()) < short_step || step == most_steps) {
      return equations;
    }
    // A step that does not bring the mode nearer was too long.
    const double part = length < before ? 1 : 0.5;
    at.b += part * move.b;
    at.u += part * move.u;
    before = length;
  }
}

// Far from the mode some of the rows say as much as all.
Coefficients first_mode(const PredictorRows& rows, std::span<const std::uint8_t> yes, const Eigen::VectorXd& precision,
                        double group_precision) {
  Coefficients zero{Eigen::VectorXd::Zero(static_cast<Eigen::Index>(rows.width())),
                    Eigen::VectorXd::Zero(static_cast<Eigen::Index>(rows.groups))};
  const std::size_t stride = rows.size() / some_rows;
  if (stride < 2) {
    return zero;
  }
  std::vector<std::uint32_t> some;
  std::vector<std::uint8_t> some_yes;
  for (std::size_t i = 0; i < rows.size(); i += stride) {
    some.push_back(rows.rows[i]);
    some_yes.push_back(yes[i]);
  }
  PredictorRows part = rows;
  part.rows = some;
  return mode_from(std::move(zero), part, some_yes, precision, group_precision).mode();
}

}  // namespace

LogitDraw draw_logit(const PredictorRows& rows, std::span<const std::uint8_t> yes, const Coefficients& start,
                     double group_variance, int sweeps, num::Random& random) {
  const auto width = static_cast<Eigen::Index>(rows.width());
  const auto groups = static_cast<Eigen::Index>(rows.groups);
  Eigen::VectorXd precision = Eigen::VectorXd::Constant(width, 1 / (2.5 * 2.5));
  precision[0] = 1 / (10.0 * 10.0);
  const bool started = start.b.size() == width && start.u.size() == groups;
  GroupedEquations equations = mode_from(started ? start : first_mode(rows, yes, precision, 1 / group_variance), rows,
                                         yes, precision, 1 / group_variance);
  LogitDraw result{equations.mode(), equations.draw(1, random), group_variance};
  for (int sweep = 1; groups > 0; ++sweep) {
    constexpr double prior_scale = 0.2;
    result.group_variance = draw_group_variance(result.drawn.u, prior_scale, random);
    if (sweep >= sweeps) {
      break;
    }
    equations.solve(precision, 1 / result.group_variance);
    result.mode = equations.mode();
    result.drawn = equations.draw(1, random);
  }
  return result;
}

}  // namespace kith::impute
