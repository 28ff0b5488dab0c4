// Reference values: qt, qnorm, qbeta, pf, pchisq of R 4.2, to 12 digits or more.
#include "num/distribution.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace kith::num {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(Distribution, AgreesWithTablesOfStudentAndNormal) {
  EXPECT_NEAR(normal_quantile(0.975), 1.959963984540054, 1e-14);
  EXPECT_NEAR(normal_cdf(-1.959963984540054), 0.025, 1e-15);
  EXPECT_NEAR(t_quantile(0.975, 1).value(), 12.706204736174707, 1e-11);
  EXPECT_NEAR(t_quantile(0.975, 6).value(), 2.446911851144969, 1e-13);
  EXPECT_NEAR(t_quantile(0.975, 99).value(), 1.984216951586419, 1e-12);
  EXPECT_EQ(t_quantile(0.975, infinity), normal_quantile(0.975));
  EXPECT_NEAR(t_two_sided(-2.446911851144969, 6).value(), 0.05, 1e-14);
}

TEST(Distribution, AgreesWithClosedForms) {
  EXPECT_NEAR(beta_quantile(0.025, 1, 10).value(), 1 - std::pow(0.975, 0.1), 1e-14);
  EXPECT_NEAR(beta_cdf(0.3, 2, 1).value(), 0.09, 1e-15);
  EXPECT_NEAR(chi_squared_cdf(2 * std::log(20.0), 2).value(), 0.95, 1e-14);
  EXPECT_NEAR(chi_squared_quantile(0.95, 2).value(), 2 * std::log(20.0), 1e-12);
  EXPECT_NEAR(f_cdf(2.446911851144969 * 2.446911851144969, 1, 6).value(), 0.95, 1e-13) << "t squared is F";
  EXPECT_NEAR(f_cdf(std::log(20.0), 2, infinity).value(), 0.95, 1e-13) << "F with infinite df2 is chi-squared";
}

TEST(Distribution, HasNoLimitsWithoutDegreesOfFreedom) {
  EXPECT_FALSE(t_quantile(0.975, 0).has_value());
  EXPECT_FALSE(t_quantile(0.975, -3).has_value());
  EXPECT_FALSE(t_cdf(1, 0).has_value());
  EXPECT_FALSE(f_cdf(1, 2, 0).has_value());
  EXPECT_FALSE(chi_squared_cdf(1, 0).has_value());
  EXPECT_FALSE(t_quantile(1, 5).has_value());
  EXPECT_FALSE(beta_quantile(0.5, 0, 0).has_value());
}

TEST(Distribution, PutsTheLimitsOfNoneAndAllAtTheEnds) {
  EXPECT_EQ(beta_quantile(0.025, 0, 11), 0.0);
  EXPECT_EQ(beta_quantile(0.975, 11, 0), 1.0);
}

}  // namespace
}  // namespace kith::num
