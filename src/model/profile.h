// Limits of a coefficient from its profile likelihood: all values at which the deviance, the other coefficients being
// fitted again, has risen by no more than is allowed.
//
// Under a design the rise of the working deviance at the true value is the chi-squared of one degree of freedom times
// lambda = V / V0, the design's variance of the coefficient over that of the working likelihood (Lumley and Scott
// 2014), so that the limits of a level rise by lambda t^2, t the quantile on the degrees of freedom of the residuals.
// V0 is of dispersion 1, as the deviance is.
//
// Both sides are roots by Brent's method, looked for from the estimate outwards in steps of a standard error.
#pragma once

#include <optional>

#include "model/model.h"

namespace kith::model {

struct ProfileLimits {
  std::optional<double> low;  // none: no value rises so far
  std::optional<double> high;
};

// Throws Error ("no-profile") for cumulative and penalised models and aliased coefficients.
ProfileLimits profile_limits(const Model& model, std::size_t coefficient, double rise);

// lambda t^2; `df`: none, those of the residuals. None without degrees of freedom.
std::optional<double> allowed_rise(const Model& model, std::size_t coefficient, double level,
                                   std::optional<double> df = std::nullopt);

}  // namespace kith::model
