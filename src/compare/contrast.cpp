#include "compare/contrast.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "compare/benchmark.h"
#include "compare/effect_sizes.h"
#include "compare/mover.h"

namespace kith::compare {

namespace {

double relative_variance(const Measured& of) {
  return of.value > 0 ? of.variance / (of.value * of.value) : 0;
}

WithLimits with_limits(const Measured& of) {
  return of.interval ? WithLimits{of.value, of.interval->low, of.interval->high}
                     : WithLimits{of.value, of.value, of.value};
}

// From the variance of the difference and those of its parts.
double correlation(const ContrastInput& input) {
  const double scale = 2 * std::sqrt(input.participants.variance * input.benchmark.variance);
  if (!(scale > 0)) {
    return 0;
  }
  return std::clamp((input.participants.variance + input.benchmark.variance - input.variance) / scale, -1.0, 1.0);
}

void add_effect_sizes(const ContrastInput& input, Contrast& result) {
  const double share = input.participants.value;
  const double b = input.benchmark.value;
  if (!input.shares || share < 0 || share > 1 || b < 0 || b > 1) {
    return;
  }
  result.h = cohen_h(share, b);
  if (!(share > 0) || !(b > 0)) {
    return;
  }
  result.ratio = share / b;
  result.e_value = e_value(*result.ratio);
  result.ratio_interval = ratio_interval(share, b, std::sqrt(input.log_variance), input.df, input.level);
  if (result.ratio_interval) {
    result.e_value_limit = e_value(*result.ratio_interval);
  }
}

}  // namespace

ContrastInput independent(Measured participants, Measured benchmark) {
  ContrastInput input;
  input.variance = participants.variance + benchmark.variance;
  input.df = satterthwaite({participants.variance, participants.df}, {benchmark.variance, benchmark.df});
  input.log_variance = relative_variance(participants) + relative_variance(benchmark);
  input.participants = std::move(participants);
  input.benchmark = std::move(benchmark);
  return input;
}

Contrast contrast(const ContrastInput& input) {
  Contrast result;
  result.benchmark = input.benchmark.value;
  result.benchmark_interval = input.benchmark.interval;
  result.difference = input.participants.value - input.benchmark.value;
  add_effect_sizes(input, result);
  if (!input.participants.interval || !(input.df > 0)) {
    return result;
  }
  result.df = input.df;
  result.interval =
      mover(with_limits(input.participants), with_limits(input.benchmark), correlation(input), input.level);
  double variance = input.variance;
  const double b = input.benchmark.value;
  if (input.shares && !(input.participants.variance > 0)) {
    variance += b * (1 - b) / std::max(1.0, input.effective);
  }
  result.se = std::sqrt(variance);
  result.p = two_sided_p(result.difference, *result.se, input.df);
  if (result.p) {
    result.verdict = verdict(result.difference, result.interval, *result.p, input.smallest_difference);
  }
  return result;
}

}  // namespace kith::compare
