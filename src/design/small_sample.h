// Means, shares and ratios over few clusters: a variance without the downward bias that unequal clusters bring, and the
// degrees of freedom that it deserves (Bell and McCaffrey 2002, Survey Methodology 28; Pustejovsky and Tipton 2018,
// J. Bus. Econ. Stat. 36, "CR2").
//
// A quotient T_y / T_x is a weighted mean with the intercept alone as regressor: the leverage of cluster c is its share
// of the denominator in its stratum, h_c = x_c / x_h, and with the influences added up per cluster, t_c,
//
//   V = sum over strata of (1 - n_h/N_h) sum over clusters of (t_c - mean_h)^2 / (1 - h_c).
//
// With clusters of one size h_c = 1/n_h and this is the usual n_h / (n_h - 1). Of one stratum it is the CR2 of the
// regression on a constant, exactly. A sum of quotients over domains that do not overlap (a difference of two means) is
// the regression on their indicators: each quotient's influences are divided by the root of its own 1 - h_c before they
// are added. Where domains overlap this is an approximation.
//
// Degrees of freedom are Satterthwaite's, (tr M)^2 / tr M^2 with M the matrix of the quadratic form under a working
// model of independent respondents with variance 1/weight:
//
//   M = diag(sum_k d_ck) - sum_k b_k b_k',  d_ck = s_k^2 x_c / (X_k^2 (1 - h_c)),  b_ck = s_k x_c / (X_k sqrt((1 - h_c)
//   x_h)),
//
// X_k the whole denominator and s_k the factor of quotient k. With n clusters of one size that is n - 1.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "design/design.h"

namespace kith::design {

// Per group, ascending; groups without the domain may be left out.
struct Quotient {
  double slope = 1;                    // what it is multiplied by
  std::vector<GroupTotal> influences;  // on the quotient itself, weights included
  std::vector<GroupTotal> sizes;       // of the denominator
};

struct SmallSampleVariance {
  double variance = 0;
  double df = 0;
};

// None where the correction is not defined: respondents are the clusters, a stratum has a single cluster, or a
// denominator is not positive.
std::optional<SmallSampleVariance> small_sample_variance(const Design& design, std::span<const Quotient> quotients);

}  // namespace kith::design
