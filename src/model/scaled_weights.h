// The design's weights as a model uses them: of mean 1 over the rows of `domain`, 0 for those who take no part.
// Likelihoods and deviances then count every respondent about once. R's svyglm has the domain with those who did not
// answer, its svyolr without them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/frame.h"

namespace kith::model {

std::vector<double> scaled_weights(const Frame& frame, std::span<const double> weights,
                                   std::span<const std::uint8_t> domain);

}  // namespace kith::model
