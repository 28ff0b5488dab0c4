#include "num/weighted_chi_squared.h"

#include <algorithm>
#include <cmath>
#include <complex>
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

// Where the cumulants' first derivative is x: parts scaled to a largest weight of 1.
std::optional<double> saddle(double x, const std::vector<Part>& parts) {
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
    low = x > mean ? -0.01 : -terms / (2 * x);
  }
  const auto above_x = [&](double zeta) { return cumulants(zeta, parts).first - x; };
  return root(above_x, low, high, 1e-8);  // R's uniroot stops there: it shows in digit 8
}

// P(sum > x); none next to the mean, where the formula is 0 / 0.
std::optional<double> saddlepoint(double x, const std::vector<Part>& parts) {
  const std::optional<double> found = saddle(x, parts);
  if (!found || std::fabs(*found) < 1e-4) {
    return std::nullopt;
  }
  const double zeta = *found;
  const Cumulants k = cumulants(zeta, parts);
  const double w = std::copysign(std::sqrt(std::max(0.0, 2 * (zeta * x - k.value))), zeta);
  const double v = zeta * std::sqrt(k.second);
  const double above = normal_cdf(-(w + std::log(v / w) / w));
  return std::isfinite(above) ? std::optional(above) : std::nullopt;
}

// Where the path of integration crosses the real axis: at the saddle, but not on the pole at 0.
double crossing(double x, const std::vector<Part>& parts) {
  const double clear = 1 / std::sqrt(cumulants(0, parts).second);
  const double zeta = saddle(x, parts).value_or(0);
  return std::fabs(zeta) < clear / 4 ? std::min(clear, 0.25) : zeta;
}

// 1/(2 pi i) times the integral of exp(K(z) - z x) / z along a path from below to above the real axis, right of 0 (Rice
// 1980, equation 2.2); left of 0 it is the same less 1. The path bends to the side on which exp(-z x) vanishes:
//   z(t) = z0 + s b (cosh t - 1) + i b sinh t,  s the sign of x,  b the width of the integrand at its saddle,
// where the trapezium rule converges geometrically; halved until it rests.
double integration(double x, const std::vector<Part>& parts) {
  const double z0 = crossing(x, parts);
  const double b = 1 / std::sqrt(cumulants(z0, parts).second);
  const double bend = x > 0 ? b : x < 0 ? -b : 0;
  const auto integrand = [&](double t) {
    const std::complex<double> z(z0 + bend * (std::cosh(t) - 1), b * std::sinh(t));
    const std::complex<double> step(bend * std::sinh(t), b * std::cosh(t));
    std::complex<double> exponent = -z * x;
    for (const Part& part : parts) {
      exponent -= part.df / 2 * std::log(1.0 - 2 * part.lambda * z);
    }
    return std::exp(exponent) / z * step;
  };
  const double peak = std::abs(integrand(0));
  double end = 1;
  while (end < 100 && std::abs(integrand(end)) > 1e-18 * peak) {
    end += 1;
  }
  double before = 0;
  double now = 0;
  for (int pieces = 64; pieces <= (1 << 16); pieces *= 2) {
    const double step = end / pieces;
    double sum = integrand(0).imag() / 2;
    for (int i = 1; i <= pieces; ++i) {
      sum += integrand(i * step).imag();
    }
    now = sum * step / std::numbers::pi;
    if (std::fabs(now - before) <= 1e-13 * std::fabs(now)) {
      break;
    }
    before = now;
  }
  return std::clamp(z0 > 0 ? now : 1 + now, 0.0, 1.0);
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
    parts.push_back({-x / df / largest, df >= 1 ? std::floor(df) : df});
    threshold = 0;
  }
  if (threshold <= 0 && std::ranges::none_of(parts, [](const Part& part) { return part.lambda < 0; })) {
    return 1.0;
  }
  if (approximation == SumApproximation::Integration) {
    return integration(threshold, parts);
  }
  const std::optional<double> above = saddlepoint(threshold, parts);
  return above ? above : satterthwaite(x, weights, df);
}

}  // namespace kith::num
