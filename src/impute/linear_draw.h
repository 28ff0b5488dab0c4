// A linear regression drawn from its posterior (Rubin 1987, example 5.1; Schafer and Yucel 2002 for the groups).
//
// y = x b + u_g + e with e ~ N(0, sigma^2), u ~ N(0, tau^2), a flat prior on b but for a ridge of 1e-6 n sigma^-2,
// which only columns that follow from each other feel. Given tau^2 / sigma^2: sigma^2 = RSS / chi^2(n - columns), then
// (b, u) normal about their mode, then tau^2 given u for the next time.
#pragma once

#include <span>

#include "impute/grouped_equations.h"
#include "impute/predictor_rows.h"
#include "num/random.h"

namespace kith::impute {

struct LinearDraw {
  Coefficients mode;  // under the variance ratio that was given
  Coefficients drawn;
  double group_ratio = 0;  // sigma^2 / tau^2, drawn
};

constexpr double first_group_ratio = 19;  // an intra-cluster correlation of 0.05

// `y` has one entry for each of the rows and a spread of about 1.
LinearDraw draw_linear(const PredictorRows& x, std::span<const double> y, double group_ratio, int sweeps,
                       num::Random& random);

}  // namespace kith::impute
