#include "oracles/near_limits.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "num/distribution.h"
#include "num/root.h"

namespace kith::oracles {

namespace {

double log_likelihood(double x, double n, double p) {
  const auto term = [](double count, double share) { return count > 0 ? count * std::log(share) : 0; };
  return term(x, p) + term(n - x, 1 - p);
}

double signed_root(double x, double n, double p) {
  const double excess = 2 * (log_likelihood(x, n, x / n) - log_likelihood(x, n, p));
  return std::copysign(std::sqrt(std::max(0.0, excess)), p - x / n);
}

// Coefficients b, c, d of y + (b + (c + d h) h) h between neighbouring points; at the ends the third derivative is that
// of the cubic through the last four.
struct Spline {
  std::vector<double> x, y, b, c, d;

  Spline(std::vector<double> at, std::vector<double> values)
      : x(std::move(at)), y(std::move(values)), b(x.size()), c(x.size()), d(x.size()) {
    const std::size_t last = x.size() - 1;
    for (std::size_t i = 0; i < last; ++i) {
      d[i] = x[i + 1] - x[i];
    }
    const auto slope = [&](std::size_t i) { return (y[i + 1] - y[i]) / d[i]; };
    for (std::size_t i = 1; i < last; ++i) {
      b[i] = 2 * (d[i - 1] + d[i]);
      c[i] = slope(i) - slope(i - 1);
    }
    b[0] = -d[0];
    b[last] = -d[last - 1];
    if (x.size() > 3) {
      c[0] = d[0] * d[0] * (c[2] / (x[3] - x[1]) - c[1] / (x[2] - x[0])) / (x[3] - x[0]);
      c[last] = -d[last - 1] * d[last - 1] *
                (c[last - 1] / (x[last] - x[last - 2]) - c[last - 2] / (x[last - 1] - x[last - 3])) /
                (x[last] - x[last - 3]);
    }
    for (std::size_t i = 1; i <= last; ++i) {
      const double factor = d[i - 1] / b[i - 1];
      b[i] -= factor * d[i - 1];
      c[i] -= factor * c[i - 1];
    }
    c[last] /= b[last];
    for (std::size_t i = last; i-- > 0;) {
      c[i] = (c[i] - d[i] * c[i + 1]) / b[i];
    }
    for (std::size_t i = 0; i < last; ++i) {
      b[i] = slope(i) - d[i] * (c[i + 1] + 2 * c[i]);
      d[i] = (c[i + 1] - c[i]) / d[i];
      c[i] *= 3;
    }
  }

