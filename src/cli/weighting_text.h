// What a weighting did, on the analyst's screen: how uneven the weights are, and what each margin comes to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "design/weight_diagnostics.h"

namespace kith::cli {

struct WeightingDone {
  std::string file;                // that was written
  std::string column;              // the new weight
  std::vector<std::string> steps;  // "raking to sex and region"
  design::WeightSpread before, after;
  std::vector<design::TargetReached> targets;
};

std::string weighting_table(const WeightingDone& done);
// {"weighting": {"file": .., "column": .., "steps": [..], "before": {..}, "after": {..}, "margins": [..]}}
std::string weighting_json(const WeightingDone& done);
// One row a fact: item, respondents, target, before, after.
std::string weighting_csv(const WeightingDone& done);

}  // namespace kith::cli
