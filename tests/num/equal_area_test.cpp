// Lambert's azimuthal equal-area projection against Snyder (1987), and against the sizes that it keeps.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "num/equal_area.h"
#include "num/polygon.h"

namespace kith::num {
namespace {

TEST(EqualArea, AgreesWithSnydersExampleOfTheSphere) {
  // Snyder (1987), p. 332: R = 3, centre 40 N 100 W, point 20 S 100 E.
  const EqualArea project({-100, 40}, {.half_axis = 3, .eccentricity_squared = 0});
  const Point point = project({100, -20});
  EXPECT_NEAR(point.x, -4.2339303, 1e-7);
  EXPECT_NEAR(point.y, 4.0257775, 1e-7);
}

TEST(EqualArea, AgreesWithSnydersExampleOfTheEllipsoid) {
  // Snyder (1987), p. 333: Clarke 1866, centre 40 N 100 W, point 30 N 110 W.
  const EqualArea project({-100, 40}, {.half_axis = 6378206.4, .eccentricity_squared = 0.00676866});
  const Point point = project({-110, 30});
  EXPECT_NEAR(point.x, -965932.1, 0.06);
  EXPECT_NEAR(point.y, -1056814.9, 0.06);
}

// The size of one degree by one degree on the WGS 84 ellipsoid, by Simpson's rule over the width of its parallels.
double exact_area(double south) {
  constexpr double a = 6378137, e2 = 0.00669437999014, degree = std::numbers::pi / 180;
  const auto strip = [&](double latitude) {
    const double s = std::sin(latitude * degree), w = 1 - e2 * s * s;
    return a * a * (1 - e2) * std::cos(latitude * degree) / (w * w) * degree * degree;
  };
  double sum = 0;
  for (int i = 0; i < 100; ++i) {
    const double low = south + i / 100.0, high = low + 0.01;
    sum += (strip(low) + 4 * strip((low + high) / 2) + strip(high)) * 0.01 / 6;
  }
  return sum;
}

TEST(EqualArea, KeepsTheSizeOfAreasWhereverTheyLie) {
  const EqualArea project({-3, 54.5});
  for (const Point corner : {Point{-8, 50}, Point{1, 51}, Point{-3, 60}, Point{-7, 54}}) {
    Ring ring;
    for (const auto& [from, to] : {std::pair{Point{0, 0}, Point{1, 0}},
                                   {Point{1, 0}, Point{1, 1}},
                                   {Point{1, 1}, Point{0, 1}},
                                   {Point{0, 1}, Point{0, 0}}}) {
      for (int i = 0; i < 200; ++i) {
        const double t = i / 200.0;
        ring.push_back(project({corner.x + from.x + t * (to.x - from.x), corner.y + from.y + t * (to.y - from.y)}));
      }
    }
    EXPECT_NEAR(area_of(ring) / exact_area(corner.y), 1, 1e-6) << corner.x << " " << corner.y;
  }
}

TEST(EqualArea, PutsNorthUpAndIsFiniteEverywhere) {
  const EqualArea project({-3, 54.5});
  EXPECT_NEAR(project({-3, 54.5}).x, 0, 1e-6);
  EXPECT_GT(project({-3, 55}).y, 0);
  EXPECT_GT(project({-2, 54.5}).x, 0);
  for (const Point point : {Point{177, -54.5}, Point{180, 90}, Point{0, -90}, Point{-180, 0}}) {
    EXPECT_TRUE(std::isfinite(project(point).x) && std::isfinite(project(point).y));
  }
}

}  // namespace
}  // namespace kith::num
