#include "impute/grouped_equations.h"

#include <cmath>
#include <utility>

namespace kith::impute {

GroupedEquations::GroupedEquations(Eigen::Index columns, Eigen::Index groups)
    : a_(Eigen::MatrixXd::Zero(columns, columns)),
      c_(Eigen::MatrixXd::Zero(columns, groups)),
      d_(Eigen::VectorXd::Zero(groups)),
      right_b_(Eigen::VectorXd::Zero(columns)),
      right_u_(Eigen::VectorXd::Zero(groups)) {}

void GroupedEquations::add(const Eigen::MatrixXd& x, const Eigen::ArrayXd& weights, const Eigen::ArrayXd& right,
                           std::span<const std::uint32_t> groups) {
  const bool weighted = weights.size() > 0;
  if (weighted) {
    const Eigen::VectorXd roots = weights.sqrt();
    scaled_.noalias() = x * roots.asDiagonal();
    weight_ += weights.sum();
  } else {
    weight_ += static_cast<double>(x.cols());
  }
  a_.selfadjointView<Eigen::Lower>().rankUpdate(weighted ? scaled_ : x);
  right_b_.noalias() += x * right.matrix();
  for (std::size_t k = 0; k < groups.size(); ++k) {
    const auto i = static_cast<Eigen::Index>(k);
    const auto g = static_cast<Eigen::Index>(groups[k]);
    const double w = weighted ? weights[i] : 1;
    d_[g] += w;
    right_u_[g] += right[i];
    c_.col(g) += w * x.col(i);
  }
}

void GroupedEquations::solve(const Eigen::VectorXd& precision, double group_precision) {
  posterior_a_ = a_;
  posterior_a_.diagonal() += precision;
  posterior_d_ = d_.array() + group_precision;
  Eigen::MatrixXd reduced = posterior_a_;
  Eigen::VectorXd right = right_b_;
  if (d_.size() > 0) {
    const Eigen::MatrixXd scaled = c_ * posterior_d_.cwiseSqrt().cwiseInverse().asDiagonal();
    reduced.selfadjointView<Eigen::Lower>().rankUpdate(scaled, -1);
    right -= c_ * right_u_.cwiseQuotient(posterior_d_);
  }
  factor_.compute(reduced.selfadjointView<Eigen::Lower>());
  mode_ = completed(factor_.solve(right));
}

// u at its mode given b.
Coefficients GroupedEquations::completed(Eigen::VectorXd b) const {
  Eigen::VectorXd u = d_.size() > 0 ? Eigen::VectorXd((right_u_ - c_.transpose() * b).cwiseQuotient(posterior_d_)) : d_;
  return {std::move(b), std::move(u)};
}

Coefficients GroupedEquations::draw(double sd, num::Random& random) const {
  Eigen::VectorXd noise(mode_.b.size());
  for (double& z : noise) {
    z = sd * random.normal();
  }
  Coefficients drawn = completed(mode_.b + factor_.matrixU().solve(noise));
  for (Eigen::Index g = 0; g < drawn.u.size(); ++g) {
    drawn.u[g] += sd * random.normal() / std::sqrt(posterior_d_[g]);
  }
  return drawn;
}

double GroupedEquations::explained() const {
  return mode_.b.dot(right_b_) + mode_.u.dot(right_u_);
}

double GroupedEquations::quadratic(const Coefficients& step) const {
  return step.b.dot(posterior_a_.selfadjointView<Eigen::Lower>() * step.b) + 2 * step.b.dot(c_ * step.u) +
         step.u.cwiseAbs2().dot(posterior_d_);
}

}  // namespace kith::impute
