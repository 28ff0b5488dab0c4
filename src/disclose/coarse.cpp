#include "disclose/coarse.h"

#include <algorithm>
#include <cmath>

#include "base/round.h"

namespace kith::disclose {

using finding::Interval;

double rounded_at(double value, int decimals) {
  if (decimals >= 0) {
    return rounded(value, std::min(decimals, 12));
  }
  const double scale = std::pow(10.0, -decimals);
  return rounded(value / scale, 0) * scale;
}

void round_interval(std::optional<Interval>& interval, int decimals) {
  if (interval) {
    interval->low = rounded_at(interval->low, decimals);
    interval->high = rounded_at(interval->high, decimals);
  }
}

void move_interval(std::optional<Interval>& interval, double by, bool share, int decimals) {
  if (!interval) {
    return;
  }
  interval->low += by;
  interval->high += by;
  if (share) {
    interval->low = std::clamp(interval->low, 0.0, 1.0);
    interval->high = std::clamp(interval->high, 0.0, 1.0);
  }
  round_interval(interval, decimals);
}

void spread_evenly(std::optional<Interval>& interval, double about) {
  if (interval) {
    constexpr double noise = 1e-9;
    constexpr int more = 6;  // without the noise of the sums
    const double width = (interval->high - interval->low) / 2;
    const double step = std::pow(10.0, -decimals_of(width, 1).value_or(0));
    const double half = std::ceil(width / step - noise) * step;
    interval->low = rounded(about - half, more);
    interval->high = rounded(about + half, more);
  }
}

void coarsen_interval(std::optional<Interval>& interval) {
  constexpr double step = 0.05, noise = 1e-9;
  if (interval) {
    interval->low = rounded(std::floor(interval->low / step + noise) * step, 2);
    interval->high = rounded(std::ceil(interval->high / step - noise) * step, 2);
  }
}

std::optional<double> shown_p(std::optional<double> p, bool clustered) {
  if (!p || clustered) {
    constexpr double finely_below = 0.1;
    return p ? std::optional(rounded(*p, *p < finely_below ? 3 : 2)) : p;
  }
  for (const double step : {0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5}) {
    if (*p <= step) {
      return step;
    }
  }
  return 1;
}

double step_up(double weight) {
  constexpr int most_digits = 6;
  double power = 1;
  for (int digits = 0; digits < most_digits; ++digits, power *= 10) {
    for (const double step : {1.0, 2.0, 5.0}) {
      if (weight <= step * power) {
        return step * power;
      }
    }
  }
  return weight;
}

}  // namespace kith::disclose
