#include "num/polygon.h"

#include <algorithm>
#include <cmath>

namespace kith::num {

namespace {

// Calls `edge(from, to)` for each side of the ring.
template <typename Edge>
void each_edge(const Ring& ring, const Edge& edge) {
  for (std::size_t i = 0; i < ring.size(); ++i) {
    edge(ring[i], ring[i + 1 < ring.size() ? i + 1 : 0]);
  }
}

// Twice the signed area, from the ring's first point so that large coordinates cancel before they are multiplied.
double signed_twice(const Ring& ring) {
  double sum = 0;
  each_edge(ring, [&](Point a, Point b) {
    sum += (a.x - ring[0].x) * (b.y - ring[0].y) - (b.x - ring[0].x) * (a.y - ring[0].y);
  });
  return sum;
}

Point centroid_of(const Ring& ring) {
  const double twice = signed_twice(ring);
  const Point origin = ring.front();
  if (twice == 0) {
    return origin;
  }
  Point sum;
  each_edge(ring, [&](Point a, Point b) {
    const double ax = a.x - origin.x, ay = a.y - origin.y, bx = b.x - origin.x, by = b.y - origin.y;
    const double cross = ax * by - bx * ay;
    sum.x += (ax + bx) * cross;
    sum.y += (ay + by) * cross;
  });
  return {origin.x + sum.x / (3 * twice), origin.y + sum.y / (3 * twice)};
}

// Where the polygon's rings cross the height y, from left to right.
std::vector<double> crossings(const Polygon& polygon, double y) {
  std::vector<double> xs;
  for (const Ring& ring : polygon) {
    each_edge(ring, [&](Point a, Point b) {
      if ((a.y > y) != (b.y > y)) {
        xs.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
      }
    });
  }
  std::ranges::sort(xs);
  return xs;
}

}  // namespace

void Extent::add(Point point) {
  low = {std::min(low.x, point.x), std::min(low.y, point.y)};
  high = {std::max(high.x, point.x), std::max(high.y, point.y)};
}

Extent extent_of(std::span<const Polygon> polygons) {
  Extent extent;
  for (const Polygon& polygon : polygons) {
    for (const Ring& ring : polygon) {
      for (const Point& point : ring) {
        extent.add(point);
      }
    }
  }
  return extent;
}

double area_of(const Ring& ring) {
  return ring.empty() ? 0 : std::abs(signed_twice(ring)) / 2;
}

double area_of(const Polygon& polygon) {
  double area = 0;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    area += i == 0 ? area_of(polygon[i]) : -area_of(polygon[i]);
  }
  return area;
}

double area_of(std::span<const Polygon> polygons) {
  double area = 0;
  for (const Polygon& polygon : polygons) {
    area += area_of(polygon);
  }
  return area;
}

bool inside(const Polygon& polygon, Point point) {
  const std::vector<double> xs = crossings(polygon, point.y);
  return std::ranges::upper_bound(xs, point.x) != xs.end() &&
         (std::ranges::upper_bound(xs, point.x) - xs.begin()) % 2 != 0;
}

Point centre_of(std::span<const Polygon> polygons) {
  const auto largest = std::ranges::max_element(
      polygons, {}, [](const Polygon& polygon) { return polygon.empty() ? -1 : area_of(polygon); });
  if (largest == polygons.end() || largest->empty() || largest->front().empty()) {
    return {};
  }
  const Point middle = centroid_of(largest->front());
  if (inside(*largest, middle)) {
    return middle;
  }
  const std::vector<double> xs = crossings(*largest, middle.y);
  Point best = middle;
  double widest = -1;
  for (std::size_t i = 0; i + 1 < xs.size(); i += 2) {
    if (xs[i + 1] - xs[i] > widest) {
      widest = xs[i + 1] - xs[i];
      best.x = (xs[i] + xs[i + 1]) / 2;
    }
  }
  return best;
}

}  // namespace kith::num
