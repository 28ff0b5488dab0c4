// Limits of a difference from the limits of its two parts.
//
// With (l1, u1) the limits of a, (l2, u2) those of b and r the correlation of the two estimates, the limits of d = a -
// b are
//   d - sqrt((a - l1)^2 + (u2 - b)^2 - 2 r (a - l1) (u2 - b))
//   d + sqrt((u1 - a)^2 + (b - l2)^2 - 2 r (u1 - a) (b - l2))
// (Zou 2007, Psychological Methods 12, equation 15; Zou and Donner 2008 for r = 0, which with Wilson's limits is
// Newcombe's 1998 method 10). They keep the shape that each part's own limits have near 0 and 1.
#pragma once

#include "finding/finding.h"

namespace kith::compare {

struct WithLimits {
  double value = 0;
  double low = 0;
  double high = 0;
};

finding::Interval mover(const WithLimits& a, const WithLimits& b, double correlation, double level);

// What adding two independent variances leaves of their degrees of freedom (Satterthwaite 1946):
// (v1 + v2)^2 / (v1^2 / df1 + v2^2 / df2). Infinite degrees of freedom may go in; 0 where either has none.
struct VarianceOf {
  double variance = 0;
  double df = 0;
};
double satterthwaite(const VarianceOf& one, const VarianceOf& other);
VarianceOf sum_of(const VarianceOf& one, const VarianceOf& other);

}  // namespace kith::compare
