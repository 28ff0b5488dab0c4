#include "compare/adjusted.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "compare/comparer.h"

namespace kith::compare {

bool lacks_level(const AdjustedComparison& comparison) {
  return comparison.refusal && comparison.refusal->code == "margin-not-met";
}

finding::Comparison::Adjusted carried(const AdjustedComparison& found, std::string method,
                                      std::vector<std::string> characteristics) {
  const Contrast contrast = found.adjusted.value_or(Contrast{});
  const Reweighted done = found.reweighted.value_or(Reweighted{});
  return {.method = std::move(method),
          .characteristics = std::move(characteristics),
          .value = contrast.benchmark,
          .difference = contrast.difference,
          .interval = contrast.interval,
          .p = contrast.p,
          .q = {},
          .e_value = contrast.e_value,
          .e_value_limit = contrast.e_value_limit,
          .verdict = contrast.verdict,
          .effective = done.effective,
          .largest_weight = done.largest_factor,
          .balance = std::max(std::abs(done.after.standardised), std::abs(done.after_pairs.standardised))};
}

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
