#include "design/pps.h"

#include <fmt/format.h>

#include <cmath>

#include "base/problem.h"
#include "num/sum.h"

namespace kith::design {

namespace {

// Sums over the units, c = t - mean.
struct Moments {
  double mean = 0;
  double p = 0;          // sum of p
  double squares = 0;    // c^2
  double p_squares = 0;  // p c^2
  double p_first = 0;    // p c
};

Moments moments_of(std::span<const double> totals, std::span<const double> taken) {
  num::Sum sum;
  num::Sum p;
  for (std::size_t i = 0; i < totals.size(); ++i) {
    sum += totals[i];
    p += taken[i];
  }
  const double mean = sum.value() / static_cast<double>(totals.size());
  num::Sum squares;
  num::Sum p_squares;
  num::Sum p_first;
  for (std::size_t i = 0; i < totals.size(); ++i) {
    const double c = totals[i] - mean;
    squares += c * c;
    p_squares += taken[i] * c * c;
    p_first += taken[i] * c;
  }
  return {mean, p.value(), squares.value(), p_squares.value(), p_first.value()};
}

// With d_ij = -(a - b (p_i + p_j)) / (n - 1), i != j: Overton a = 1, b = 1/2; Hartley and Rao a = 1 + q, b = 1.
double by_pairs(const Moments& of, double n, double a, double b, PairForm form) {
  if (form == PairForm::YatesGrundy) {
    // 1/2 sum of (a - b (p_i + p_j)) (t_i - t_j)^2 = a n C - b (n sum p c^2 + P C), C = sum c^2.
    return (a * n * of.squares - b * (n * of.p_squares + of.p * of.squares)) / n;
  }
  // sum of (1 - p) t^2 + d_ij t_i t_j with t = mean + c, in powers of the mean, so that nothing cancels where the t are
  // nearly alike:
  //   mean^2 [n - P - n a + 2 b P] + 2 mean [b (n - 2) / (n - 1) - 1] S + sum of c^2 (1 - p + (a - 2 b p) / (n - 1)),
  // S = sum of p c.
  const double constant = n - of.p - n * a + 2 * b * of.p;
  const double linear = 2 * (b * (n - 2) / (n - 1) - 1) * of.p_first;
  const double square = of.squares - of.p_squares + (a * of.squares - 2 * b * of.p_squares) / (n - 1);
  return (of.mean * of.mean * constant + of.mean * linear + square) * (n - 1) / n;
}

}  // namespace

double unequal_spread(const Spec& spec, std::span<const double> totals, std::span<const double> taken) {
  const auto n = static_cast<double>(totals.size());
  const Moments of = moments_of(totals, taken);
  if (n < 2) {
    return 0;
  }
  switch (spec.pps) {
    case Pps::Overton:
      return by_pairs(of, n, 1, 0.5, spec.pair_form);
    case Pps::HartleyRao:
      return by_pairs(of, n, 1 + spec.hartley_rao.value_or(of.p / n), 1, spec.pair_form);
    case Pps::None:
    case Pps::WithReplacement:
    case Pps::Brewer:
      break;
  }
  return of.squares - of.p_squares;
}

JointProbabilities::JointProbabilities(const Eigen::MatrixXd& probabilities, PairForm form, double tolerance)
    : form_(form) {
  const Eigen::Index units = probabilities.rows();
  if (units != probabilities.cols()) {
    throw Error({"bad-joint-probabilities",
                 fmt::format("joint probabilities are {} by {}, not square", units, probabilities.cols()),
                 {},
                 "one row and one column a unit"});
  }
  deviations_.resize(units, units);
  for (Eigen::Index i = 0; i < units; ++i) {
    for (Eigen::Index j = 0; j < units; ++j) {
      const double pair = probabilities(i, j);
      if (!(pair > 0 && pair <= 1) || std::fabs(pair - probabilities(j, i)) > 1e-12) {
        throw Error({"bad-joint-probabilities",
                     fmt::format("the joint probability of units {} and {} is {}", i + 1, j + 1, pair),
                     {},
                     "it must be above 0, at most 1, and the same in either order"});
      }
      const double deviation = i == j ? 1 - pair : 1 - probabilities(i, i) * probabilities(j, j) / pair;
      deviations_(i, j) = std::fabs(deviation) < tolerance ? 0 : deviation;
    }
  }
}

double JointProbabilities::variance(std::span<const GroupTotal> parts) const {
  Eigen::VectorXd totals = Eigen::VectorXd::Zero(deviations_.rows());
  for (const GroupTotal& part : parts) {
    totals[part.group] = part.total;
  }
  double variance = totals.dot(deviations_ * totals);
  if (form_ == PairForm::YatesGrundy) {
    variance -= (deviations_ * totals.cwiseAbs2()).sum();
  }
  return variance;
}

}  // namespace kith::design
