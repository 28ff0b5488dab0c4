// What is to be done to the weights before anything is estimated: non-response, then known totals, then trimming.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "design/distance.h"
#include "design/margin_total.h"

namespace kith::design {

enum class WeightingMethod { PostStratify, Rake, Linear, Logit, Entropy };

// "poststratify", "rake", "linear", "logit", "entropy".
std::string_view to_string(WeightingMethod method);
std::optional<WeightingMethod> weighting_method(std::string_view name);

enum class NonresponseBy { Cells, Model };

struct Nonresponse {
  std::string responded{};  // an expression that is true for those who responded; empty: everybody did
  std::vector<std::string> margins{};
  NonresponseBy by = NonresponseBy::Cells;
};

struct Weighting {
  Nonresponse nonresponse{};
  std::vector<MarginTotal> margins{};
  // None: post-stratification to one margin of levels, raking to several, linear where one is a number.
  std::optional<WeightingMethod> method{};
  std::optional<Bounds> bounds{};  // on the factors; linear, logit, and rake, which then is solved as a calibration
  std::optional<Bounds> trim{};    // on the weights, until nobody is outside

  bool empty() const { return nonresponse.responded.empty() && margins.empty() && !trim; }
};

}  // namespace kith::design
