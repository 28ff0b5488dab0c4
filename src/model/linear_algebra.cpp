#include "model/linear_algebra.h"

#include <algorithm>
#include <cmath>

#include <Eigen/Cholesky>

#include "base/problem.h"

namespace kith::model {

namespace {

std::vector<std::uint8_t> aliased_columns(const Eigen::MatrixXd& information, double tolerance) {
  const Eigen::Index size = information.cols();
  std::vector<std::uint8_t> aliased(static_cast<std::size_t>(size));
  Eigen::MatrixXd lower = Eigen::MatrixXd::Zero(size, size);
  for (Eigen::Index j = 0; j < size; ++j) {
    for (Eigen::Index k = 0; k < j; ++k) {
      if (aliased[static_cast<std::size_t>(k)] == 0) {
        lower(j, k) = (information(j, k) - lower.row(j).head(k).dot(lower.row(k).head(k))) / lower(k, k);
      }
    }
    const double left = information(j, j) - lower.row(j).head(j).squaredNorm();
    if (left > tolerance * information(j, j)) {
      lower(j, j) = std::sqrt(left);
    } else {
      aliased[static_cast<std::size_t>(j)] = 1;
      lower.row(j).setZero();
    }
  }
  return aliased;
}

}  // namespace

std::size_t Solver::rank() const {
  return static_cast<std::size_t>(std::count(aliased.begin(), aliased.end(), std::uint8_t{0}));
}

Solver solver_of(const Eigen::MatrixXd& information, const std::vector<std::uint8_t>& known, double tolerance) {
  if (!information.allFinite()) {
    throw Error({"singular", "the model cannot be fitted: its equations have no finite solution", {}, ""});
  }
  Solver solver{known.empty() ? aliased_columns(information, tolerance) : known, {}};
  std::vector<Eigen::Index> kept;
  for (Eigen::Index j = 0; j < information.cols(); ++j) {
    if (solver.aliased[static_cast<std::size_t>(j)] == 0) {
      kept.push_back(j);
    }
  }
  if (kept.empty()) {
    throw Error({"singular", "the model cannot be fitted: no column of it varies", {}, ""});
  }
  // Brought to a diagonal of 1, so that units do not matter.
  const auto size = static_cast<Eigen::Index>(kept.size());
  const Eigen::VectorXd scale = information.diagonal()(kept).cwiseMax(1e-300).cwiseSqrt().cwiseInverse();
  const Eigen::MatrixXd scaled = scale.asDiagonal() * Eigen::MatrixXd(information(kept, kept)) * scale.asDiagonal();
  const Eigen::LDLT<Eigen::MatrixXd> factor(scaled);
  if (!(factor.vectorD().minCoeff() > 1e-15)) {
    throw Error(
        {"singular", "the model cannot be fitted: some of its columns say nothing under these weights", {}, ""});
  }
  Eigen::MatrixXd inverse =
      scale.asDiagonal() * factor.solve(Eigen::MatrixXd::Identity(size, size)) * scale.asDiagonal();
  inverse = (inverse + inverse.transpose().eval()) / 2;
  solver.inverse = Eigen::MatrixXd::Zero(information.rows(), information.cols());
  solver.inverse(kept, kept) = inverse;
  if (!solver.inverse.allFinite()) {
    throw Error({"singular", "the model cannot be fitted: its equations have no finite solution", {}, ""});
  }
  return solver;
}

}  // namespace kith::model
