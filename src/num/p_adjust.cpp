#include "num/p_adjust.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

namespace kith::num {

namespace {

std::vector<std::size_t> ascending(std::span<const double> p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return p[i]; });
  return order;
}

// corrected(rank, p) of the sorted p, made monotone from the smallest up.
template <typename Corrected>
std::vector<double> step_down(std::span<const double> p, const Corrected& corrected) {
  std::vector<double> result(p.size());
  double largest = 0;
  std::size_t rank = 0;
  for (const std::size_t i : ascending(p)) {
    largest = std::max(largest, corrected(++rank, p[i]));
    result[i] = std::min(1.0, largest);
  }
  return result;
}

// That one of so many independent tests has a p as small: 1 - (1 - p)^tests.
double any_of(double tests, double p) {
  return -std::expm1(tests * std::log1p(-p));
}

// factor(rank) p of the sorted p, made monotone from the largest down.
template <typename Factor>
std::vector<double> step_up(std::span<const double> p, const Factor& factor) {
  std::vector<double> result(p.size());
  const std::vector<std::size_t> order = ascending(p);
  double smallest = 1;
  for (std::size_t rank = order.size(); rank > 0; --rank) {
    smallest = std::min(smallest, factor(rank) * p[order[rank - 1]]);
    result[order[rank - 1]] = smallest;
  }
  return result;
}

// Hommel's (1988) by the algorithm of Wright (1992, Biometrics 48, appendix): the largest of the bounds that the
// subsets of m = n - 1, ..., 2 hypotheses set.
std::vector<double> hommel(std::span<const double> p, std::size_t tests) {
  const std::vector<std::size_t> order = ascending(p);
  std::vector<double> sorted;
  std::ranges::transform(order, std::back_inserter(sorted), [&](std::size_t i) { return p[i]; });
  sorted.resize(tests, 1.0);
  const auto n = static_cast<double>(tests);
  double bound = 1;
  for (std::size_t i = 0; i < tests; ++i) {
    bound = std::min(bound, n * sorted[i] / static_cast<double>(i + 1));
  }
  std::vector<double> within(tests, bound);
  std::vector<double> result(tests, bound);
  for (std::size_t m = tests; m-- > 2;) {
    const std::size_t rest = tests - m + 1;  // sorted[0, rest) and the m - 1 largest
    const auto size = static_cast<double>(m);
    double smallest = 1e300;
    for (std::size_t j = 2; j <= m; ++j) {
      smallest = std::min(smallest, size * sorted[rest + j - 2] / static_cast<double>(j));
    }
    for (std::size_t i = 0; i < tests; ++i) {
      within[i] = i < rest ? std::min(size * sorted[i], smallest) : within[rest - 1];
      result[i] = std::max(result[i], within[i]);
    }
  }
  std::vector<double> in_order(p.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    in_order[order[i]] = std::min(1.0, std::max(result[i], sorted[i]));
  }
  return in_order;
}

}  // namespace

std::optional<Adjustment> adjustment_of(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, Adjustment>, 10> names{{
      {"none", Adjustment::None},
      {"bonferroni", Adjustment::Bonferroni},
      {"sidak", Adjustment::Sidak},
      {"holm", Adjustment::Holm},
      {"holm-sidak", Adjustment::HolmSidak},
      {"hochberg", Adjustment::Hochberg},
      {"hommel", Adjustment::Hommel},
      {"bh", Adjustment::BenjaminiHochberg},
      {"fdr", Adjustment::BenjaminiHochberg},
      {"by", Adjustment::BenjaminiYekutieli},
  }};
  const auto found = std::ranges::find(names, name, &std::pair<std::string_view, Adjustment>::first);
  return found == names.end() ? std::nullopt : std::optional(found->second);
}

std::vector<double> adjusted(std::span<const double> p, Adjustment method, std::size_t tests) {
  tests = std::max(tests, p.size());
  const auto n = static_cast<double>(tests);
  double harmonic = 0;
  for (std::size_t i = 1; i <= tests; ++i) {
    harmonic += 1 / static_cast<double>(i);
  }
  const auto from_below = [&](std::size_t rank) { return n - static_cast<double>(rank) + 1; };
  switch (method) {
    case Adjustment::None:
      return {p.begin(), p.end()};
    case Adjustment::Bonferroni:
      return step_up(p, [&](std::size_t) { return n; });
    case Adjustment::Sidak:
      return step_down(p, [&](std::size_t, double each) { return any_of(n, each); });
    case Adjustment::HolmSidak:
      return step_down(p, [&](std::size_t rank, double each) { return any_of(from_below(rank), each); });
    case Adjustment::Holm:
      return step_down(p, [&](std::size_t rank, double each) { return from_below(rank) * each; });
    case Adjustment::Hochberg:
      return step_up(p, from_below);
    case Adjustment::Hommel:
      return tests < 2 ? std::vector<double>(p.begin(), p.end()) : hommel(p, tests);
    case Adjustment::BenjaminiHochberg:
      return step_up(p, [&](std::size_t rank) { return n / static_cast<double>(rank); });
    case Adjustment::BenjaminiYekutieli:
      return step_up(p, [&](std::size_t rank) { return harmonic * n / static_cast<double>(rank); });
  }
  return {};
}

}  // namespace kith::num
