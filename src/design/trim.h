// Trimming: weights outside the limits are set to the nearer limit, and what that takes (or gives) is shared equally by
// the others, so that the sum of the weights stays.
//
// The others may leave the limits by their share. Once leaves them there; Until repeats it for them, those trimmed
// before staying where they are, so every round settles at least one weight and the rounds are never more than the
// respondents (R survey 4.5: trimWeights, strict = TRUE). When nobody is left to take the rest, the same amount is
// added to every weight as far as the limits allow; and when no weights within the limits have this sum, that is an
// Error. Those with a weight of 0 are no part of the sample and stay out. Trimming leaves no record: it brings bias and
// no auxiliary information (Potter 1990).
#pragma once

#include <memory>
#include <span>

#include "design/calibration.h"
#include "design/distance.h"
#include "design/weighting_choices.h"

namespace kith::design {

struct TrimOptions {
  Bounds limits{};
  Rounds rounds = Rounds::Until;
  TrimOf of = TrimOf::Sample;
};

std::shared_ptr<const Calibration> trim(std::span<const double> weights, const TrimOptions& options);

}  // namespace kith::design
