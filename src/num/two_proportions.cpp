#include "num/two_proportions.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>

#include "num/distribution.h"
#include "num/root.h"

namespace kith::num {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

bool fit(const TwoProportions& c, double tail) {
  return c.n1 > 0 && c.n2 > 0 && c.x1 >= 0 && c.x1 <= c.n1 && c.x2 >= 0 && c.x2 <= c.n2 && tail > 0 && tail < 0.5;
}

// Newcombe's way from the limits of both to those of the difference.
std::optional<Limits> hybrid(const TwoProportions& c, double tail, BinomialInterval interval) {
  if (!fit(c, tail)) {
    return std::nullopt;
  }
  const auto first = interval(c.x1, c.n1, tail);
  const auto second = interval(c.x2, c.n2, tail);
  if (!first || !second) {
    return std::nullopt;
  }
  const double p1 = c.x1 / c.n1;
  const double p2 = c.x2 / c.n2;
  return Limits{p1 - p2 - std::hypot(p1 - first->low, second->high - p2),
                p1 - p2 + std::hypot(first->high - p1, p2 - second->low)};
}

// The second proportion that is likeliest when the first is larger by `difference`: the root of a cubic (Miettinen and
// Nurminen 1985, appendix 1).
double restricted_second(const TwoProportions& c, double difference) {
  const double all = c.n1 + c.n2;
  const double l2 = (c.n1 + 2 * c.n2) * difference - all - c.x1 - c.x2;
  const double l1 = (c.n2 * difference - all - 2 * c.x2) * difference + c.x1 + c.x2;
  const double l0 = c.x2 * difference * (1 - difference);
  const double third = l2 / (3 * all);
  const double q = third * third * third - l1 * l2 / (6 * all * all) + l0 / (2 * all);
  const double size = std::sqrt(std::max(0.0, third * third - l1 / (3 * all)));
  const double p = q < 0 ? -size : size;
  if (p == 0) {
    return std::clamp(-third, 0.0, 1.0);
  }
  const double angle = (std::numbers::pi + std::acos(std::clamp(q / (p * p * p), -1.0, 1.0))) / 3;
  return std::clamp(2 * p * std::cos(angle) - third, std::max(0.0, -difference), std::min(1.0, 1 - difference));
}

std::optional<Limits> by_score(const TwoProportions& c, double tail, double inflation) {
  if (!fit(c, tail)) {
    return std::nullopt;
  }
  const double z = normal_quantile(1 - tail);
  const double observed = c.x1 / c.n1 - c.x2 / c.n2;
  const auto score = [&](double difference) {
    const double p2 = restricted_second(c, difference);
    const double p1 = p2 + difference;
    const double variance = std::max(0.0, inflation * (p1 * (1 - p1) / c.n1 + p2 * (1 - p2) / c.n2));
    const double away = observed - difference;
    return away == 0 ? 0 : variance > 0 ? away / std::sqrt(variance) : away > 0 ? 1e9 : -1e9;
  };
  constexpr double edge = 1 - 1e-12;
  const auto low = root([&](double d) { return score(d) - z; }, -edge, observed);
  const auto high = root([&](double d) { return score(d) + z; }, observed, edge);
  return Limits{low.value_or(-1), high.value_or(1)};
}

// Limits on the log scale of a ratio whose score falls as the ratio grows.
Limits of_ratio(const std::function<double(double)>& score, double z, bool zero, bool infinite) {
  constexpr double widest = 60;
  const auto limit = [&](double at) {
    return root([&](double y) { return score(std::exp(y)) - at; }, -widest, widest, 1e-12);
  };
  const auto low = zero ? std::nullopt : limit(z);
  const auto high = infinite ? std::nullopt : limit(-z);
  return {low ? std::exp(*low) : 0, high ? std::exp(*high) : infinity};
}

std::optional<Limits> by_ratio(const TwoProportions& c, double tail, double inflation) {
  if (!fit(c, tail) || c.x1 + c.x2 == 0) {
    return std::nullopt;
  }
  const auto score = [&](double ratio) {
    const double a = (c.n1 + c.n2) * ratio;
    const double b = (c.n1 + c.x2) * ratio + c.x1 + c.n2;
    const double p2 = 2 * (c.x1 + c.x2) / (b + std::sqrt(std::max(0.0, b * b - 4 * a * (c.x1 + c.x2))));
    const double p1 = ratio * p2;
    const double variance = p1 * (1 - p1) / c.n1 + ratio * ratio * p2 * (1 - p2) / c.n2;
    return (c.x1 / c.n1 - ratio * c.x2 / c.n2) / std::sqrt(std::max(1e-300, inflation * variance));
  };
  return of_ratio(score, normal_quantile(1 - tail), c.x1 == 0, c.x2 == 0);
}

// The second proportion that is likeliest under an odds ratio: the root of a quadratic, by the formula that does not
// subtract like numbers.
double restricted_second_by_odds(const TwoProportions& c, double odds) {
  const double all = c.x1 + c.x2;
  const double a = c.n2 * (odds - 1);
  const double b = c.n1 * odds + c.n2 - all * (odds - 1);
  const double root = std::sqrt(std::max(0.0, b * b + 4 * a * all));
  return std::clamp(b >= 0 ? 2 * all / (b + root) : (root - b) / (2 * a), 0.0, 1.0);
}

std::optional<Limits> by_odds(const TwoProportions& c, double tail, double inflation) {
  const double all = c.x1 + c.x2;
  if (!fit(c, tail) || all == 0 || all == c.n1 + c.n2) {
    return std::nullopt;
  }
  const auto score = [&](double odds) {
    const double p2 = restricted_second_by_odds(c, odds);
    const double p1 = std::clamp((all - c.n2 * p2) / c.n1, 0.0, 1.0);  // the total is held
    const double precision = 1 / (c.n1 * p1 * (1 - p1)) + 1 / (c.n2 * p2 * (1 - p2));
    const double away = c.x1 - c.n1 * p1;
    return away == 0 ? 0 : away * std::sqrt(precision / inflation);
  };
  return of_ratio(score, normal_quantile(1 - tail), c.x1 == 0 || c.x2 == c.n2, c.x2 == 0 || c.x1 == c.n1);
}

// Wald's limits of a ratio whose logarithm has `variance`.
Limits on_log_scale(double ratio, double variance, double tail) {
  const double reach = normal_quantile(1 - tail) * std::sqrt(variance);
  return {ratio * std::exp(-reach), ratio * std::exp(reach)};
}

// Wald's limits, `wider` on both sides.
std::optional<Limits> by_wald(const TwoProportions& c, double tail, double wider) {
  if (!fit(c, tail)) {
    return std::nullopt;
  }
  const double p1 = c.x1 / c.n1;
  const double p2 = c.x2 / c.n2;
  const double reach = wider + normal_quantile(1 - tail) * std::sqrt(p1 * (1 - p1) / c.n1 + p2 * (1 - p2) / c.n2);
  return Limits{std::max(-1.0, p1 - p2 - reach), std::min(1.0, p1 - p2 + reach)};
}

// Miettinen and Nurminen's factor of the variance.
double unbiased(const TwoProportions& counts) {
  const double all = counts.n1 + counts.n2;
  return all / (all - 1);
}

}  // namespace

