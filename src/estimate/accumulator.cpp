#include "estimate/accumulator.h"

#include <utility>

#include "estimate/code_components.h"
#include "estimate/code_totals.h"
#include "estimate/value_totals.h"

namespace kith::estimate {

std::vector<std::unique_ptr<Accumulator>> accumulators(std::span<const Measure* const> measures,
                                                       const Breakdown& breakdown, const design::Design& design,
                                                       Scatter scatter) {
  const bool clusters = design.finest() == design::Finest::Cluster;
  std::vector<std::unique_ptr<Accumulator>> result;
  std::vector<CodeLanes> together;
  const auto fill_together = [&] {
    if (!together.empty()) {
      result.push_back(std::make_unique<CodeComponents>(std::exchange(together, {}), breakdown, design));
    }
  };
  for (const Measure* measure : measures) {
    std::optional<CodeLanes> lanes = code_lanes(*measure);
    const bool few = lanes && clusters && scatter == Scatter::Unwanted && lanes->width <= CodeComponents::widest;
    if (!few || (!together.empty() && lanes->width != together.front().width)) {
      fill_together();
    }
    if (few) {
      together.push_back(std::move(*lanes));
    } else if (lanes && clusters) {
      result.push_back(std::make_unique<CodeClusters>(std::move(*lanes), breakdown, design));
    } else if (lanes) {
      result.push_back(std::make_unique<CodeRespondents>(std::move(*lanes), breakdown, design));
    } else if (clusters) {
      result.push_back(std::make_unique<ValueClusters>(*measure, breakdown, design, scatter));
    } else {
      result.push_back(std::make_unique<ValueRespondents>(*measure, breakdown, design, scatter));
    }
  }
  fill_together();
  return result;
}

}  // namespace kith::estimate
