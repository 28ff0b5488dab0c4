#include "compare/adjusted.h"

#include "compare/comparer.h"

namespace kith::compare {

finding::Finding figure(const Side& side, double level) {
  return figure_of(Sample(side), level);
}

AdjustedComparison compare_adjusted(const Side& participants, const Side& benchmark,
                                    const std::vector<Characteristic>& characteristics, const AdjustOptions& options) {
  const Sample other(benchmark);
  Comparer comparer(participants, other, options);
  comparer.adjust(characteristics);
  return comparer.result();
}

}  // namespace kith::compare
