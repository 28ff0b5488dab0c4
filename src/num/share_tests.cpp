#include "num/share_tests.h"

#include <algorithm>
#include <cmath>

#include "num/distribution.h"

namespace kith::num {

namespace {

// P(X <= x) and P(X >= x) of a binomial count.
double at_most(double x, double n, double share) {
  return x < 0 ? 0 : x >= n ? 1 : beta_cdf(1 - share, n - x, x + 1).value_or(0);
}
double at_least(double x, double n, double share) {
  return x > n ? 0 : x <= 0 ? 1 : beta_cdf(share, x, n - x + 1).value_or(0);
}

double log_probability(double x, double n, double share) {
  const auto term = [](double count, double p) { return count > 0 ? count * std::log(p) : 0; };
  return std::lgamma(n + 1) - std::lgamma(x + 1) - std::lgamma(n - x + 1) + term(x, share) + term(n - x, 1 - share);
}

// The first count of (from, to] for which `holds`, which is false up to some count and true after it; to + 1 if none.
template <typename Holds>
double first_where(double from, double to, const Holds& holds) {
  double no = from;
  double yes = to + 1;
  while (yes - no > 1) {
    const double middle = std::floor((no + yes) / 2);
    (holds(middle) ? yes : no) = middle;
  }
  return yes;
}

double two_sided(double x, double n, double share) {
  constexpr double equally_likely = 1e-7;
  if (share == 0 || share == 1) {
    return x == share * n ? 1 : 0;
  }
  const double expected = n * share;
  if (x == expected) {
    return 1;
  }
  const double most = log_probability(x, n, share) + std::log1p(equally_likely);
  const auto unlikely = [&](double count) { return log_probability(count, n, share) <= most; };
  if (x < expected) {
    const double upper = first_where(std::ceil(expected) - 1, n, unlikely);
    return std::min(1.0, at_most(x, n, share) + at_least(upper, n, share));
  }
  const double above = first_where(-1, std::floor(expected), [&](double count) { return !unlikely(count); });
  return std::min(1.0, at_most(above - 1, n, share) + at_least(x, n, share));
}

ChiSquared of_statistic(double statistic, double df) {
  return {statistic, df, chi_squared_above(statistic, df).value_or(0)};
}

}  // namespace

std::optional<double> binomial_test(double x, double n, double share, Alternative alternative) {
  if (!(n >= 1 && x >= 0 && x <= n && x == std::floor(x) && n == std::floor(n) && share >= 0 && share <= 1)) {
    return std::nullopt;
  }
  switch (alternative) {
    case Alternative::Less:
      return at_most(x, n, share);
    case Alternative::Greater:
      return at_least(x, n, share);
    case Alternative::TwoSided:
      break;
  }
  return two_sided(x, n, share);
}

std::optional<ChiSquared> share_test(double x, double n, double share, Continuity continuity) {
  if (!(n > 0 && x >= 0 && x <= n && share > 0 && share < 1)) {
    return std::nullopt;
  }
  const double away = std::fabs(x - n * share);
  const double yates = continuity == Continuity::Yates ? std::min(0.5, away) : 0;
  return of_statistic((away - yates) * (away - yates) / (n * share * (1 - share)), 1);
}

std::optional<ChiSquared> proportions_test(std::span<const double> x, std::span<const double> n,
                                           Continuity continuity) {
  if (x.size() != n.size() || x.size() < 2) {
    return std::nullopt;
  }
  double all = 0;
  double base = 0;
  double inverse = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!(n[i] > 0 && x[i] >= 0 && x[i] <= n[i])) {
      return std::nullopt;
    }
    all += x[i];
    base += n[i];
    inverse += 1 / n[i];
  }
  const double share = all / base;
  if (!(share > 0 && share < 1)) {
    return std::nullopt;
  }
  const bool corrected = continuity == Continuity::Yates && x.size() == 2;
  const double yates = corrected ? std::min(0.5, std::fabs(x[0] / n[0] - x[1] / n[1]) / inverse) : 0;
  double statistic = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double away = std::fabs(x[i] - n[i] * share) - yates;
    statistic += away * away / (n[i] * share * (1 - share));
  }
  return of_statistic(statistic, static_cast<double>(x.size()) - 1);
}

}  // namespace kith::num
