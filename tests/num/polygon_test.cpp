// Sizes and middles of polygons.
#include <gtest/gtest.h>

#include "num/polygon.h"

namespace kith::num {
namespace {

const Ring square{{0, 0}, {4, 0}, {4, 4}, {0, 4}};
const Ring hole{{1, 1}, {1, 3}, {3, 3}, {3, 1}};

TEST(PolygonArea, TakesHolesAwayWhicheverWayRoundTheyRun) {
  EXPECT_DOUBLE_EQ(area_of(square), 16);
  EXPECT_DOUBLE_EQ(area_of(Polygon{square, hole}), 12);
  EXPECT_DOUBLE_EQ(area_of(Polygon{square, Ring(hole.rbegin(), hole.rend())}), 12);
}

TEST(PolygonInside, IsOutsideInAHole) {
  EXPECT_TRUE(inside({square}, {2, 2}));
  EXPECT_FALSE(inside({square, hole}, {2, 2}));
  EXPECT_TRUE(inside({square, hole}, {0.5, 2}));
  EXPECT_FALSE(inside({square}, {5, 2}));
  EXPECT_FALSE(inside({square}, {-1, 2}));
}

TEST(PolygonCentre, IsTheCentroidOfTheLargestPolygon) {
  const std::vector<Polygon> two{{{{10, 10}, {11, 10}, {11, 11}}}, {square}};
  EXPECT_EQ(centre_of(two), (Point{2, 2}));
}

TEST(PolygonCentre, LiesInsideACrescentAndARing) {
  const std::vector<Polygon> crescent{{{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 9}, {9, 9}, {9, 1}, {0, 1}}}};
  EXPECT_TRUE(inside(crescent[0], centre_of(crescent)));
  const std::vector<Polygon> ring{{square, hole}};
  EXPECT_TRUE(inside(ring[0], centre_of(ring)));
}

TEST(PolygonCentre, DoesNotLoseItselfFarFromTheOrigin) {
  std::vector<Polygon> far{{{}}};
  for (const Point& point : square) {
    far[0][0].push_back({point.x * 1e-3 + 500000, point.y * 1e-3 + 1200000});
  }
  EXPECT_NEAR(centre_of(far).x, 500000.002, 1e-6);
  EXPECT_NEAR(centre_of(far).y, 1200000.002, 1e-6);
}

}  // namespace
}  // namespace kith::num
