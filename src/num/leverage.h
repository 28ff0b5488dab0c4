// Powers of I - U S U' for one cluster, times some columns, where U has few columns.
//
// What a regression took from a cluster's residuals is of this form: I - H_gg with U = X_g and S = (X'X)^-1. The matrix
// is of the cluster's size, but it differs from I only along the columns of U: with U = Q R it is
// I + Q ((I - R S R')^power - I) Q', and nothing larger than the columns of U is taken apart.
//
// A direction that the cluster alone decides has an eigenvalue of 0 there; it is left out, as by the pseudo-inverse.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <Eigen/Core>

namespace kith::num {

// U: rows of the cluster x few; S: few x few, symmetric, such that I - U S U' has no negative eigenvalues.
Eigen::MatrixXd leverage_power(const Eigen::MatrixXd& u, const Eigen::MatrixXd& s, double power,
                               const Eigen::MatrixXd& columns);

// The rows of each cluster, 0 .. G-1; with no clusters each row is one.
std::vector<std::vector<Eigen::Index>> cluster_rows(std::span<const std::uint32_t> clusters, Eigen::Index rows);

}  // namespace kith::num
