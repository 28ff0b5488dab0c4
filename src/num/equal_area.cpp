#include "num/equal_area.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kith::num {

namespace {

constexpr double degree = std::numbers::pi / 180;

}  // namespace

double EqualArea::q(double sine) const {
  if (e_ == 0) {
    return 2 * sine;
  }
  return (1 - e2_) * (sine / (1 - e2_ * sine * sine) - std::log((1 - e_ * sine) / (1 + e_ * sine)) / (2 * e_));
}

EqualArea::EqualArea(Point centre, const Ellipsoid& ellipsoid)
    : e2_(ellipsoid.eccentricity_squared),
      e_(std::sqrt(e2_)),
      q_pole_(q(1)),
      radius_(ellipsoid.half_axis * std::sqrt(q_pole_ / 2)),
      longitude_(centre.x * degree) {
  const double phi = std::clamp(centre.y, -89.0, 89.0) * degree;
  sin_beta1_ = q(std::sin(phi)) / q_pole_;
  cos_beta1_ = std::sqrt(1 - sin_beta1_ * sin_beta1_);
  const double m = std::cos(phi) / std::sqrt(1 - e2_ * std::sin(phi) * std::sin(phi));
  d_ = ellipsoid.half_axis * m / (radius_ * cos_beta1_);
}

Point EqualArea::operator()(Point degrees) const {
  const double sin_beta = std::clamp(q(std::sin(degrees.y * degree)) / q_pole_, -1.0, 1.0);
  const double cos_beta = std::sqrt(1 - sin_beta * sin_beta);
  const double turn = degrees.x * degree - longitude_;
  const double nearness = 1 + sin_beta1_ * sin_beta + cos_beta1_ * cos_beta * std::cos(turn);
  const double b = radius_ * std::sqrt(2 / std::max(nearness, 1e-12));
  return {b * d_ * cos_beta * std::sin(turn),
          b / d_ * (cos_beta1_ * sin_beta - sin_beta1_ * cos_beta * std::cos(turn))};
}

}  // namespace kith::num
