// Limits of what divides two independent proportions, x1 of n1 and x2 of n2: their difference, ratio and odds ratio.
//
//   newcombe        the difference from the two Wilson intervals: d - sqrt((p1 - l1)^2 + (u2 - p2)^2), and likewise up
//                   (Newcombe 1998b, method 10); newcombe_corrected from those with continuity correction (method 11)
//   wald            d -+ z sqrt(p1 q1/n1 + p2 q2/n2), cut at -1 and 1; wald_corrected with Yates' continuity
//   correction,
//                   half of 1/n1 + 1/n2 but no more than |d| (R: prop.test)
//   agresti_caffo   wald after one more success and one more failure in each group (Agresti and Caffo 2000)
//   score           all differences that the score test does not reject, variance under the restricted maximum
//                   likelihood (Mee 1984); miettinen_nurminen with N/(N - 1) (Miettinen and Nurminen 1985)
//   risk_ratio_score, odds_ratio_score   the same for p1/p2 (Koopman 1984) and for the odds ratio (Cornfield 1956);
//                   *_miettinen_nurminen with N/(N - 1)
//   risk_ratio_log, odds_ratio_logit   wald on the log scale (Katz et al. 1978; Woolf 1955); *_adjusted after half a
//   person
//                   more in every count, and in every base of the ratio (Walter 1975) or in every cell (Gart 1966). The
//                   plain ones are none where a count, or of the odds a cell, is 0
//
// None where a count does not fit its base, or the tail, (1 - level) / 2, is not in (0, 1/2).
#pragma once

#include <optional>

#include "num/binomial.h"

namespace kith::num {

struct TwoProportions {
  double x1 = 0;
  double n1 = 0;
  double x2 = 0;
  double n2 = 0;
};

std::optional<Limits> difference_newcombe(const TwoProportions& counts, double tail);
std::optional<Limits> difference_newcombe_corrected(const TwoProportions& counts, double tail);
std::optional<Limits> difference_wald(const TwoProportions& counts, double tail);
std::optional<Limits> difference_wald_corrected(const TwoProportions& counts, double tail);
std::optional<Limits> difference_agresti_caffo(const TwoProportions& counts, double tail);
std::optional<Limits> difference_score(const TwoProportions& counts, double tail);
std::optional<Limits> difference_miettinen_nurminen(const TwoProportions& counts, double tail);
// Above 0; an upper limit of infinity where the second proportion may be 0.
std::optional<Limits> risk_ratio_score(const TwoProportions& counts, double tail);
std::optional<Limits> odds_ratio_score(const TwoProportions& counts, double tail);
std::optional<Limits> risk_ratio_miettinen_nurminen(const TwoProportions& counts, double tail);
std::optional<Limits> odds_ratio_miettinen_nurminen(const TwoProportions& counts, double tail);
std::optional<Limits> risk_ratio_log(const TwoProportions& counts, double tail);
std::optional<Limits> risk_ratio_log_adjusted(const TwoProportions& counts, double tail);
std::optional<Limits> odds_ratio_logit(const TwoProportions& counts, double tail);
std::optional<Limits> odds_ratio_logit_adjusted(const TwoProportions& counts, double tail);

}  // namespace kith::num
