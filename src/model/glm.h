// Weighted regression of a response on a model matrix by iterated reweighted least squares (Nelder and Wedderburn 1972;
// McCullagh and Nelder 1989, section 2.5): what weights alone say, before any design.
//
// Solves sum_i w_i x_i (y_i - mu_i) mu'_i / V_i = 0 with steps b += A^-1 g, where g is that sum and A = sum_i w_i x_i
// x_i' mu'_i^2 / V_i. One step is one pass over blocks of rows, made on the fly (model/matrix.h), on several threads in
// fixed pieces, so that the answer does not depend on their number.
//
// With many rows the first steps are taken on every k-th row, which is as good as all of them while the answer is far
// away. The steps end when the last was so small that the next can hardly be seen (canonical links converge
// quadratically), or, for other links, that the step itself cannot. The pass that collects what is known at the
// solution has one more step to give, which is taken. A step after which the deviance is larger is halved.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <Eigen/Core>

#include "model/family.h"
#include "model/matrix.h"
#include "num/parallel.h"

namespace kith::model {

// Everything has one entry a row; rows of weight 0 take no part.
struct GlmProblem {
  const ModelMatrix& x;
  std::span<const double> y;
  std::span<const double> weights;
  std::span<const double> offset;  // may be empty
  Family family;
};

struct GlmOptions {
  std::vector<double> start = {};          // coefficients to begin from
  std::vector<std::uint8_t> aliased = {};  // columns to leave out; empty: those that follow from others are found
  int most_iterations = 200;
  double deviance_change = 0;  // R's epsilon; 0: the rule above
  num::Threads threads = {};
};

struct GlmFit {
  Eigen::VectorXd coefficients;       // 0 where aliased
  std::vector<std::uint8_t> aliased;  // 1 for columns that follow from those before them
  Eigen::MatrixXd inverse;            // A^-1
  std::vector<double> scores;         // of each row w (y - mu) mu' / V: times x, its part in the equations
  double deviance = 0;
  double pearson_mean = 0;    // sum w r / sum w of Pearson residuals r = (y - mu) / sqrt(V)
  double pearson_square = 0;  // sum w r^2 / sum w
  int iterations = 0;
  bool converged = false;
  bool separated = false;     // a direction tells the two answers apart, so that no finite coefficients are best
  Eigen::VectorXd last_step;  // when separated: that direction
};

// Throws Error ("singular").
GlmFit fit_glm(const GlmProblem& problem, const GlmOptions& options = {});

// Linear predictors of every row, offset included; 0 for rows that are not present.
std::vector<double> linear_predictors(const ModelMatrix& x, const Eigen::VectorXd& coefficients,
                                      std::span<const double> offset);

}  // namespace kith::model
