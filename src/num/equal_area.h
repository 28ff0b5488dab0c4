// Longitudes and latitudes on a flat sheet where every area keeps its size: Lambert's azimuthal equal-area projection.
//
// Snyder (1987), "Map Projections - A Working Manual", USGS Professional Paper 1395, pp. 187-188, eqs. 24-17 to 24-26,
// of the ellipsoid, by the authalic latitude beta (eqs. 3-11 and 3-12):
//   q     (1 - e^2) [ sin phi / (1 - e^2 sin^2 phi) - 1/(2e) ln((1 - e sin phi) / (1 + e sin phi)) ]
//   beta  asin(q / q_p)        R_q = a sqrt(q_p / 2)
//   D     a cos phi_1 / ( sqrt(1 - e^2 sin^2 phi_1) R_q cos beta_1 )
//   B     R_q sqrt( 2 / (1 + sin beta_1 sin beta + cos beta_1 cos beta cos(lambda - lambda_0)) )
//   x     B D cos beta sin(lambda - lambda_0)
//   y     (B / D) (cos beta_1 sin beta - sin beta_1 cos beta cos(lambda - lambda_0))
// Degrees in, the unit of the half-axis out; x to the east, y to the north. Latitudes of centres stay between -89 and
// 89 degrees (D has no value at the poles). What lies opposite the centre is mapped to the rim.
#pragma once

#include "base/plane.h"

namespace kith::num {

struct Ellipsoid {
  double half_axis = 6378137;                      // metres
  double eccentricity_squared = 0.00669437999014;  // WGS 84
};

class EqualArea {
 public:
  // `centre` is (longitude, latitude).
  explicit EqualArea(Point centre, const Ellipsoid& ellipsoid = {});

  Point operator()(Point degrees) const;

 private:
  double q(double sine) const;  // of the latitude

  double e2_, e_, q_pole_, radius_, longitude_, sin_beta1_, cos_beta1_, d_;
};

}  // namespace kith::num
