#include "compare/pooling.h"

#include <algorithm>
#include <cmath>

#include "base/problem.h"
#include "num/distribution.h"
#include "num/sum.h"

namespace kith::compare {

namespace {

constexpr double smallest_log = -3;  // of M
constexpr double largest_log = 12;   // from here on groups are as good as alike
constexpr double near_the_end = 0.05;

// log (B(a + y, b + n - y) / B(a, b)).
double log_ratio(double y, double n, double a, double b) {
  return std::lgamma(a + y) - std::lgamma(a) + std::lgamma(b + n - y) - std::lgamma(b) -
         (std::lgamma(a + b + n) - std::lgamma(a + b));
}

double log_likelihood(std::span<const GroupShare> groups, double mean, double alike) {
  num::Sum sum;
  for (const GroupShare& group : groups) {
    sum += log_ratio(group.yes, group.people, mean * alike, (1 - mean) * alike);
  }
  return sum.value();
}

// Where f is largest in [low, high], by golden section; f has one peak.
template <typename F>
double peak(const F& f, double low, double high) {
  const double ratio = (std::sqrt(5.0) - 1) / 2;
  double left = high - ratio * (high - low);
  double right = low + ratio * (high - low);
  double at_left = f(left);
  double at_right = f(right);
  constexpr int steps = 80;  // leaves 1e-16 of the stretch
  for (int step = 0; step < steps; ++step) {
    if (at_left < at_right) {
      low = left;
      left = right;
      at_left = at_right;
      right = low + ratio * (high - low);
      at_right = f(right);
    } else {
      high = right;
      right = left;
      at_right = at_left;
      left = high - ratio * (high - low);
      at_left = f(left);
    }
  }
  return (low + high) / 2;
}

void check(std::span<const GroupShare> groups) {
  if (groups.size() < 2) {
    throw Error({"one-group", "there are fewer than two groups with answers", {}, "name a column that parts people"});
  }
  for (const GroupShare& group : groups) {
    if (!(group.people > 0) || group.yes < 0 || group.yes > group.people) {
      throw Error({"bad-group", "a group has nobody, or more who say yes than people", {}, "look at the weights"});
    }
  }
}

// P(R <= r) of a binomial.
double binomial_cdf(double r, double n, double share) {
  if (r < 0) {
    return 0;
  }
  return r >= n ? 1 : 1 - num::beta_cdf(share, r + 1, n - r).value_or(0);
}

double funnel_limit(double share, double n, double p) {
  double r = 0;
  while (r < n && binomial_cdf(r, n, share) < p) {
    r += 1;
  }
  const double reached = binomial_cdf(r, n, share);
  const double step = reached - binomial_cdf(r - 1, n, share);
  const double part = step > 0 ? (reached - p) / step : 0;
  return std::clamp((r - part) / n, 0.0, 1.0);
}

}  // namespace

Pooled pool(std::span<const GroupShare> groups, double level) {
  check(groups);
  num::Sum yes;
  num::Sum people;
  for (const GroupShare& group : groups) {
    yes += group.yes;
    people += group.people;
  }
  Pooled result;
  const double overall = yes.value() / people.value();
  double mean = overall;
  double log_alike = largest_log;
  const bool mixed = overall > 0 && overall < 1;
  if (mixed) {
    const auto best_mean = [&](double alike) {
      return peak([&](double m) { return log_likelihood(groups, m, alike); }, 1e-6, 1 - 1e-6);
    };
    log_alike = peak([&](double x) { return log_likelihood(groups, best_mean(std::exp(x)), std::exp(x)); },
                     smallest_log, largest_log);
    mean = best_mean(std::exp(log_alike));
  }
  const bool told = mixed && log_alike < largest_log - near_the_end;
  const double alike = std::exp(log_alike);
  result.mean = told ? mean : overall;
  if (told) {
    result.alike = alike;
    result.between = 1 / (alike + 1);
  }
  const double tail = (1 - level) / 2;
  result.groups.reserve(groups.size());
  for (const GroupShare& group : groups) {
    Pooled::Group one{group.yes / group.people, result.mean};
    if (told) {
      const double a = group.yes + mean * alike;
      const double b = group.people - group.yes + (1 - mean) * alike;
      one.steadied = a / (a + b);
      one.low = num::beta_quantile(tail, a, b);
      one.high = num::beta_quantile(1 - tail, a, b);
    }
    result.groups.push_back(one);
  }
  return result;
}

Funnel funnel(double share, double people) {
  const double n = std::max(1.0, std::round(people));
  return {funnel_limit(share, n, 0.025), 1 - funnel_limit(1 - share, n, 0.025), funnel_limit(share, n, 0.001),
          1 - funnel_limit(1 - share, n, 0.001)};
}

Place place(const GroupShare& group, double share) {
  const Funnel limits = funnel(share, group.people);
  const double raw = group.yes / group.people;
  if (raw < limits.low998 || raw > limits.high998) {
    return Place::Outside998;
  }
  return raw < limits.low95 || raw > limits.high95 ? Place::Outside95 : Place::Inside;
}

}  // namespace kith::compare
