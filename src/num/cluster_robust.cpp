#include "num/cluster_robust.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <Eigen/Cholesky>

#include "num/distribution.h"
#include "num/leverage.h"

namespace kith::num {

namespace {

constexpr std::array names{std::pair{std::string_view("classical"), Robust::Classical},
                           std::pair{std::string_view("hc0"), Robust::Hc0},
                           std::pair{std::string_view("hc1"), Robust::Hc1},
                           std::pair{std::string_view("hc2"), Robust::Hc2},
                           std::pair{std::string_view("hc3"), Robust::Hc3},
                           std::pair{std::string_view("cr0"), Robust::Cr0},
                           std::pair{std::string_view("cr1"), Robust::Cr1},
                           std::pair{std::string_view("stata"), Robust::Stata},
                           std::pair{std::string_view("cr2"), Robust::Cr2},
                           std::pair{std::string_view("cr3"), Robust::Cr3}};

bool ignores_clusters(Robust kind) {
  return kind < Robust::Cr0;
}

double scale_of(Robust kind, double n, double p, double g) {
  switch (kind) {
    case Robust::Hc1:
      return n / (n - p);
    case Robust::Cr1:
      return g / (g - 1);
    case Robust::Stata:
      return g / (g - 1) * (n - 1) / (n - p);
    default:
      return 1;
  }
}

// The s of single respondents, one a row.
Eigen::MatrixXd own_scores(const Eigen::MatrixXd& x, const Eigen::VectorXd& e, const Eigen::VectorXd& w,
                           const Eigen::MatrixXd& bread, Robust kind) {
  Eigen::VectorXd factors = w.cwiseProduct(e);
  if (kind == Robust::Hc2 || kind == Robust::Hc3) {
    const Eigen::ArrayXd left = 1 - w.array() * (x * bread).cwiseProduct(x).rowwise().sum().array();
    factors.array() *= left.pow(kind == Robust::Hc2 ? -0.5 : -1.0);
  }
  return factors.asDiagonal() * x;
}

}  // namespace

std::optional<Robust> robust_of(std::string_view name) {
  const auto* const found = std::ranges::find(names, name, &std::pair<std::string_view, Robust>::first);
  return found == names.end() ? std::nullopt : std::optional(found->second);
}

// The s_g, one a row, and with them the forms of the degrees of freedom: with V_g = A_g' W_g X_g, s_g = V_g' e_g, and
// the residuals' part in combination c is E_g V_g M c - W X M X_g' V_g M c.
Eigen::MatrixXd RobustCovariance::cluster_scores(const Eigen::MatrixXd& x, const Eigen::VectorXd& e,
                                                 const Eigen::VectorXd& w,
                                                 std::span<const std::vector<Eigen::Index>> rows, Robust kind) {
  const Eigen::Index p = x.cols();
  const Eigen::MatrixXd wx = w.asDiagonal() * x;
  const Eigen::MatrixXd both = bread_ * (wx.transpose() * wx) * bread_;
  Eigen::MatrixXd take(2 * p, 2 * p);  // I - H - H' + X M X'W^2X M X' = I - [X, WX] take [X, WX]'
  take << -both, bread_, bread_, Eigen::MatrixXd::Zero(p, p);
  core_ = -take;
  const bool equal = (w.array() == w[0]).all();
  Eigen::MatrixXd scores = Eigen::MatrixXd::Zero(std::ssize(rows), p);
  for (std::size_t g = 0; g < rows.size(); ++g) {
    if (rows[g].empty()) {
      continue;
    }
    const Eigen::MatrixXd own = x(rows[g], Eigen::all);
    const Eigen::MatrixXd weighted = wx(rows[g], Eigen::all);
    Eigen::MatrixXd v = weighted;
    if (kind == Robust::Cr2 && !equal) {
      Eigen::MatrixXd u(own.rows(), 2 * p);
      u << own, weighted;
      v = leverage_power(u, take, -0.5, weighted);
    } else if (kind == Robust::Cr2 || kind == Robust::Cr3) {
      const Eigen::VectorXd half = w(rows[g]).cwiseSqrt();
      const Eigen::MatrixXd u = half.asDiagonal() * own;
      v = half.asDiagonal() * leverage_power(u, bread_, kind == Robust::Cr2 ? -0.5 : -1, u);
    }
    scores.row(static_cast<Eigen::Index>(g)) = (v.transpose() * e(rows[g])).transpose();
    Eigen::MatrixXd across(2 * p, p);
    across << own.transpose() * v, weighted.transpose() * v;
    forms_.push_back({bread_ * (v.transpose() * v) * bread_, across * bread_});
  }
  return scores;
}

RobustCovariance::RobustCovariance(const Regression& regression, Robust kind, WorkingModel working)
    : respondents_(regression.predictors.rows()),
      clustered_(!regression.clusters.empty() && !ignores_clusters(kind)),
      bias_reduced_(kind == Robust::Cr2) {
  const Eigen::Index p = regression.predictors.cols();
  Eigen::MatrixXd x = regression.predictors;
  Eigen::VectorXd e = regression.residuals;
  Eigen::VectorXd w = Eigen::VectorXd::Ones(respondents_);
  if (regression.weights.size() > 0 && working == WorkingModel::Identity) {
    w = regression.weights;
  } else if (regression.weights.size() > 0) {
    const Eigen::VectorXd half = regression.weights.cwiseSqrt();
    x = half.asDiagonal() * x;
    e = half.cwiseProduct(e);
  }
  bread_ = (x.transpose() * w.asDiagonal() * x).ldlt().solve(Eigen::MatrixXd::Identity(p, p));
  const auto n = static_cast<double>(respondents_);
  if (kind == Robust::Classical) {
    covariance_ = e.cwiseAbs2().dot(w) / (n - static_cast<double>(p)) * bread_;
    return;
  }
  if (ignores_clusters(kind)) {
    const Eigen::MatrixXd each = own_scores(x, e, w, bread_, kind);
    covariance_ = scale_of(kind, n, static_cast<double>(p), n) * bread_ * (each.transpose() * each) * bread_;
    return;
  }
  const auto rows = cluster_rows(regression.clusters, respondents_);
  clusters_ = std::ssize(rows);
  const Eigen::MatrixXd each = cluster_scores(x, e, w, rows, kind);
  covariance_ = scale_of(kind, n, static_cast<double>(p), static_cast<double>(clusters_)) * bread_ *
                (each.transpose() * each) * bread_;
}

double RobustCovariance::df(const Eigen::VectorXd& combination) const {
  if (bias_reduced_) {
    return satterthwaite(combination);
  }
  return static_cast<double>(clustered_ ? clusters_ - 1 : respondents_ - combination.size());
}

double RobustCovariance::satterthwaite(const Eigen::VectorXd& combination) const {
  if (forms_.empty()) {
    return static_cast<double>(respondents_ - combination.size());
  }
  return ClusterForms(forms_, core_).satterthwaite(combination);
}

HotellingTest RobustCovariance::hotelling(const Eigen::MatrixXd& combinations,
                                          const Eigen::VectorXd& coefficients) const {
  const auto q = static_cast<double>(combinations.rows());
  const Eigen::VectorXd b = combinations * coefficients;
  const Eigen::MatrixXd v = combinations * covariance_ * combinations.transpose();
  const double statistic = b.dot(v.ldlt().solve(b)) / q;
  const double nu = ClusterForms(forms_, core_).hotelling(combinations);
  const double df2 = nu - q + 1;
  if (!(df2 > 0)) {
    return {0, q, df2, std::nullopt};
  }
  const double f = df2 / nu * statistic;
  return {f, q, df2, f_above(f, q, df2)};
}

}  // namespace kith::num