  double operator()(double at) const {
    std::size_t i = 0;
    while (i + 2 < x.size() && at >= x[i + 1]) {
      ++i;
    }
    const double h = at - x[i];
    return y[i] + h * (b[i] + h * (c[i] + h * d[i]));
  }
};

// Where the line through (x, y) passes `value`, y going up.
double passes(const std::vector<double>& x, const std::vector<double>& y, double value) {
  for (std::size_t i = 0; i + 1 < y.size(); ++i) {
    if (y[i] <= value && value <= y[i + 1]) {
      return x[i] + (x[i + 1] - x[i]) * (value - y[i]) / (y[i + 1] - y[i]);
    }
  }
  return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

NearLimits binom_lrt(double x, double n, double tail) {
  const double within = std::pow(std::numeric_limits<double>::epsilon(), 0.25);
  const double edge = std::sqrt(std::numeric_limits<double>::epsilon());
  const double z = num::normal_quantile(1 - tail);
  const double p = x / n;
  const auto beyond = [&](double bound) {
    return [=](double q) { return (std::fabs(q - p) < edge ? 0 : signed_root(x, n, q)) - bound; };
  };
  NearLimits found{{0, 1}, within};
  if (x > 0) {
    found.limits.low = num::root(beyond(-z), edge, x == n ? 1 - edge : p, within).value_or(0);
  }
  if (x < n) {
    found.limits.high = num::root(beyond(z), x == 0 ? edge : p, 1 - edge, within).value_or(1);
  }
  return found;
}

NearLimits binom_profile(double x, double n, double tail) {
  const bool none = x == 0;
  const bool all = x == n;
  double shorter = 1;
  if (none || all) {
    n += 1;
    x += 0.5;
    shorter = std::min(2 / std::log(n), 0.5);
  }
  shorter = std::min(2 / std::log(n), shorter);
  const double farthest = num::normal_quantile(1 - tail / n);
  const double p = x / n;
  const double step = farthest / 5 * shorter / std::sqrt(n * p * (1 - p));
  std::vector<double> at;
  std::vector<double> roots;
  for (const int sign : {-1, 1}) {
    if ((none && sign < 0) || (all && sign > 0)) {
      continue;
    }
    double root = 0;
    for (int i = 1; i <= 50 && std::fabs(root) < farthest; ++i) {
      const double odds = p / (1 - p) * std::exp(sign * i * step);
      at.push_back(odds / (1 + odds));
      root = signed_root(x, n, at.back());
      roots.push_back(root);
    }
    if (sign < 0) {
      std::ranges::reverse(at);
      std::ranges::reverse(roots);
    }
  }
  const Spline spline(at, roots);
  const std::size_t points = 3 * at.size();
  const double apart = (at.back() - at.front()) / static_cast<double>(points - 1);
  std::vector<double> shares(points);
  std::vector<double> heights(points);
  for (std::size_t i = 0; i < points; ++i) {
    shares[i] = at.front() + apart * static_cast<double>(i);
    heights[i] = spline(shares[i]);
  }
  const double z = num::normal_quantile(1 - tail);
  return {{none ? 0 : passes(shares, heights, -z), all ? 1 : passes(shares, heights, z)}, apart};
}

NearLimits binom_bayes(double x, double n, double tail) {
  const double tolerance = std::sqrt(std::numeric_limits<double>::epsilon());
  const double a = x + 0.5;
  const double b = n - x + 0.5;
  const double constant = std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b);
  const auto density = [&](double p) {
    return p <= 0 || p >= 1 ? 0 : std::exp(constant + (a - 1) * std::log(p) + (b - 1) * std::log1p(-p));
  };
  const auto outside = [&](const num::Limits& limits) {
    return 1 - num::beta_cdf(limits.high, a, b).value_or(1) + num::beta_cdf(limits.low, a, b).value_or(0);
  };
  const auto end = [&](double height, double from, double to) {
    return num::root([&](double p) { return density(p) - height; }, from, to, tolerance).value_or(from);
  };
  num::Limits limits{num::beta_quantile(tail, a, b).value_or(0), num::beta_quantile(1 - tail, a, b).value_or(1)};
  const double mode = (a - 1) / (a + b - 2);
  double least = 0;
  double most = std::max(density(limits.low), density(limits.high));
  if (density(limits.low) > density(limits.high)) {
    limits.high = end(most, mode, 1);
  } else {
    limits.low = end(most, 0, mode);
  }
  bool down = false;
  for (int step = 0; step < 1000 && std::fabs(outside(limits) - 2 * tail) > tolerance; ++step) {
    const double height = (least + most) / 2;
    if (down) {
      limits = {density(limits.low) < height ? mode : limits.low, density(limits.high) < height ? mode : limits.high};
      limits = {end(height, 0, limits.low), end(height, limits.high, 1)};
    } else {
      limits = {density(limits.low) > height ? 0 : limits.low, density(limits.high) > height ? 1 : limits.high};
      limits = {end(height, limits.low, mode), end(height, mode, limits.high)};
    }
    down = outside(limits) <= 2 * tail;
    (down ? least : most) = height;
  }
  const double flattest = std::min(density(limits.low), density(limits.high));
  return {limits, tolerance + tolerance / flattest};
}

}  // namespace kith::oracles
