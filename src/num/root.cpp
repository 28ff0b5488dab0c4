#include "num/root.h"

#include <cmath>
#include <limits>

namespace kith::num {

namespace {

struct At {
  double x;
  double f;
};

// The step that interpolation proposes from the best point, or half the bracket where it cannot be trusted.
double step_from(const At& best, const At& last, const At& opposite, double least) {
  const double across = opposite.x - best.x;
  const double before = best.x - last.x;
  const double half = across / 2;
  if (std::fabs(before) < least || std::fabs(last.f) <= std::fabs(best.f)) {
    return half;
  }
  double p = 0;
  double q = 0;
  if (last.x == opposite.x) {
    const double ratio = best.f / last.f;
    p = across * ratio;
    q = 1 - ratio;
  } else {
    const double last_opposite = last.f / opposite.f;
    const double best_opposite = best.f / opposite.f;
    const double best_last = best.f / last.f;
    p = best_last * (across * last_opposite * (last_opposite - best_opposite) - before * (best_opposite - 1));
    q = (last_opposite - 1) * (best_opposite - 1) * (best_last - 1);
  }
  if (p > 0) {
    q = -q;
  } else {
    p = -p;
  }
  const bool inside = p < 0.75 * across * q - std::fabs(least * q) / 2;
  const bool shrinks = p < std::fabs(before * q / 2);
  return inside && shrinks ? p / q : half;
}

}  // namespace

std::optional<double> root(const std::function<double(double)>& function, double low, double high, double tolerance) {
  At last{low, function(low)};
  At best{high, function(high)};
  if (std::isnan(last.f) || std::isnan(best.f) || last.f * best.f > 0) {
    return std::nullopt;
  }
  if (last.f == 0) {
    return last.x;
  }
  At opposite = last;
  constexpr int most_steps = 1000;
  for (int step = 0; step < most_steps; ++step) {
    if (std::fabs(opposite.f) < std::fabs(best.f)) {
      last = best;
      best = opposite;
      opposite = last;
    }
    const double least = 2 * std::numeric_limits<double>::epsilon() * std::fabs(best.x) + tolerance / 2;
    if (std::fabs(opposite.x - best.x) / 2 <= least || best.f == 0) {
      break;
    }
    double move = step_from(best, last, opposite, least);
    if (std::fabs(move) < least) {
      move = move > 0 ? least : -least;
    }
    last = best;
    best.x += move;
    best.f = function(best.x);
    if (std::isnan(best.f)) {
      return std::nullopt;
    }
    if ((best.f > 0) == (opposite.f > 0) && best.f != 0 && opposite.f != 0) {
      opposite = last;
    }
  }
  return best.x;
}

}  // namespace kith::num
