#include "num/leverage.h"

#include <algorithm>
#include <cmath>

#include <Eigen/Eigenvalues>
#include <Eigen/QR>

namespace kith::num {

Eigen::MatrixXd leverage_power(const Eigen::MatrixXd& u, const Eigen::MatrixXd& s, double power,
                               const Eigen::MatrixXd& columns) {
  constexpr double alone = 1e-10;
  if (u.rows() == 0) {  // a cluster that the domain has nobody of
    return columns;
  }
  const Eigen::Index rank = std::min(u.rows(), u.cols());
  const Eigen::HouseholderQR<Eigen::MatrixXd> qr(u);
  const Eigen::MatrixXd q = qr.householderQ() * Eigen::MatrixXd::Identity(u.rows(), rank);
  const Eigen::MatrixXd r = qr.matrixQR().topRows(rank).triangularView<Eigen::Upper>();
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(Eigen::MatrixXd::Identity(rank, rank) -
                                                              r * s * r.transpose());
  const Eigen::VectorXd change =
      solver.eigenvalues().unaryExpr([&](double left) { return (left > alone ? std::pow(left, power) : 0) - 1; });
  const Eigen::MatrixXd along = q * solver.eigenvectors();
  return columns + along * (change.asDiagonal() * (along.transpose() * columns));
}

std::vector<std::vector<Eigen::Index>> cluster_rows(std::span<const std::uint32_t> clusters, Eigen::Index rows) {
  const std::size_t count =
      clusters.empty() ? static_cast<std::size_t>(rows) : 1 + std::size_t{*std::ranges::max_element(clusters)};
  std::vector<std::vector<Eigen::Index>> result(count);
  for (Eigen::Index row = 0; row < rows; ++row) {
    const auto place = static_cast<std::size_t>(row);
    result[clusters.empty() ? place : clusters[place]].push_back(row);
  }
  return result;
}

}  // namespace kith::num
