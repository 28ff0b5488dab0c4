// Trimming keeps the sum, ends, and says when it cannot be done (trap 15).
#include <gtest/gtest.h>

#include <numeric>

#include "base/problem.h"
#include "design/calibration.h"
#include "design/trim.h"
#include "num/random.h"

namespace kith::design {
namespace {

std::vector<double> trimmed(const std::vector<double>& weights, const TrimOptions& options) {
  const auto result = trim(weights, options);
  return {result->weights().begin(), result->weights().end()};
}

TEST(Trim, SharesWhatItCutsAmongTheOthers) {
  EXPECT_EQ(trimmed({1, 2, 3, 10}, {.limits = {.high = 7}, .rounds = Rounds::Once}), (std::vector<double>{2, 3, 4, 7}));
  EXPECT_EQ(trimmed({1, 6, 6, 10}, {.limits = {.high = 6.5}, .rounds = Rounds::Once}),
            (std::vector<double>{1 + 3.5 / 3, 6 + 3.5 / 3, 6 + 3.5 / 3, 6.5}))
      << "once: the others may be outside by their share";
}

TEST(Trim, LeavesThoseWithoutAWeightOut) {
  EXPECT_EQ(trimmed({0, 2, 4, 9}, {.limits = {.low = 1, .high = 7}}), (std::vector<double>{0, 3, 5, 7}));
}

TEST(Trim, GoesOnUntilNobodyIsOutsideAndKeepsTheSum) {
  num::Random random(3);
  for (int round = 0; round < 200; ++round) {
    std::vector<double> weights;
    for (int i = 0; i < 40; ++i) {
      const double u = random.uniform();
      weights.push_back(0.2 + 8 * u * u * u);
    }
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    const Bounds limits{sum / 40 * 0.6, sum / 40 * 1.5};
    const std::vector<double> after = trimmed(weights, {.limits = limits});
    EXPECT_NEAR(std::accumulate(after.begin(), after.end(), 0.0), sum, 1e-9);
    for (const double weight : after) {
      EXPECT_TRUE(weight >= limits.low && weight <= limits.high) << weight;
    }
  }
}

TEST(Trim, EndsWithAProblemWhereNoWeightsCouldDo) {
  EXPECT_THROW(trimmed({5, 5, 8}, {.limits = {.high = 5.5}}), Error);
  EXPECT_THROW(trimmed({5, 5, 8}, {.limits = {.low = 9}}), Error);
  EXPECT_THROW(trimmed({5, 5, 8}, {.limits = {.low = 3, .high = 2}}), Error);
}

}  // namespace
}  // namespace kith::design
