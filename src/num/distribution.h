// Distribution functions and quantiles, to 15 digits (Boost.Math behind them, policies set so that nothing throws).
//
// Where a distribution does not exist (degrees of freedom <= 0, a probability outside [0, 1]) the answer is none, so
// that a caller cannot print limits that mean nothing. Infinite degrees of freedom are allowed: t becomes normal.
#pragma once

#include <optional>

namespace kith::num {

double normal_cdf(double x);
double normal_quantile(double p);  // p in (0, 1)

std::optional<double> t_cdf(double x, double df);
std::optional<double> t_quantile(double p, double df);

std::optional<double> beta_cdf(double x, double a, double b);
// a or b of exactly 0 is a point mass at 0 or at 1: what Clopper and Pearson's limits need at 0 and at n.
std::optional<double> beta_quantile(double p, double a, double b);

std::optional<double> f_cdf(double x, double df1, double df2);
std::optional<double> chi_squared_cdf(double x, double df);
std::optional<double> chi_squared_quantile(double p, double df);
// P(X > x), without losing small ones to the subtraction from 1.
std::optional<double> f_above(double x, double df1, double df2);
std::optional<double> chi_squared_above(double x, double df);

// P(|T| >= |t|) for Student's t; the normal for infinite df.
std::optional<double> t_two_sided(double t, double df);

}  // namespace kith::num
