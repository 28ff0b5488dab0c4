#include "compare/effect_sizes.h"

#include <cmath>

#include "num/distribution.h"

namespace kith::compare {

double e_value(const finding::Interval& ratio) {
  if (ratio.low <= 1 && ratio.high >= 1) {
    return 1;
  }
  return e_value(ratio.low > 1 ? ratio.low : ratio.high);
}

std::optional<finding::Interval> ratio_interval(double share, double benchmark, double log_error, double df,
                                                double level) {
  const auto t = num::t_quantile(0.5 + level / 2, df);
  if (!t || !(share > 0) || !(benchmark > 0) || !std::isfinite(log_error)) {
    return std::nullopt;
  }
  const double log_ratio = std::log(share / benchmark);
  return finding::Interval{std::exp(log_ratio - *t * log_error), std::exp(log_ratio + *t * log_error), level, "log"};
}

}  // namespace kith::compare