std::optional<Limits> difference_newcombe(const TwoProportions& counts, double tail) {
  return hybrid(counts, tail, binomial_wilson);
}

std::optional<Limits> difference_newcombe_corrected(const TwoProportions& counts, double tail) {
  return hybrid(counts, tail, binomial_wilson_corrected);
}

std::optional<Limits> difference_wald(const TwoProportions& counts, double tail) {
  return by_wald(counts, tail, 0);
}

std::optional<Limits> difference_wald_corrected(const TwoProportions& c, double tail) {
  const double half = (1 / c.n1 + 1 / c.n2) / 2;
  return by_wald(c, tail, std::min(half, std::fabs(c.x1 / c.n1 - c.x2 / c.n2)));
}

std::optional<Limits> difference_agresti_caffo(const TwoProportions& c, double tail) {
  return fit(c, tail) ? difference_wald({c.x1 + 1, c.n1 + 2, c.x2 + 1, c.n2 + 2}, tail) : std::nullopt;
}

std::optional<Limits> difference_score(const TwoProportions& counts, double tail) {
  return by_score(counts, tail, 1);
}

std::optional<Limits> difference_miettinen_nurminen(const TwoProportions& counts, double tail) {
  return by_score(counts, tail, unbiased(counts));
}

std::optional<Limits> risk_ratio_score(const TwoProportions& counts, double tail) {
  return by_ratio(counts, tail, 1);
}

std::optional<Limits> risk_ratio_miettinen_nurminen(const TwoProportions& counts, double tail) {
  return by_ratio(counts, tail, unbiased(counts));
}

std::optional<Limits> odds_ratio_score(const TwoProportions& counts, double tail) {
  return by_odds(counts, tail, 1);
}

std::optional<Limits> odds_ratio_miettinen_nurminen(const TwoProportions& counts, double tail) {
  return by_odds(counts, tail, unbiased(counts));
}

std::optional<Limits> risk_ratio_log(const TwoProportions& c, double tail) {
  if (!fit(c, tail) || c.x1 == 0 || c.x2 == 0) {
    return std::nullopt;
  }
  return on_log_scale(c.x1 / c.n1 / (c.x2 / c.n2), 1 / c.x1 - 1 / c.n1 + 1 / c.x2 - 1 / c.n2, tail);
}

std::optional<Limits> risk_ratio_log_adjusted(const TwoProportions& c, double tail) {
  return fit(c, tail) ? risk_ratio_log({c.x1 + 0.5, c.n1 + 0.5, c.x2 + 0.5, c.n2 + 0.5}, tail) : std::nullopt;
}

std::optional<Limits> odds_ratio_logit(const TwoProportions& c, double tail) {
  const double rest1 = c.n1 - c.x1;
  const double rest2 = c.n2 - c.x2;
  if (!fit(c, tail) || c.x1 == 0 || c.x2 == 0 || rest1 == 0 || rest2 == 0) {
    return std::nullopt;
  }
  return on_log_scale(c.x1 * rest2 / (c.x2 * rest1), 1 / c.x1 + 1 / rest1 + 1 / c.x2 + 1 / rest2, tail);
}

std::optional<Limits> odds_ratio_logit_adjusted(const TwoProportions& c, double tail) {
  return fit(c, tail) ? odds_ratio_logit({c.x1 + 0.5, c.n1 + 1, c.x2 + 0.5, c.n2 + 1}, tail) : std::nullopt;
}

}  // namespace kith::num
