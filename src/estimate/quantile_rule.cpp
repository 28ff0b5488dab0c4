#include "estimate/quantile_rule.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "base/problem.h"
#include "base/text.h"

namespace kith::estimate {

namespace {

// The answers on both sides of p on the step function W_k / W.
struct Around {
  double low;
  double high;
  std::size_t rank;  // of the lower one, from 1
  double to_low;     // p - W_k/W; exactly 0 where p is on a step
  double to_high;    // W_(k+1)/W - p
};

Around around(const Ranked& answers, double p) {
  const auto above = std::ranges::upper_bound(answers.cumulative, p * answers.total);
  const auto passed = static_cast<std::size_t>(above - answers.cumulative.begin());
  const std::size_t low = passed > 0 ? passed - 1 : 0;
  const std::size_t high = std::min(low + 1, answers.values.size() - 1);
  return {answers.values[low], answers.values[high], low + 1, p - answers.cumulative[low] / answers.total,
          answers.cumulative[high] / answers.total - p};
}

// Below the first step the lower answer has not been reached: to_low is negative, and the first answer is the quantile.
bool before_first(const Ranked& answers, double p) {
  return answers.cumulative.front() > p * answers.total;
}

double inverse(const Ranked& answers, double p) {
  const Around near = around(answers, p);
  return near.to_low == 0 ? near.low : before_first(answers, p) ? answers.values.front() : near.high;
}

double middle(const Ranked& answers, double p) {
  const Around near = around(answers, p);
  if (near.to_low == 0) {
    return (near.low + near.high) / 2;
  }
  return before_first(answers, p) ? answers.values.front() : near.high;
}

Ranked distinct(const Ranked& answers) {
  Ranked result;
  result.total = answers.total;
  for (std::size_t k = 0; k < answers.values.size(); ++k) {
    if (k > 0 && answers.values[k] == answers.values[k - 1]) {
      result.weights.back() += answers.weights[k];
      result.cumulative.back() = answers.cumulative[k];
    } else {
      result.values.push_back(answers.values[k]);
      result.weights.push_back(answers.weights[k]);
      result.cumulative.push_back(answers.cumulative[k]);
    }
  }
  return result;
}

double even(const Ranked& answers, double p) {
  const Ranked steps = distinct(answers);
  const Around near = around(steps, p);
  if (near.to_low == 0 && near.rank % 2 == 0) {
    return near.low;
  }
  return before_first(steps, p) ? steps.values.front() : near.high;
}

double on_lines(const Ranked& answers, double p) {
  const Around near = around(answers, p);
  const double between = near.to_low + near.to_high;
  if (before_first(answers, p) || between == 0) {
    return near.low;
  }
  const double share = near.to_low / between;
  return near.low * (1 - share) + near.high * share;
}

// Straight lines through (place(k), values[k]) for places that rise with k.
template <typename Place>
double through(const Ranked& answers, double p, const Place& place) {
  const std::size_t n = answers.values.size();
  if (n == 1 || p <= place(0)) {
    return answers.values.front();
  }
  if (p >= place(n - 1)) {
    return answers.values.back();
  }
  std::size_t low = 0;
  std::size_t high = n - 1;
  while (high - low > 1) {
    const std::size_t half = (low + high) / 2;
    (place(half) <= p ? low : high) = half;
  }
  const double share = (p - place(low)) / (place(high) - place(low));
  return answers.values[low] + share * (answers.values[high] - answers.values[low]);
}

double before(const Ranked& answers, std::size_t k) {
  return k > 0 ? answers.cumulative[k - 1] : 0;
}

double hf5(const Ranked& answers, double p) {
  return through(answers, p, [&](std::size_t k) {
    return (answers.cumulative[k] - answers.weights[k] / 2) / answers.cumulative.back();
  });
}

double hf6(const Ranked& answers, double p) {
  const double all = answers.cumulative.back() + answers.weights.back();
  return through(answers, p, [&](std::size_t k) { return answers.cumulative[k] / all; });
}

double hf7(const Ranked& answers, double p) {
  const double all = before(answers, answers.values.size() - 1);
  return through(answers, p, [&](std::size_t k) { return before(answers, k) / all; });
}

double hf8(const Ranked& answers, double p) {
  const double all = answers.cumulative.back() + answers.weights.back() / 3;
  return through(answers, p,
                 [&](std::size_t k) { return (before(answers, k) * 1 / 3 + answers.cumulative[k] * 2 / 3) / all; });
}

double hf9(const Ranked& answers, double p) {
  const double all = answers.cumulative.back() + answers.weights.back() / 4;
  return through(answers, p,
                 [&](std::size_t k) { return (before(answers, k) * 3 / 8 + answers.cumulative[k] * 5 / 8) / all; });
}

// The places need not rise with k, for the weights in them are not scaled; so all are looked at.
double shah_vaish(const Ranked& answers, double p) {
  const auto n = static_cast<double>(answers.values.size());
  std::vector<std::pair<double, double>> places;
  for (std::size_t k = 0; k < answers.values.size(); ++k) {
    const double heads = answers.cumulative[k] * n / answers.total;
    places.emplace_back((heads + 0.5 - answers.weights[k] / 2) / (n + 1), answers.values[k]);
  }
  std::ranges::stable_sort(places, {}, &std::pair<double, double>::first);
  const auto above = std::ranges::upper_bound(places, p, {}, &std::pair<double, double>::first);
  return above == places.begin() ? places.front().second : std::prev(above)->second;
}

constexpr std::array rules{
    QuantileRule{"math", inverse}, QuantileRule{"school", middle}, QuantileRule{"shahvaish", shah_vaish},
    QuantileRule{"hf1", inverse},  QuantileRule{"hf2", middle},    QuantileRule{"hf3", even},
    QuantileRule{"hf4", on_lines}, QuantileRule{"hf5", hf5},       QuantileRule{"hf6", hf6},
    QuantileRule{"hf7", hf7},      QuantileRule{"hf8", hf8},       QuantileRule{"hf9", hf9},
};

}  // namespace

Ranked ranked(std::span<const double> values, std::span<const double> weights, std::span<const std::uint32_t> order) {
  Ranked result;
  result.values.reserve(order.size());
  result.weights.reserve(order.size());
  result.cumulative.reserve(order.size());
  long double sum = 0;
  for (const std::uint32_t i : order) {
    if (weights[i] > 0) {
      sum += weights[i];
      result.values.push_back(values[i]);
      result.weights.push_back(weights[i]);
      result.cumulative.push_back(static_cast<double>(sum));
    }
  }
  sum = 0;
  for (const double weight : weights) {
    sum += weight;
  }
  result.total = static_cast<double>(sum);
  return result;
}

std::span<const QuantileRule> quantile_rules() {
  return rules;
}

const QuantileRule& quantile_rule(std::string_view name) {
  const auto found = std::ranges::find(rules, name, &QuantileRule::name);
  if (found == rules.end()) {
    std::vector<std::string> names(rules.size());
    std::ranges::transform(rules, names.begin(), &QuantileRule::name);
    throw Error(
        {"unknown-rule", fmt::format("there is no rule `{}` for quantiles", name), {}, text::suggestion(name, names)});
  }
  return *found;
}

}  // namespace kith::estimate
