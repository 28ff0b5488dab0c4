#include "design/trim.h"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/problem.h"
#include "base/text.h"
#include "design/adjustment.h"
#include "num/sum.h"

namespace kith::design {

namespace {

std::string limits_text(const Bounds& limits) {
  return fmt::format("{} and {}", text::exact(limits.low), text::exact(limits.high));
}

// The same amount added to every weight, as far as the limits allow, so that the sum stays: what trimming from both
// sides comes to when those at the limits must give way again. The sum grows with the amount, so it is found by
// halving.
std::vector<double> shifted(std::span<const double> weights, std::span<const std::uint8_t> sample,
                            const Bounds& limits) {
  num::Sum sum;
  double smallest = std::numeric_limits<double>::infinity();
  double largest = -smallest;
  double people = 0;
  for (std::size_t row = 0; row < weights.size(); ++row) {
    if (sample[row] != 0) {
      sum += weights[row];
      smallest = std::min(smallest, weights[row]);
      largest = std::max(largest, weights[row]);
      people += 1;
    }
  }
  if (sum.value() < people * limits.low || sum.value() > people * limits.high) {
    throw Error({"cannot-trim",
                 fmt::format("no weights between {} add up to {}, the sum of the weights of {} respondents",
                             limits_text(limits), text::exact(sum.value()), people),
                 {},
                 "widen the limits"});
  }
  const auto at = [&](double amount, std::size_t row) {
    return sample[row] != 0 ? std::clamp(weights[row] + amount, limits.low, limits.high) : weights[row];
  };
  double less = limits.low - largest;
  double more = limits.high - smallest;
  for (int halving = 0; halving < 200; ++halving) {
    const double middle = less + (more - less) / 2;
    num::Sum reached;
    for (std::size_t row = 0; row < weights.size(); ++row) {
      reached += sample[row] != 0 ? at(middle, row) : 0;
    }
    (reached.value() < sum.value() ? less : more) = middle;
  }
  std::vector<double> result(weights.size());
  for (std::size_t row = 0; row < result.size(); ++row) {
    result[row] = at(more, row);
  }
  return result;
}

// `sample` is 1 for those who are part of the sample.
std::vector<double> trimmed(std::span<const double> weights, std::span<const std::uint8_t> sample,
                            const TrimOptions& options) {
  const Bounds& limits = options.limits;
  std::vector<double> result(weights.begin(), weights.end());
  std::vector<std::uint8_t> settled(result.size());
  const auto outside = [&](double weight) { return weight < limits.low || weight > limits.high; };
  for (;;) {
    num::Sum taken;
    double others = 0;
    bool any = false;
    for (std::size_t row = 0; row < result.size(); ++row) {
      if (sample[row] == 0 || settled[row] != 0) {
        continue;
      }
      if (outside(result[row])) {
        any = true;
        const double limit = std::clamp(result[row], limits.low, limits.high);
        taken += result[row] - limit;
        result[row] = limit;
        settled[row] = 1;
      } else {
        others += 1;
      }
    }
    if (!any) {
      return result;
    }
    if (others == 0) {
      return shifted(weights, sample, limits);
    }
    for (std::size_t row = 0; row < result.size(); ++row) {
      result[row] += sample[row] != 0 && settled[row] == 0 ? taken.value() / others : 0;
    }
    if (options.rounds == Rounds::Once) {
      return result;
    }
  }
}

}  // namespace

std::shared_ptr<const Calibration> trim(std::span<const double> weights, const TrimOptions& options) {
  if (!(options.limits.low < options.limits.high)) {
    throw Error({"bad-bounds",
                 fmt::format("the limits {} leave no room", limits_text(options.limits)),
                 {},
                 "the lower one first"},
                Fault::Usage);
  }
  std::vector<std::uint8_t> sample(weights.size());
  std::ranges::transform(weights, sample.begin(), [](double weight) { return weight > 0 ? 1 : 0; });
  std::vector<double> result = options.of == TrimOf::Sample ? trimmed(weights, sample, options)
                                                            : std::vector<double>(weights.begin(), weights.end());
  const auto rule = [sample = std::move(sample), options](std::span<const double> others) {
    return trimmed(others, sample, options);
  };
  return std::make_shared<Adjustment>(std::move(result), rule, std::nullopt,
                                      "weights trimmed between " + limits_text(options.limits));
}

}  // namespace kith::design
