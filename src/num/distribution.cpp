#include "num/distribution.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace kith::num {

namespace {

namespace bm = boost::math;
namespace policy = boost::math::policies;

// Errors become special values instead of exceptions; doubles stay doubles.
using Quiet = policy::policy<policy::domain_error<policy::ignore_error>, policy::pole_error<policy::ignore_error>,
                             policy::overflow_error<policy::ignore_error>,
                             policy::evaluation_error<policy::ignore_error>, policy::promote_double<false>>;
using Normal = bm::normal_distribution<double, Quiet>;
using StudentT = bm::students_t_distribution<double, Quiet>;
using Beta = bm::beta_distribution<double, Quiet>;
using FisherF = bm::fisher_f_distribution<double, Quiet>;
using ChiSquared = bm::chi_squared_distribution<double, Quiet>;

bool is_probability(double p) {
  return p >= 0 && p <= 1;
}

}  // namespace

double normal_cdf(double x) {
  return bm::cdf(Normal(), x);
}

double normal_quantile(double p) {
  return bm::quantile(Normal(), p);
}

std::optional<double> t_cdf(double x, double df) {
  if (!(df > 0)) {
    return std::nullopt;
  }
  return std::isinf(df) ? normal_cdf(x) : bm::cdf(StudentT(df), x);
}

std::optional<double> t_quantile(double p, double df) {
  if (!(df > 0) || !(p > 0 && p < 1)) {
    return std::nullopt;
  }
  return std::isinf(df) ? normal_quantile(p) : bm::quantile(StudentT(df), p);
}

std::optional<double> t_two_sided(double t, double df) {
  const auto lower = t_cdf(-std::fabs(t), df);
  return lower ? std::optional(2 * *lower) : std::nullopt;
}

std::optional<double> beta_cdf(double x, double a, double b) {
  if (!(a > 0 && b > 0) || !is_probability(x)) {
    return std::nullopt;
  }
  return bm::cdf(Beta(a, b), x);
}

std::optional<double> beta_quantile(double p, double a, double b) {
  if (!(a >= 0 && b >= 0 && a + b > 0) || !is_probability(p)) {
    return std::nullopt;
  }
  if (a == 0) {
    return 0.0;
  }
  if (b == 0) {
    return 1.0;
  }
  return bm::quantile(Beta(a, b), p);
}

std::optional<double> f_cdf(double x, double df1, double df2) {
  if (!(df1 > 0 && df2 > 0) || x < 0) {
    return std::nullopt;
  }
  return std::isinf(df2) ? chi_squared_cdf(x * df1, df1) : bm::cdf(FisherF(df1, df2), x);
}

std::optional<double> chi_squared_cdf(double x, double df) {
  if (!(df > 0) || x < 0) {
    return std::nullopt;
  }
  return bm::cdf(ChiSquared(df), x);
}

std::optional<double> f_above(double x, double df1, double df2) {
  if (!(df1 > 0 && df2 > 0) || !(x >= 0)) {
    return std::nullopt;
  }
  return std::isinf(df2) ? chi_squared_above(x * df1, df1) : bm::cdf(bm::complement(FisherF(df1, df2), x));
}

std::optional<double> chi_squared_above(double x, double df) {
  if (!(df > 0) || !(x >= 0)) {
    return std::nullopt;
  }
  return bm::cdf(bm::complement(ChiSquared(df), x));
}

std::optional<double> chi_squared_quantile(double p, double df) {
  if (!(df > 0) || !(p >= 0 && p < 1)) {
    return std::nullopt;
  }
  return bm::quantile(ChiSquared(df), p);
}

}  // namespace kith::num
