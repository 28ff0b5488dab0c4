// Solving with an information matrix of which some columns may follow from those before them.
//
// R leaves such columns out one by one, in their order, and gives their coefficients no value (an alias). Here the
// Cholesky factor is made column by column; one whose remaining square is less than `tolerance` of what it was is
// aliased. R decides on the model matrix with 1e-11 (or less), which is 1e-22 on this scale and beyond what sums of
// squares can show; the tolerance here stands for columns that agree to six digits after the others are taken away.
#pragma once

#include <cstdint>
#include <vector>

#include <Eigen/Core>

namespace kith::model {

struct Solver {
  std::vector<std::uint8_t> aliased;  // 1 for columns that are left out
  Eigen::MatrixXd inverse;            // rows and columns of 0 for them

  std::size_t rank() const;
};

// `known`: the columns that were found aliased before; empty to look for them. Throws Error ("singular") where nothing
// can be solved.
Solver solver_of(const Eigen::MatrixXd& information, const std::vector<std::uint8_t>& known = {},
                 double tolerance = 1e-12);

}  // namespace kith::model
