// What a weighting did: how uneven the weights became, and how near they came to what is known.
//
// The effective number of respondents is (sum w)^2 / sum w^2 and the design effect of weighting n sum w^2 / (sum w)^2
// = 1 + cv^2 (Kish 1965, section 11.7): how many times larger the variance of a mean becomes that has nothing to do
// with the weights.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "design/auxiliaries.h"

namespace kith::design {

struct WeightSpread {
  std::int64_t respondents = 0;  // with a weight above 0
  double smallest = 0;           // of those
  double largest = 0;
  double sum = 0;
  double effective = 0;
  double design_effect = 0;  // 0 where nobody has a weight
};
WeightSpread weight_spread(std::span<const double> weights);

struct TargetReached {
  std::string margin;            // "sex"
  std::string auxiliary;         // "sex = F"
  std::int64_t respondents = 0;  // with a weight before
  double target = 0;
  double before = 0;  // the weighted total
  double after = 0;
};
std::vector<TargetReached> targets_reached(const Auxiliaries& auxiliaries, std::span<const double> before,
                                           std::span<const double> after);

}  // namespace kith::design
