// How large a polygon is, where its middle lies, and what lies in it. Units are those of the points.
#pragma once

#include <span>

#include "base/plane.h"

namespace kith::num {

// Left, right, bottom and top of what was added; nothing added: low > high.
struct Extent {
  Point low{1e300, 1e300}, high{-1e300, -1e300};

  void add(Point point);
  bool empty() const { return low.x > high.x; }
  double width() const { return high.x - low.x; }
  double height() const { return high.y - low.y; }
};
Extent extent_of(std::span<const Polygon> polygons);

// The shoelace formula, whichever way round the ring runs; of a polygon without its holes.
double area_of(const Ring& ring);
double area_of(const Polygon& polygon);
double area_of(std::span<const Polygon> polygons);

// By the parity of crossings, so that holes are outside.
bool inside(const Polygon& polygon, Point point);

// A point that stands for the area: the centroid of its largest polygon, or, where that lies outside (a crescent, a
// ring), the middle of the widest stretch inside it at the centroid's height. {0, 0} without any polygon.
Point centre_of(std::span<const Polygon> polygons);

}  // namespace kith::num
