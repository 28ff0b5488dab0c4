#include "model/quadratic_form.h"

#include <algorithm>
#include <functional>

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>

#include "base/problem.h"

namespace kith::model {

double quadratic(const Eigen::VectorXd& b, const Eigen::MatrixXd& v) {
  const Eigen::VectorXd scale = v.diagonal().cwiseSqrt().cwiseInverse();
  const Eigen::VectorXd scaled = scale.cwiseProduct(b);
  const Eigen::LDLT<Eigen::MatrixXd> factor(Eigen::MatrixXd(scale.asDiagonal() * v * scale.asDiagonal()));
  if (!scaled.allFinite() || !(factor.vectorD().minCoeff() > 1e-14)) {
    throw Error(
        {"singular-covariance",
         "the covariance of these coefficients has less rank than there are coefficients: the test does not exist",
         {},
         "more terms than clusters? test fewer terms at a time"});
  }
  return scaled.dot(factor.solve(scaled));
}

std::vector<double> misspecification(const Eigen::MatrixXd& v0, const Eigen::MatrixXd& v) {
  const Eigen::GeneralizedSelfAdjointEigenSolver<Eigen::MatrixXd> solver(v, v0, Eigen::EigenvaluesOnly);
  std::vector<double> lambda(solver.eigenvalues().begin(), solver.eigenvalues().end());
  std::sort(lambda.begin(), lambda.end(), std::greater<>());
  return lambda;
}

}  // namespace kith::model
