#include "report/axis.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.h"

namespace kith::report {

namespace {

constexpr int usual_steps = 4;

// The least round step of which at most `steps` reach over `range`.
double round_step(double range, int steps) {
  const double least = range / steps;
  const double power = std::pow(10.0, std::floor(std::log10(least)));
  for (const double multiple : {1.0, 2.0, 2.5, 5.0}) {
    if (multiple * power >= least * (1 - 1e-9)) {
      return multiple * power;
    }
  }
  return 10 * power;
}

}  // namespace

bool all_shares(const std::vector<Shown>& shown) {
  return std::ranges::all_of(shown, [](const Shown& one) { return one.finding().kind == finding::Kind::Share; });
}

Axis axis_of(const std::vector<Shown>& shown) {
  Axis axis;
  if (all_shares(shown)) {
    return axis;
  }
  double low = 0, high = 0;
  for (const Shown& one : shown) {
    if (const auto value = one.value()) {
      const auto limits = one.interval();
      low = std::min({low, *value, limits ? limits->low : *value});
      high = std::max({high, *value, limits ? limits->high : *value});
    }
  }
  const double step = round_step(high > low ? high - low : 1, usual_steps);
  axis.low = std::floor(low / step + 1e-9) * step;
  axis.high = std::max(std::ceil(high / step - 1e-9) * step, axis.low + step);
  return axis;
}

std::vector<Tick> ticks(const Axis& axis, bool shares, int steps) {
  const double step = shares ? 1.0 / steps : round_step(axis.high - axis.low, steps);
  std::vector<Tick> all;
  const int count = static_cast<int>(std::floor((axis.high - axis.low) / step + 1e-9));
  for (int i = 0; i <= count; ++i) {
    const double value = axis.low + step * i;
    all.push_back({value, shares                    ? fmt::format("{:g}%", 100 * value)
                          : std::abs(value) >= 1000 ? text::grouped(std::llround(value))
                                                    : fmt::format("{:g}", std::round(value / step) * step)});
  }
  return all;
}

}  // namespace kith::report
