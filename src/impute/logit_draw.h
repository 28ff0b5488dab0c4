// A logistic regression drawn from a normal approximation to its posterior (Rubin 1987, section 5.3), with random
// effects of groups.
//
// Priors: slopes N(0, 2.5^2) on columns of spread about 1, the intercept N(0, 10^2) (Gelman, Jakulin, Pittau and Su
// 2008 use these scales with Cauchy's distribution), groups N(0, tau^2). With more than a few dozen answers they weigh
// nothing; where a column tells yes from no without exception they are what keeps the mode finite.
//
// The mode is found by Newton's method from `start`, until what the next step would be is short beside the posterior's
// own spread: step' H step < 0.001, where that of a draw is as many as there are columns. A step of length s is
// followed by one of about s^2 / sum w (the method converges quadratically), so that from the mode of the visit before
// one pass is mostly enough.
#pragma once

#include <cstdint>
#include <span>

#include "impute/grouped_equations.h"
#include "impute/predictor_rows.h"
#include "num/random.h"

namespace kith::impute {

struct LogitDraw {
  Coefficients mode;
  Coefficients drawn;
  double group_variance = 0;  // tau^2, drawn
};

constexpr double first_group_variance = 0.2;  // an intra-cluster correlation of 0.06

// `yes` has 1 or 0 for each of the rows. `start` may be empty. Several sweeps draw tau^2 and the coefficients in turn,
// about the mode of the first.
LogitDraw draw_logit(const PredictorRows& x, std::span<const std::uint8_t> yes, const Coefficients& start,
                     double group_variance, int sweeps, num::Random& random);

}  // namespace kith::impute
