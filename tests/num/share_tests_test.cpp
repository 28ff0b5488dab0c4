// Tests of proportions against sums over all counts and against the cells of a table.
#include "num/share_tests.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

namespace kith::num {
namespace {

double probability(int x, int n, double share) {
  return std::exp(std::lgamma(n + 1.0) - std::lgamma(x + 1.0) - std::lgamma(n - x + 1.0) + x * std::log(share) +
                  (n - x) * std::log1p(-share));
}

TEST(ShareTests, ExactTestAddsUpAllCountsThatAreNoLikelier) {
  constexpr int n = 23;
  for (const double share : {0.07, 0.5, 0.81}) {
    for (int x = 0; x <= n; ++x) {
      double both = 0;
      double below = 0;
      for (int count = 0; count <= n; ++count) {
        const double p = probability(count, n, share);
        both += p <= probability(x, n, share) * (1 + 1e-7) ? p : 0;
        below += count <= x ? p : 0;
      }
      EXPECT_NEAR(binomial_test(x, n, share).value(), std::min(1.0, both), 1e-12) << x << " at " << share;
      EXPECT_NEAR(binomial_test(x, n, share, Alternative::Less).value(), below, 1e-12);
      EXPECT_NEAR(binomial_test(x, n, share, Alternative::Greater).value(), 1 - below + probability(x, n, share),
                  1e-12);
    }
  }
}

TEST(ShareTests, ExactTestRefusesWhatIsNoCount) {
  EXPECT_FALSE(binomial_test(2.5, 10, 0.5));
  EXPECT_FALSE(binomial_test(11, 10, 0.5));
  EXPECT_FALSE(binomial_test(1, 10, 1.5));
}

TEST(ShareTests, SeveralProportionsAreAPearsonChiSquaredOfTheirTable) {
  const std::vector<double> x{12, 30, 7};
  const std::vector<double> n{40, 55, 31};
  const double all = 49;
  const double base = 126;
  double expected = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    for (const double observed : {x[i], n[i] - x[i]}) {
      const double fitted = n[i] * (observed == x[i] ? all : base - all) / base;
      expected += (observed - fitted) * (observed - fitted) / fitted;
    }
  }
  const ChiSquared test = proportions_test(x, n, Continuity::Yates).value();  // which three have none of
  EXPECT_NEAR(test.statistic, expected, 1e-12 * expected);
  EXPECT_EQ(test.df, 2);
}

TEST(ShareTests, YatesTakesHalfAPersonButNoMoreThanTheDifference) {
  const std::array x{56.0, 48.0};
  const std::array n{70.0, 80.0};
  EXPECT_NEAR(proportions_test(x, n, Continuity::None)->statistic, 7.02341137123746, 1e-12);
  EXPECT_NEAR(proportions_test(x, n, Continuity::Yates)->statistic, 6.11427041029623, 1e-12);
  EXPECT_NEAR(proportions_test(x, n, Continuity::Yates)->p, 0.0134094751786689, 1e-14);
  const std::array alike{10.0, 20.0};
  const std::array bases{30.0, 60.0};
  EXPECT_EQ(proportions_test(alike, bases, Continuity::Yates)->statistic, 0);
  EXPECT_EQ(share_test(5, 10, 0.5, Continuity::Yates)->p, 1);
}

TEST(ShareTests, ThereIsNoTestWhereEverybodyAnsweredTheSame) {
  const std::array none{0.0, 0.0};
  const std::array n{10.0, 20.0};
  EXPECT_FALSE(proportions_test(none, n, Continuity::None));
  EXPECT_FALSE(proportions_test(n, n, Continuity::None));
}

}  // namespace
}  // namespace kith::num
