// What is to be done to the weights before anything is estimated: non-response, then known totals, then trimming.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "design/distance.h"
#include "design/margin_total.h"
#include "design/weighting_choices.h"

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
  // These go with linear, logit, and rake, which then is solved as a calibration (calibrate.h).
  std::optional<Bounds> bounds{};
  BoundsOn bounds_on = BoundsOn::Factor;
  std::optional<Bounds> trim_factors{};  // once they are found, so the margins are met no longer
  std::string variance{};                // an expression: how far respondents vary about the margins; empty: all alike
  FactorOf factor_of = FactorOf::Respondent;
  Unmet unmet = Unmet::Refuse;
  // On the weights, when all else is done.
  std::optional<Bounds> trim{};
  Rounds rounds = Rounds::Until;
  TrimOf trim_of = TrimOf::Sample;

  bool empty() const { return nonresponse.responded.empty() && margins.empty() && !trim; }
  // Asks for what only the equations of a calibration can do.
  bool calibrates() const { return bounds || trim_factors || !variance.empty() || factor_of == FactorOf::Cluster; }
};

}  // namespace kith::design
