// How the R package binom comes to some limits of a proportion: near the exact ones, by roads that stop early.
//
//   lrt      uniroot, which stops within 1.2e-4 (the fourth root of the machine's epsilon) of the limit
//   profile  steps of the log-odds until the root of the deviance is beyond the level, a spline through them (Forsythe,
//            Malcolm and Moler 1977) at three times as many equally spaced proportions, and a line between those
//   bayes    the height of the posterior density halved until what lies above it is right within 1.5e-8, its ends found
//            within as much
//
// The first two solve the equation of num::binomial_likelihood_ratio, the last that of num::binomial_highest_density.
// `within` is how far from its solution the road may end, so that what Kith answers can be held to R's figure, and the
// figure to the equation.
#pragma once

#include "num/binomial.h"

namespace kith::oracles {

struct NearLimits {
  num::Limits limits;
  double within = 0;  // of either
};

NearLimits binom_lrt(double x, double n, double tail);
// With 0 and n of n, half a person more in a base of one more.
NearLimits binom_profile(double x, double n, double tail);
// x neither 0 nor n.
NearLimits binom_bayes(double x, double n, double tail);

}  // namespace kith::oracles
