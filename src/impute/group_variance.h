// How far groups differ, drawn from its posterior given the groups' effects: tau^2 = (nu s + sum u^2) / chi^2(nu + G),
// a scaled inverse chi-squared prior with nu = 2 that lets it be neither 0 nor without bound when the groups are few
// (Gelman et al. 2013, section 5.4 and appendix A).
#pragma once

#include <Eigen/Core>

#include "num/random.h"

namespace kith::impute {

double draw_group_variance(const Eigen::VectorXd& effects, double prior_scale, num::Random& random);

// A draw from chi-squared by inversion; df > 0.
double draw_chi_squared(double df, num::Random& random);

}  // namespace kith::impute
