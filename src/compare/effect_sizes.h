// Effect sizes of a comparison with their limits; the figures themselves are num/effect_sizes.h's.
//
// The ratio p / b has its interval on the log scale, exp(log(p / b) -+ t s), s the standard error of the log. By the
// delta method and with independent samples s^2 = (se_p / p)^2 + (se_b / b)^2; where they share something the caller
// has s. The E-value of an interval of the ratio is that of the limit nearer to 1, and 1 where the interval holds 1
// (VanderWeele and Ding 2017).
#pragma once

#include <optional>

#include "finding/finding.h"
#include "num/effect_sizes.h"

namespace kith::compare {

using num::cohen_h;
using num::e_value;

double e_value(const finding::Interval& ratio);

// None where a share is 0 or there are no degrees of freedom. `log_error` is the standard error of log(share /
// benchmark).
std::optional<finding::Interval> ratio_interval(double share, double benchmark, double log_error, double df,
                                                double level);

}  // namespace kith::compare
