// Totals that cannot be met, by name: levels without respondents, and iterations that did not get there, with the path.
#pragma once

#include <span>
#include <string_view>

#include <Eigen/Core>

#include "base/problem.h"
#include "design/auxiliaries.h"

namespace kith::design {

// How far each total is off, against 1 + its size.
Eigen::VectorXd misfit(const Eigen::VectorXd& reached, const Eigen::VectorXd& totals);

// Throws Error with every level that has a total and no respondents; `sums` are those of the weights.
void expect_respondents(const Auxiliaries& auxiliaries, const Eigen::VectorXd& sums);

// `what` is "raking"; `path` has the largest misfit after each step.
Problem unmet(std::string_view what, const Auxiliaries& auxiliaries, const Eigen::VectorXd& reached,
              std::span<const double> path);

}  // namespace kith::design
