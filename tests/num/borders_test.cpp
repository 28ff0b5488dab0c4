// Borders: shared once, simplified once, and what is inside vanishes.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "num/borders.h"
#include "num/polygon.h"

namespace kith::num {
namespace {

double area_of_all(const std::vector<Ring>& rings) {  // no ring lies in another
  double sum = 0;
  for (const Ring& ring : rings) {
    sum += area_of(ring);
  }
  return sum;
}

// A grid of cells whose sides wave, `steps` points a side.
std::vector<std::vector<Ring>> grid(int cells, int steps) {
  const auto at = [&](int i, int k) {
    return Point{i + 0.15 * std::sin(7.0 * k / steps + i), k + 0.15 * std::sin(5.0 * i / steps + k)};
  };
  std::vector<std::vector<Ring>> areas;
  for (int x = 0; x < cells; ++x) {
    for (int y = 0; y < cells; ++y) {
      Ring ring;
      for (int s = 0; s < steps; ++s) {
        ring.push_back(at(x * steps + s, y * steps));
      }
      for (int s = 0; s < steps; ++s) {
        ring.push_back(at((x + 1) * steps, y * steps + s));
      }
      for (int s = steps; s > 0; --s) {
        ring.push_back(at(x * steps + s, (y + 1) * steps));
      }
      for (int s = steps; s > 0; --s) {
        ring.push_back(at(x * steps, y * steps + s));
      }
      areas.push_back({ring});
    }
  }
  return areas;
}

constexpr auto everyone = [](std::size_t) { return true; };

TEST(Borders, TogetherAreTheSumOfTheParts) {
  const auto areas = grid(5, 12);
  const Borders borders(areas);
  double sum = 0;
  for (const auto& rings : areas) {
    sum += area_of_all(rings);
  }
  const auto outline = borders.outline(everyone);
  EXPECT_EQ(outline.size(), 1U);
  EXPECT_NEAR(area_of_all(outline), sum, 1e-9 * sum);
}

TEST(Borders, EachAreaAloneIsWhatItWas) {
  const auto areas = grid(3, 9);
  const Borders borders(areas);
  for (std::size_t i = 0; i < areas.size(); ++i) {
    const auto outline = borders.outline([&](std::size_t k) { return k == i; });
    ASSERT_EQ(outline.size(), 1U);
    EXPECT_EQ(outline[0].size(), areas[i][0].size());
    EXPECT_NEAR(area_of(outline[0]), area_of(areas[i][0]), 1e-9);
  }
}

TEST(Borders, SimplifiedNeighboursLeaveNoGapAndDoNotOverlap) {
  const auto areas = grid(5, 12);
  Borders borders(areas);
  const std::size_t before = borders.points();
  borders.simplify(0.4);
  EXPECT_LT(borders.points(), before / 2);
  double sum = 0;
  for (std::size_t i = 0; i < areas.size(); ++i) {
    sum += area_of_all(borders.outline([&](std::size_t k) { return k == i; }));
  }
  EXPECT_NEAR(sum, area_of_all(borders.outline(everyone)), 1e-9 * sum);
}

TEST(Borders, ThePointOfTheSmallestTriangleGoesFirst) {
  // One ring; triangles at the points of its upper side are 0.05, 0.5 and 0.05 high on a base of 2 at most.
  const Ring ring{{0, 0}, {10, 0}, {10, 5}, {8, 5.1}, {6, 5}, {4, 6.5}, {2, 5}, {0, 5}};
  Borders borders({{ring}});
  borders.simplify(0.3);
  const auto outline = borders.outline(everyone);
  ASSERT_EQ(outline.size(), 1U);
  EXPECT_EQ(std::ranges::count(outline[0], Point{8, 5.1}), 0);
  EXPECT_EQ(std::ranges::count(outline[0], Point{4, 6.5}), 1);
}

TEST(Borders, RingsTooSmallToSeeGoAltogetherAndLargeOnesNever) {
  Borders borders({{{{0, 0}, {9, 0}, {9, 9}, {0, 9}}}, {{{20, 0}, {20.5, 0}, {20.5, 0.5}, {20, 0.5}}}});
  borders.simplify(1);
  EXPECT_EQ(borders.outline([](std::size_t i) { return i == 0; }).size(), 1U);
  EXPECT_TRUE(borders.outline([](std::size_t i) { return i == 1; }).empty());
  borders.simplify(1e6);
  EXPECT_TRUE(borders.outline(everyone).empty());
}

TEST(Borders, SpikesAndHolesAndAnIslandInALake) {
  const Ring spiked{{0, 0}, {10, 0}, {10, 5}, {15, 5}, {10, 5}, {10, 10}, {0, 10}};
  const Ring lake{{3, 3}, {6, 3}, {6, 6}, {3, 6}};
  const Ring reversed(lake.rbegin(), lake.rend());
  const Borders borders({{spiked, lake}, {reversed}});
  EXPECT_NEAR(area_of_all(borders.outline([](std::size_t i) { return i == 1; })), 9, 1e-12);
  const auto both = borders.outline(everyone);
  ASSERT_EQ(both.size(), 1U) << "the island fills the lake, and the spike is gone";
  EXPECT_NEAR(area_of(both[0]), 100, 1e-12);
  EXPECT_EQ(borders.between([](std::size_t, std::size_t) { return true; }).size(), 1U);
}

TEST(Borders, NothingAndTooLittleAreNoAreas) {
  EXPECT_TRUE(Borders({}).outline(everyone).empty());
  Borders flat({{{{0, 0}, {1, 1}}, {}, {{2, 2}, {2, 2}, {2, 2}}}});
  flat.simplify(1);
  EXPECT_TRUE(flat.outline(everyone).empty());
}

}  // namespace
}  // namespace kith::num
