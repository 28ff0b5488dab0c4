// Shapes in a plane, or in degrees where it says so: what boundary files hold and what maps are drawn from.
#pragma once

#include <vector>

namespace kith {

struct Point {
  double x = 0, y = 0;  // or longitude and latitude, in degrees

  bool operator==(const Point&) const = default;
};

using Ring = std::vector<Point>;    // a closed line; the first point is not repeated at the end
using Polygon = std::vector<Ring>;  // the outer ring, then the holes; either may run either way round
using Line = std::vector<Point>;    // an open line

}  // namespace kith
