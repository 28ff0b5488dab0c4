#include "num/binomial.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "num/distribution.h"
#include "num/root.h"

namespace kith::num {

namespace {

bool is_count(double x, double n, double tail) {
  return n > 0 && x >= 0 && x <= n && tail > 0 && tail < 0.5;
}

// Wald limits on a scale and back; at 0 and n the exact ones. `error` is the standard error on the scale.
template <typename Scale, typename Error, typename Back>
std::optional<Limits> on_scale(double x, double n, double tail, const Scale& scale, const Error& error,
                               const Back& back) {
  if (!is_count(x, n, tail)) {
    return std::nullopt;
  }
  if (x == 0 || x == n) {
    return binomial_exact(x, n, tail);
  }
  const double p = x / n;
  const double reach = normal_quantile(1 - tail) * error(p);
  const double a = back(scale(p) - reach);
  const double b = back(scale(p) + reach);
  return Limits{std::min(a, b), std::max(a, b)};
}

double normal_density(double x) {
  return std::exp(-x * x / 2) / std::sqrt(2 * std::numbers::pi);
}

}  // namespace

std::optional<Limits> binomial_exact(double x, double n, double tail) {
  if (!is_count(x, n, tail)) {
    return std::nullopt;
  }
  const auto low = beta_quantile(tail, x, n - x + 1);
  const auto high = beta_quantile(1 - tail, x + 1, n - x);
  return low && high ? std::optional(Limits{*low, *high}) : std::nullopt;
}

std::optional<Limits> binomial_wald(double x, double n, double tail) {
  if (!is_count(x, n, tail)) {
    return std::nullopt;
  }
  const double p = x / n;
  const double reach = normal_quantile(1 - tail) * std::sqrt(p * (1 - p) / n);
  return Limits{p - reach, p + reach};
}

std::optional<Limits> binomial_wilson(double x, double n, double tail) {
  if (!is_count(x, n, tail)) {
    return std::nullopt;
  }
  const double p = x / n;
  const double z2n = std::pow(normal_quantile(1 - tail), 2) / n;
  const double centre = (p + z2n / 2) / (1 + z2n);
  const double reach = std::sqrt(z2n * (p * (1 - p) + z2n / 4)) / (1 + z2n);
  return Limits{x == 0 ? 0 : centre - reach, x == n ? 1 : centre + reach};
}

std::optional<Limits> binomial_wilson_corrected(double x, double n, double tail) {
  if (!is_count(x, n, tail)) {
    return std::nullopt;
  }
  const double p = x / n;
  const double z2n = std::pow(normal_quantile(1 - tail), 2) / n;
  const double yates = std::min(0.5, std::fabs(x - n / 2)) / n;
  const auto limit = [&](double shifted, double sign) {
    return (shifted + z2n / 2 + sign * std::sqrt(z2n * (shifted * (1 - shifted) + z2n / 4))) / (1 + z2n);
  };
  return Limits{p - yates <= 0 ? 0 : std::max(0.0, limit(p - yates, -1)),
                p + yates >= 1 ? 1 : std::min(1.0, limit(p + yates, 1))};
}

std::optional<Limits> binomial_agresti_coull(double x, double n, double tail) {
  if (!is_count(x, n, tail)) {
    return std::nullopt;
  }
  const double z2 = std::pow(normal_quantile(1 - tail), 2);
  return binomial_wald(x + z2 / 2, n + z2, tail);
}

std::optional<Limits> binomial_jeffreys(double x, double n, double tail) {
  if (!is_count(x, n, tail)) {
    return std::nullopt;
  }
  const auto low = beta_quantile(tail, x + 0.5, n - x + 0.5);
  const auto high = beta_quantile(1 - tail, x + 0.5, n - x + 0.5);
  return low && high ? std::optional(Limits{*low, *high}) : std::nullopt;
}

std::optional<Limits> binomial_highest_density(double x, double n, double tail) {
  if (!is_count(x, n, tail)) {
    return std::nullopt;
  }
  const double a = x + 0.5;
  const double b = n - x + 0.5;
  const double level = 1 - 2 * tail;
  const auto at = [&](double p) { return beta_quantile(p, a, b).value_or(0); };
  if (a <= 1) {  // the density falls from 0 on
    return Limits{0, at(level)};
  }
  if (b <= 1) {
    return Limits{at(1 - level), 1};
  }
  // The log density at the upper end minus that at the lower, by the probability below the lower.
  const auto log_density = [&](double p) { return (a - 1) * std::log(p) + (b - 1) * std::log1p(-p); };
  const auto slope = [&](double below) { return log_density(at(below + level)) - log_density(at(below)); };
  constexpr double edge = 1e-12;
  const double below = root(slope, 2 * tail * edge, 2 * tail * (1 - edge)).value_or(tail);
  return Limits{at(below), at(below + level)};
}

std::optional<Limits> binomial_logit(double x, double n, double tail) {
  return on_scale(
      x, n, tail, [](double p) { return std::log(p / (1 - p)); },
      [n](double p) { return 1 / std::sqrt(n * p * (1 - p)); }, [](double y) { return 1 / (1 + std::exp(-y)); });
}

std::optional<Limits> binomial_probit(double x, double n, double tail) {
  return on_scale(
      x, n, tail, [](double p) { return normal_quantile(p); },
      [n](double p) { return std::sqrt(p * (1 - p) / n) / normal_density(normal_quantile(p)); },
      [](double y) { return normal_cdf(y); });
}

std::optional<Limits> binomial_cloglog(double x, double n, double tail) {
  return on_scale(
      x, n, tail, [](double p) { return std::log(-std::log(p)); },
      [n](double p) { return std::sqrt((1 - p) / (n * p)) / -std::log(p); },
      [](double y) { return std::exp(-std::exp(y)); });
}

std::optional<Limits> binomial_likelihood_ratio(double x, double n, double tail) {
  if (!is_count(x, n, tail)) {
    return std::nullopt;
  }
  const double p = x / n;
  const double most = std::pow(normal_quantile(1 - tail), 2);
  const auto term = [](double observed, double share) { return observed > 0 ? observed * std::log(share) : 0; };
  const auto excess = [&](double q) {
    return 2 * (term(x, p) + term(n - x, 1 - p) - term(x, q) - term(n - x, 1 - q)) - most;
  };
  constexpr double edge = 1e-15;
  return Limits{x == 0 ? 0 : root(excess, std::min(edge, p / 2), p).value_or(0),
                x == n ? 1 : root(excess, p, 1 - edge).value_or(1)};
}

}  // namespace kith::num
