// The benchmark's respondents under the weights that bring them to one composition, and the part of the variance that
// comes from their own sample (adjusted.h has the formulas).
//
// Respondent j has the influence g_j (v_j - x_j' beta) on the adjusted figure b. Of several compositions that the same
// respondents are brought to, b_1, b_2, ..., the influence on the sum of f_k b_k is the sum of f_k times theirs, so
// that whoever is like the people of two groups counts in both, and what the b_k have in common is in the variance.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <Eigen/Core>

#include "compare/composition.h"
#include "compare/mover.h"
#include "compare/sample.h"

namespace kith::compare {

struct Brought {
  Composition composition;
  std::vector<double> weights;  // g
  Sample::At at;                // b, and v of each respondent
  Eigen::VectorXd beta;
  std::vector<double> residuals;  // v - x' beta of those who count, 0 of all others
  double effective = 0;           // base of the reweighted benchmark, Kish's
};

// None where the measure is not defined among those who count. Throws Error ("unreachable-total", "empty-level") for
// margins that cannot be met.
std::optional<Brought> bring(const Sample& benchmark, Composition composition, Reweighting method);

// b where the respondents have these weights of their own, brought to the same composition; NaN where it is not
// defined. Throws as `bring` does.
double figure_at(const Sample& benchmark, const Brought& brought, std::span<const double> weights, Reweighting method);

// g (v - x' beta) of each row.
Eigen::VectorXd influences_on(const Brought& brought);

struct Varied {
  VarianceOf spread;
  std::vector<std::string> lonely;  // strata of the benchmark with a single cluster
  bool known = true;
};

struct BroughtFigure {
  const Brought& brought;  // must outlive this
  double factor = 1;
};

// Of the sum of factor times b over the benchmark's own sample. Replicates are brought anew, each as often as there are
// figures.
Varied benchmark_variance(const Sample& benchmark, const std::vector<BroughtFigure>& figures, Reweighting method);

}  // namespace kith::compare
