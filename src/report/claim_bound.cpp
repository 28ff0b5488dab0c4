#include "report/claim_bound.h"

#include <algorithm>
#include <cmath>

namespace kith::report {

namespace {

constexpr double near = 5;  // points, of "nearly", "about"; of small bounds a fifth
constexpr double exact = 0.5;
constexpr double noise = 1e-9;  // what binary fractions add

// Limits are made in whole points, so that 50 - 5 is 45 and not a neighbour of it.
double share(double points) {
  return points / 100;
}

double reach(double points) {
  return std::min(near, points / 5);
}

// What can be asked: is the value above, is it below?
struct Questions {
  const Evidence* evidence = nullptr;
  std::string_view id;
  double value = 0;
  Of of = Of::Value;

  bool above(double bound) const {
    if (of == Of::Complement) {
      return evidence->below(id, 1 - bound - noise);
    }
    return evidence != nullptr ? evidence->above(id, bound + noise) : value > bound + noise;
  }
  bool below(double bound) const {
    if (of == Of::Complement) {
      return evidence->above(id, 1 - bound + noise);
    }
    return evidence != nullptr ? evidence->below(id, bound - noise) : value < bound - noise;
  }
};

bool answer(Threshold threshold, double bound, const Questions& ask) {
  const double points = std::round(bound * 1e6) / 1e4;
  const double near_by = reach(points);
  switch (threshold) {
    case Threshold::Over:
      return ask.above(bound);
    case Threshold::AtLeast:
      return !ask.below(bound);
    case Threshold::Under:
      return ask.below(bound);
    case Threshold::AtMost:
      return !ask.above(bound);
    case Threshold::Nearly:
      return bound == 0 ? !ask.above(share(near)) : ask.below(bound) && !ask.below(share(points - near_by));
    case Threshold::JustOver:
      return ask.above(bound) && !ask.above(share(points + near_by));
    case Threshold::About:
      return !ask.below(share(points - near_by)) && !ask.above(share(points + near_by));
    case Threshold::WellOver:
      return !ask.below(share(points + near_by));
    case Threshold::WellUnder:
      return !ask.above(share(points - near_by));
    case Threshold::Barely:
      return !ask.below(bound) && !ask.above(share(points + near_by));
    case Threshold::Exactly:
      return !ask.below(share(points - exact)) && !ask.above(share(points + exact));
  }
  return false;
}

}  // namespace

bool holds(Threshold threshold, double bound, const Evidence& evidence, std::string_view id, Of of) {
  return answer(threshold, bound, {&evidence, id, 0, of});
}

bool holds(Threshold threshold, double bound, double value) {
  return answer(threshold, bound, {nullptr, {}, value, Of::Value});
}

}  // namespace kith::report
