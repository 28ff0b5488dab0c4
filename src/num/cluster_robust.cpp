#include "num/cluster_robust.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>

namespace kith::num {

namespace {

constexpr std::array names{
    std::pair{std::string_view("hc0"), Robust::Hc0}, std::pair{std::string_view("hc1"), Robust::Hc1},
    std::pair{std::string_view("hc2"), Robust::Hc2}, std::pair{std::string_view("hc3"), Robust::Hc3},
    std::pair{std::string_view("cr0"), Robust::Cr0}, std::pair{std::string_view("stata"), Robust::Stata},
    std::pair{std::string_view("cr2"), Robust::Cr2}};

bool ignores_clusters(Robust kind) {
  return kind == Robust::Hc0 || kind == Robust::Hc1 || kind == Robust::Hc2 || kind == Robust::Hc3;
}

// Of a symmetric matrix without negative eigenvalues.
struct Roots {
  Eigen::MatrixXd root;
  Eigen::MatrixXd inverse_root;
};

Roots roots_of(const Eigen::MatrixXd& matrix) {
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(matrix);
  const Eigen::VectorXd values = solver.eigenvalues().cwiseSqrt();
  const Eigen::MatrixXd& vectors = solver.eigenvectors();
  return {vectors * values.asDiagonal() * vectors.transpose(),
          vectors * values.cwiseInverse().asDiagonal() * vectors.transpose()};
}

// B_g from the header.
Eigen::MatrixXd adjustment(const Eigen::MatrixXd& product, const Roots& bread) {
  constexpr double alone = 1 - 1e-10;
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(bread.root * product * bread.root);
  const Eigen::VectorXd factors =
      solver.eigenvalues().unaryExpr([](double l) { return l < alone ? 1 / std::sqrt(1 - l) : 0; });
  const Eigen::MatrixXd& vectors = solver.eigenvectors();
  return bread.inverse_root * vectors * factors.asDiagonal() * vectors.transpose() * bread.root;
}

}  // namespace

std::optional<Robust> robust_of(std::string_view name) {
  const auto* const found = std::ranges::find(names, name, &std::pair<std::string_view, Robust>::first);
  return found == names.end() ? std::nullopt : std::optional(found->second);
}

Eigen::MatrixXd RobustCovariance::scores(const Regression& regression, Robust kind) {
  const Eigen::Index p = regression.predictors.cols();
  Eigen::VectorXd root_weights = Eigen::VectorXd::Ones(respondents_);
  if (regression.weights.size() > 0) {
    root_weights = regression.weights.cwiseSqrt();
  }
  const Eigen::MatrixXd x = root_weights.asDiagonal() * regression.predictors;
  const Eigen::VectorXd residuals = root_weights.cwiseProduct(regression.residuals);
  bread_ = (x.transpose() * x).ldlt().solve(Eigen::MatrixXd::Identity(p, p));
  clusters_ = respondents_;
  if (clustered_) {
    clusters_ = 1 + static_cast<Eigen::Index>(*std::ranges::max_element(regression.clusters));
  }
  const auto cluster_of = [&](Eigen::Index row) {
    return clustered_ ? static_cast<Eigen::Index>(regression.clusters[static_cast<std::size_t>(row)]) : row;
  };
  Eigen::MatrixXd scores = Eigen::MatrixXd::Zero(clusters_, p);
  if (bias_reduced_) {
    products_.assign(static_cast<std::size_t>(clusters_), Eigen::MatrixXd::Zero(p, p));
  }
  for (Eigen::Index row = 0; row < respondents_; ++row) {
    double factor = 1;
    if (kind == Robust::Hc2 || kind == Robust::Hc3) {
      const double leverage = x.row(row) * bread_ * x.row(row).transpose();
      factor = kind == Robust::Hc2 ? 1 / std::sqrt(1 - leverage) : 1 / (1 - leverage);
    }
    scores.row(cluster_of(row)) += factor * residuals[row] * x.row(row);
    if (bias_reduced_) {
      products_[static_cast<std::size_t>(cluster_of(row))].noalias() += x.row(row).transpose() * x.row(row);
    }
  }
  if (bias_reduced_) {
    const Roots roots = roots_of(bread_);
    for (Eigen::Index g = 0; g < clusters_; ++g) {
      adjustment_.push_back(adjustment(products_[static_cast<std::size_t>(g)], roots));
      scores.row(g) = (adjustment_.back() * scores.row(g).transpose()).transpose().eval();
    }
  }
  return scores;
}

RobustCovariance::RobustCovariance(const Regression& regression, Robust kind)
    : respondents_(regression.predictors.rows()),
      clustered_(!regression.clusters.empty() && !ignores_clusters(kind)),
      bias_reduced_(kind == Robust::Cr2) {
  const Eigen::MatrixXd each = scores(regression, kind);
  const auto n = static_cast<double>(respondents_);
  const auto p = static_cast<double>(regression.predictors.cols());
  const auto g = static_cast<double>(clusters_);
  const double scale = kind == Robust::Hc1 ? n / (n - p) : kind == Robust::Stata ? g / (g - 1) * (n - 1) / (n - p) : 1;
  covariance_ = scale * bread_ * (each.transpose() * each) * bread_;
}

double RobustCovariance::df(const Eigen::VectorXd& combination) const {
  if (!bias_reduced_) {
    return static_cast<double>(clustered_ ? clusters_ - 1 : respondents_ - combination.size());
  }
  double trace = 0;
  double squares = 0;
  Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(combination.size(), combination.size());
  for (std::size_t g = 0; g < products_.size(); ++g) {
    const Eigen::VectorXd left = adjustment_[g].transpose() * (bread_ * combination);
    const Eigen::VectorXd along = products_[g] * left;  // (q_g X_g)'
    const double length = left.dot(along);
    const double explained = along.dot(bread_ * along);
    trace += length - explained;
    squares += length * length - 2 * length * explained;
    sum.noalias() += along * along.transpose();
  }
  const Eigen::MatrixXd crossed = sum * bread_;
  squares += (crossed * crossed).trace();
  return trace * trace / squares;
}

}  // namespace kith::num
