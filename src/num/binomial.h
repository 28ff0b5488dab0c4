// Limits of one proportion, x of n, as the textbooks name them. `tail` is (1 - level) / 2; x need not be whole.
//
//   exact           Clopper and Pearson (1934)
//   wald            p -+ z sqrt(p (1 - p) / n); not cut at 0 and 1
//   wilson          the score interval (Wilson 1927)
//   wilson_corrected  with Yates' continuity correction (Newcombe 1998a, method 4; R: prop.test)
//   agresti_coull   wald about (x + z^2/2) / (n + z^2) (Agresti and Coull 1998); not cut
//   jeffreys        equal tails of Beta(x + 1/2, n - x + 1/2) (Brown, Cai and DasGupta 2001)
//   highest_density the shortest interval of the same distribution (R: binom.bayes)
//   logit, probit, cloglog   wald on the scale log(p/(1-p)), the normal quantile of p, log(-log p); at 0 and n the
//   exact
//                   interval stands in for them
//   likelihood_ratio  all p with 2 log(L(p0)/L(p)) <= z^2 (R: binom.lrt, and binom.profile but for its spline)
#pragma once

#include <optional>

namespace kith::num {

struct Limits {
  double low = 0;
  double high = 0;
};

using BinomialInterval = std::optional<Limits> (*)(double x, double n, double tail);

// None where n is not positive, x is not in [0, n] or the tail not in (0, 1/2).
std::optional<Limits> binomial_exact(double x, double n, double tail);
std::optional<Limits> binomial_wald(double x, double n, double tail);
std::optional<Limits> binomial_wilson(double x, double n, double tail);
std::optional<Limits> binomial_wilson_corrected(double x, double n, double tail);
std::optional<Limits> binomial_agresti_coull(double x, double n, double tail);
std::optional<Limits> binomial_jeffreys(double x, double n, double tail);
std::optional<Limits> binomial_highest_density(double x, double n, double tail);
std::optional<Limits> binomial_logit(double x, double n, double tail);
std::optional<Limits> binomial_probit(double x, double n, double tail);
std::optional<Limits> binomial_cloglog(double x, double n, double tail);
std::optional<Limits> binomial_likelihood_ratio(double x, double n, double tail);

}  // namespace kith::num
