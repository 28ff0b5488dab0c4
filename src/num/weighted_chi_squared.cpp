#include "num/weighted_chi_squared.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "num/distribution.h"
#include "num/root.h"

namespace kith::num {

namespace {

// lambda times a chi-squared of `df` degrees of freedom.
struct Part {
  double lambda = 0;
  double df = 1;
};

std::optional<double> satterthwaite(double x, std::span<const double> weights, double df) {
  double sum = 0;
  double squares = 0;
  for (const double weight : weights) {
    sum += weight;
    squares += weight * weight;
  }
  if (!(sum > 0)) {
    return std::nullopt;
  }
  const double degrees = sum * sum / squares;
  const double scale = squares / sum;
  return std::isinf(df) ? chi_squared_above(x / scale, degrees) : f_above(x / sum, degrees, df);
}

// Cumulant generating function of the sum and its derivatives, inside (low, high).
struct Cumulants {
  double value = 0;
  double first = 0;
  double second = 0;
};

Cumulants cumulants(double zeta, const std::vector<Part>& parts) {
  Cumulants k;
  for (const Part& part : parts) {
    const double left = 1 - 2 * zeta * part.lambda;
    k.value -= part.df * std::log(left) / 2;
    k.first += part.df * part.lambda / left;
    k.second += 2 * part.df * part.lambda * part.lambda / (left * left);
  }
  return k;
}

// P(sum > x) with parts scaled to a largest weight of 1; none next to the mean, where the formula is 0 / 0.
std::optional<double> saddlepoint(double x, const std::vector<Part>& parts) {
  constexpr double inside = 0.99999;  // of the interval in which the cumulants exist
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  double mean = 0;
  double terms = 0;
  for (const Part& part : parts) {
    mean += part.df * part.lambda;
    terms += part.df;
    if (part.lambda > 0) {
      high = std::min(high, inside / (2 * part.lambda));
    } else if (part.lambda < 0) {
      low = std::max(low, inside / (2 * part.lambda));
    }
  }
  if (std::isinf(low)) {
    if (x <= 0) {
      return 1.0;
    }
    low = x > mean ? -0.01 : -terms / (2 * x);
  }
  const auto above_x = [&](double zeta) { return cumulants(zeta, parts).first - x; };
  const std::optional<double> found = root(above_x, low, high, 1e-8);  // R's uniroot stops there: it shows in digit 8
  if (!found) {
    return std::nullopt;
  }
  const double zeta = *found;
  if (std::fabs(zeta) < 1e-4) {
    return std::nullopt;
  }
  const Cumulants k = cumulants(zeta, parts);
  const double w = std::copysign(std::sqrt(std::max(0.0, 2 * (zeta * x - k.value))), zeta);
  const double v = zeta * std::sqrt(k.second);
  const double above = normal_cdf(-(w + std::log(v / w) / w));
  return std::isfinite(above) ? std::optional(above) : std::nullopt;
}

// 1/2 + 1/pi times the integral from 0 to infinity of sin(theta(u)) / (u rho(u)) (Imhof 1961, equation 3.2), by
// Simpson's rule on the scale u = exp(t), where the integrand decays at both ends; halved until it rests.
double integration(double x, const std::vector<Part>& parts) {
  const auto integrand = [&](double t) {
    const double u = std::exp(t);
    double theta = -x * u / 2;
    double log_rho = 0;
    for (const Part& part : parts) {
      theta += part.df * std::atan(part.lambda * u) / 2;
      log_rho += part.df * std::log1p(part.lambda * part.lambda * u * u) / 4;
    }
    return std::sin(theta) * std::exp(-log_rho);
  };
  double high = 0;  // where rho has made the rest negligible
  for (; high < 40; high += 0.25) {
    double log_rho = 0;
    for (const Part& part : parts) {
      log_rho += part.df * std::log1p(part.lambda * part.lambda * std::exp(2 * high)) / 4;
    }
    if (log_rho > 32) {
      break;
    }
  }
  constexpr double low = -36;
  // The trapezium rule converges geometrically for a smooth integrand that vanishes at both ends.
  double before = 0;
  double now = 0;
  for (int pieces = 1024; pieces <= (1 << 20); pieces *= 2) {
    const double step = (high - low) / pieces;
    double sum = (integrand(low) + integrand(high)) / 2;
    for (int i = 1; i < pieces; ++i) {
      sum += integrand(low + i * step);
    }
    now = sum * step;
    if (std::fabs(now - before) < 1e-12) {
      break;
    }
    before = now;
  }
  return std::clamp(0.5 + now / std::numbers::pi, 0.0, 1.0);
}

}  // namespace

std::optional<double> weighted_chi_squared_above(double x, std::span<const double> weights, double df,
                                                 SumApproximation approximation) {
  const double largest = weights.empty() ? 0 : *std::max_element(weights.begin(), weights.end());
  if (!(largest > 0) || !(df > 0) || !std::isfinite(x)) {
    return std::nullopt;
  }
  if (approximation == SumApproximation::Satterthwaite) {
    return satterthwaite(x, weights, df);
  }
  std::vector<Part> parts;
  for (const double weight : weights) {
    if (weight != 0) {
      parts.push_back({weight / largest, 1});
    }
  }
  double threshold = x / largest;
  if (std::isfinite(df)) {
    if (x <= 0) {
      return 1.0;
    }
    const double whole = approximation == SumApproximation::Saddlepoint && df >= 1 ? std::floor(df) : df;
    parts.push_back({-x / df / largest, whole});
    threshold = 0;
  }
  if (approximation == SumApproximation::Integration) {
    return integration(threshold, parts);
  }
  const std::optional<double> above = saddlepoint(threshold, parts);
  return above ? above : satterthwaite(x, weights, df);
}

}  // namespace kith::num
