#include "estimate/accumulator.h"

#include "estimate/code_totals.h"
#include "estimate/value_totals.h"

namespace kith::estimate {

std::unique_ptr<Accumulator> accumulator(const Measure& measure, const Breakdown& breakdown,
                                         const design::Design& design, Scatter scatter) {
  const bool clusters = design.finest() == design::Finest::Cluster;
  if (auto lanes = code_lanes(measure)) {
    if (clusters) {
      return std::make_unique<CodeClusters>(std::move(*lanes), breakdown, design, scatter);
    }
    return std::make_unique<CodeRespondents>(std::move(*lanes), breakdown, design);
  }
  if (clusters) {
    return std::make_unique<ValueClusters>(measure, breakdown, design, scatter);
  }
  return std::make_unique<ValueRespondents>(measure, breakdown, design, scatter);
}

}  // namespace kith::estimate
