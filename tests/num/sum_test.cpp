#include "num/sum.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "num/parallel.h"
#include "num/random.h"

namespace kith::num {
namespace {

TEST(Sum, KeepsSmallTermsBesideLargeOnes) {
  Sum sum;
  for (const double term : {1.0, 1e100, 1.0, -1e100}) {
    sum += term;
  }
  EXPECT_EQ(sum.value(), 2.0);
}

TEST(Sum, DoesNotDependOnTheOrderOfTerms) {
  std::vector<double> terms(100001);
  const Random random(1);
  for (std::size_t i = 0; i < terms.size(); ++i) {
    terms[i] = random.normal_at(i) * std::exp(10 * random.normal_at(i + terms.size()));
  }
  Sum forward;
  Sum sorted;
  std::ranges::for_each(terms, [&](double term) { forward += term; });
  std::ranges::sort(terms);
  std::ranges::for_each(terms, [&](double term) { sorted += term; });
  EXPECT_DOUBLE_EQ(forward.value(), sorted.value());
}

TEST(ReduceBlocks, GivesTheSameBitsOnAnyNumberOfThreads) {
  const Random random(2);
  const auto total = [&](int threads) {
    return reduce_blocks(
        std::size_t{1000003}, std::size_t{4096}, 0.0,
        [&](std::size_t first, std::size_t last) {
          double part = 0;
          for (std::size_t i = first; i < last; ++i) {
            part += random.uniform_at(i) * 1e-3;
          }
          return part;
        },
        [](double a, double b) { return a + b; }, {threads});
  };
  const double one = total(1);
  for (const int threads : {2, 3, 7, 0}) {
    EXPECT_EQ(one, total(threads));
  }
  EXPECT_NEAR(one, 500.0015, 1);
}

TEST(ReduceBlocks, ReportsTheFailureOfTheLowestPiece) {
  const auto failing = [](std::size_t piece) {
    if (piece >= 3) {
      throw std::runtime_error(std::to_string(piece));
    }
  };
  for (const int threads : {1, 2}) {
    try {
      for_each_piece(100, failing, {threads});
      FAIL() << "nothing was thrown";
    } catch (const std::runtime_error& error) {
      EXPECT_STREQ(error.what(), "3");
    }
  }
}

TEST(ReduceBlocks, CombinesNothingToTheStart) {
  const auto nothing = reduce_blocks(
      std::size_t{0}, std::size_t{10}, 5, [](std::size_t, std::size_t) { return 1; },
      [](int a, int b) { return a + b; });
  EXPECT_EQ(nothing, 5);
}

}  // namespace
}  // namespace kith::num
