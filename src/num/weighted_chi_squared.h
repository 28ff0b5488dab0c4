// The distribution of a weighted sum of chi-squared variables, Q = sum_i lambda_i X_i with X_i ~ chi-squared(1), and of
// Q / (chi-squared(d) / d): what a statistic of Rao and Scott (1981, 1984) follows under a design whose
// misspecification effects are the lambda_i, with a variance estimated on d degrees of freedom.
//
//   satterthwaite   a scaled chi-squared with the same mean and variance (Satterthwaite 1946)
//   saddlepoint     Lugannani and Rice's tail formula in the form of Kuonen (1999, Biometrika 86):
//                   relative error of about a hundredth deep in the tail
//   integration     the inversion of the moment generating function along a path through its saddle
//                   (Rice 1980, SIAM Journal on Scientific and Statistical Computing 1): to about
//                   1e-10 of the tail itself, however small it is
//
// P(Q / (X_d / d) > x) = P(Q - x/d X_d > 0), so that a denominator is one more term, of negative weight and d degrees
// of freedom. R counts a whole number of them; so does this, by cutting d off in that term.
#pragma once

#include <limits>
#include <optional>
#include <span>

namespace kith::num {

enum class SumApproximation { Satterthwaite, Saddlepoint, Integration };

// P(Q > x), or with finite df P(Q / (X_df / df) > x). None for weights that are all 0 or df <= 0.
std::optional<double> weighted_chi_squared_above(double x, std::span<const double> weights,
                                                 double df = std::numeric_limits<double>::infinity(),
                                                 SumApproximation approximation = SumApproximation::Saddlepoint);

}  // namespace kith::num
