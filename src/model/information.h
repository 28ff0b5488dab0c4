// What a model costs and what it explains, under a design (Lumley and Scott 2015, "AIC and BIC for modeling with
// complex survey data", J. Surv. Stat. Methodol. 3; Lumley 2017, "Pseudo-R2 statistics under complex sampling", Aust.
// N. Z. J. Stat. 59). Deviances are of weights of mean 1.
//
//   AIC   deviance + k sum of lambda: each coefficient but the intercept counts as many parameters as the design makes
//         of it, lambda the eigenvalues of V0^-1 V (model/quadratic_form.h). The gaussian deviance has a free variance
//         s^2 = sum of w e^2 / N, N the sum of w: it is N (log(2 pi s^2) + 1), and s^2 is one parameter more, whose
//         lambda is the design's variance of s^2 over the working one, 2 s^4 / N
//   BIC   W + p log n + log det D + deviance of the maximal model, W the Wald statistic of what the model leaves out of
//         it and D = V0^-1 V of the same: the largest model serves as the yardstick of both
//   R^2   Cox and Snell's 1 - exp((deviance - null deviance) / N), and Nagelkerke's, which divides it by its largest
//         value 1 - exp(-null deviance / N)
#pragma once

#include "model/model.h"

namespace kith::model {

struct Aic {
  double effective = 0;  // parameters
  double value = 0;
  double mean_effect = 0;  // of lambda; 0 where nothing but the intercept was fitted
};

struct Bic {
  double parameters = 0;
  double value = 0;
  std::optional<double> effective_size;  // n over the geometric mean of the effects; none: nothing is left out
};

struct PseudoRSquared {
  double cox_snell = 0;
  double nagelkerke = 0;
};

// `per_parameter`: k.
Aic aic(const Model& model, double per_parameter = 2);
// Throws Error ("not-nested") where the model has a coefficient that the maximal one has not.
Bic bic(const Model& model, const Model& maximal);
// Of binomial and Poisson responses. Throws Error ("no-r-squared") for others.
PseudoRSquared pseudo_r_squared(const Model& model);

}  // namespace kith::model
