// Quadratic forms in coefficients or scores, and what a design makes of their distribution.
#pragma once

#include <vector>

#include <Eigen/Core>

namespace kith::model {

// b' V^-1 b. Throws Error ("singular-covariance") where V has less rank than b has numbers.
double quadratic(const Eigen::VectorXd& b, const Eigen::MatrixXd& v);

// Eigenvalues of V0^-1 V, largest first: the weights of the chi-squared variables whose sum b' V0^-1 b follows when b
// has the covariance V (Rao and Scott 1984).
std::vector<double> misspecification(const Eigen::MatrixXd& v0, const Eigen::MatrixXd& v);

}  // namespace kith::model
