// Partial pooling: what it must do at its ends, a likelihood that nothing beats, and a published funnel.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/problem.h"
#include "compare/pooling.h"
#include "num/random.h"

namespace kith::compare {
namespace {

std::vector<GroupShare> drawn(double mean, double alike_as, std::size_t groups, int people) {
  num::Random random(5);
  std::vector<GroupShare> result;
  for (std::size_t j = 0; j < groups; ++j) {
    // A share of its own: normal with the beta's variance is near enough for a draw.
    const double own = std::clamp(mean + random.normal() * std::sqrt(mean * (1 - mean) / (alike_as + 1)), 0.01, 0.99);
    double yes = 0;
    for (int i = 0; i < people; ++i) {
      yes += random.uniform() < own ? 1 : 0;
    }
    result.push_back({yes, static_cast<double>(people)});
  }
  return result;
}

TEST(Pool, FindsHowMuchGroupsDiffer) {
  const Pooled found = pool(drawn(0.6, 9, 300, 60));
  ASSERT_TRUE(found.alike);
  EXPECT_NEAR(found.mean, 0.6, 0.03);
  EXPECT_NEAR(found.between, 0.1, 0.025);
}

TEST(Pool, DrawsSmallGroupsFurtherToTheMean) {
  std::vector<GroupShare> groups = drawn(0.5, 9, 40, 50);
  groups.push_back({9, 10});
  groups.push_back({90, 100});
  const Pooled found = pool(groups);
  const Pooled::Group& small = found.groups[40];
  const Pooled::Group& large = found.groups[41];
  EXPECT_EQ(small.raw, 0.9);
  EXPECT_EQ(large.raw, 0.9);
  EXPECT_LT(small.steadied, large.steadied);
  EXPECT_LT(large.steadied, 0.9);
  EXPECT_GT(*small.high - *small.low, *large.high - *large.low);
  for (const Pooled::Group& group : found.groups) {
    EXPECT_LE(std::min(group.raw, found.mean) - 1e-12, group.steadied);
    EXPECT_GE(std::max(group.raw, found.mean) + 1e-12, group.steadied);
    ASSERT_TRUE(group.low && group.high);
    EXPECT_LT(*group.low, group.steadied);
    EXPECT_GT(*group.high, group.steadied);
  }
}

TEST(Pool, TellsNoDifferenceWhereThereIsNone) {
  const std::vector<GroupShare> groups{{30, 50}, {29, 50}, {31, 50}, {30, 50}};
  const Pooled found = pool(groups);
  EXPECT_FALSE(found.alike);
  EXPECT_EQ(found.between, 0);
  for (const Pooled::Group& group : found.groups) {
    EXPECT_DOUBLE_EQ(group.steadied, 0.6);
    EXPECT_FALSE(group.low || group.high);
  }
  const Pooled all = pool(std::vector<GroupShare>{{10, 10}, {20, 20}});
  EXPECT_EQ(all.groups[0].steadied, 1);
}

TEST(Pool, RefusesOneGroupAndImpossibleOnes) {
  EXPECT_THROW(pool(std::vector<GroupShare>{{3, 10}}), Error);
  EXPECT_THROW(pool(std::vector<GroupShare>{{3, 10}, {11, 10}}), Error);
  EXPECT_THROW(pool(std::vector<GroupShare>{{3, 10}, {0, 0}}), Error);
}

// Exact binomial tails: with share .5 and 20 people P(R <= 5) = .0207, P(R <= 6) = .0577.
TEST(Funnel, InterpolatesBetweenTheExactBinomialLimits) {
  const Funnel limits = funnel(0.5, 20);
  const double part = (0.057659 - 0.025) / (0.057659 - 0.020695);
  EXPECT_NEAR(limits.low95, (6 - part) / 20, 1e-5);
  EXPECT_NEAR(limits.high95, 1 - limits.low95, 1e-12) << "a share and its complement are judged alike";
  EXPECT_LT(limits.low998, limits.low95);
  EXPECT_GT(limits.high998, limits.high95);
}

TEST(Funnel, NarrowsWithMorePeopleToTheNormalLimits) {
  const Funnel limits = funnel(0.3, 10000);
  const double se = std::sqrt(0.3 * 0.7 / 10000);
  EXPECT_NEAR(limits.low95, 0.3 - 1.96 * se, 1e-4);
  EXPECT_NEAR(limits.high95, 0.3 + 1.96 * se, 1e-4);
  EXPECT_NEAR(limits.high998, 0.3 + 3.09 * se, 3e-4);
}

TEST(Funnel, PlacesAGroupByItsSize) {
  EXPECT_EQ(place({8, 10}, 0.5), Place::Inside) << "P(R >= 8) = .055";
  EXPECT_EQ(place({9, 10}, 0.5), Place::Outside95) << "P(R >= 9) = .011";
  EXPECT_EQ(place({80, 100}, 0.5), Place::Outside998);
  EXPECT_EQ(place({61, 100}, 0.5), Place::Outside95);
}

}  // namespace
}  // namespace kith::compare
