#include "compare/subgroups.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <Eigen/Dense>

#include "compare/benchmark.h"
#include "compare/mover.h"
#include "num/distribution.h"

namespace kith::compare {

namespace {

using Eigen::Index;

// Differences m_a - m_b, and their variances, by levels.
struct Differences {
  Eigen::MatrixXd values;
  Eigen::MatrixXd variances;
};

Differences by_levels(std::size_t levels, const std::vector<Gap>& gaps) {
  const auto size = static_cast<Index>(levels);
  Differences result{Eigen::MatrixXd::Zero(size, size), Eigen::MatrixXd::Zero(size, size)};
  for (const Gap& gap : gaps) {
    const auto a = static_cast<Index>(gap.a);
    const auto b = static_cast<Index>(gap.b);
    result.values(a, b) = gap.difference;
    result.values(b, a) = -gap.difference;
    result.variances(a, b) = result.variances(b, a) = gap.variance;
  }
  return result;
}

double fewest_df(const std::vector<Gap>& gaps) {
  double fewest = std::numeric_limits<double>::infinity();
  for (const Gap& gap : gaps) {
    fewest = std::min(fewest, gap.df);
  }
  return fewest;
}

}  // namespace

std::vector<Gap> from_benchmarks(std::vector<Gap> gaps, const std::vector<LevelBenchmark>& benchmarks) {
  for (Gap& gap : gaps) {
    const LevelBenchmark& a = benchmarks.at(gap.a);
    const LevelBenchmark& b = benchmarks.at(gap.b);
    if (a.set == b.set) {
      continue;
    }
    gap.difference -= a.value - b.value;
    if (!(gap.variance > 0)) {
      continue;
    }
    const double added = a.error * a.error + b.error * b.error;
    gap.df = satterthwaite({gap.variance, gap.df}, {added, std::numeric_limits<double>::infinity()});
    gap.variance += added;
  }
  return gaps;
}

std::optional<EqualityTest> equality(std::size_t levels, const std::vector<Gap>& gaps) {
  if (levels < 2 || std::ranges::any_of(gaps, [](const Gap& gap) { return !(gap.variance > 0) || !(gap.df > 0); })) {
    return std::nullopt;
  }
  const Differences all = by_levels(levels, gaps);
  const auto q = static_cast<Index>(levels) - 1;
  Eigen::VectorXd d(q);
  Eigen::MatrixXd v(q, q);
  for (Index a = 0; a < q; ++a) {
    d[a] = all.values(a + 1, 0);
    for (Index b = 0; b < q; ++b) {
      v(a, b) = (all.variances(a + 1, 0) + all.variances(b + 1, 0) - all.variances(a + 1, b + 1)) / 2;
    }
  }
  const double nu = fewest_df(gaps);
  const auto parts = static_cast<double>(q);
  EqualityTest test{.statistic = 0, .df1 = parts, .df2 = nu - parts + 1, .p = 1};
  // Brought to a standard error of 1, so that what counts as singular does not depend on the scale.
  const Eigen::VectorXd scale = v.diagonal().cwiseSqrt().cwiseInverse();
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> factors(scale.asDiagonal() * v * scale.asDiagonal());
  constexpr double singular = 1e-8;
  if (!(test.df2 > 0) || factors.info() != Eigen::Success || factors.eigenvalues()[0] < singular) {
    return std::nullopt;
  }
  const Eigen::VectorXd along = factors.eigenvectors().transpose() * scale.cwiseProduct(d);
  const double wald = along.cwiseAbs2().cwiseQuotient(factors.eigenvalues()).sum();
  if (std::isinf(nu)) {
    test.statistic = wald / parts;
    test.p = num::chi_squared_above(wald, parts).value_or(1);
  } else {
    test.statistic = wald * test.df2 / (nu * parts);
    test.p = num::f_above(test.statistic, test.df1, test.df2).value_or(1);
  }
  return test;
}

Gap from_mean_of_others(std::size_t of, std::size_t levels, const std::vector<Gap>& gaps) {
  const Differences all = by_levels(levels, gaps);
  const auto size = static_cast<Index>(levels);
  Eigen::VectorXd contrast = Eigen::VectorXd::Constant(size, -1 / static_cast<double>(levels - 1));
  contrast[static_cast<Index>(of)] = 1;
  Gap gap{.a = of, .b = of, .difference = 0, .variance = 0, .df = fewest_df(gaps)};
  gap.difference = all.values.row(static_cast<Index>(of)).sum() / static_cast<double>(levels - 1);
  gap.variance = -contrast.dot(all.variances * contrast) / 2;
  return gap;
}

std::optional<finding::Interval> interval(const Gap& gap, double level) {
  const std::optional<double> t = std::isinf(gap.df) ? std::optional(num::normal_quantile(0.5 + level / 2))
                                                     : num::t_quantile(0.5 + level / 2, gap.df);
  if (!(gap.variance > 0) || !t) {
    return std::nullopt;
  }
  const double half = *t * std::sqrt(gap.variance);
  return finding::Interval{gap.difference - half, gap.difference + half, level, "wald"};
}

std::optional<double> p_of(const Gap& gap) {
  if (!(gap.df > 0) || !(gap.variance > 0)) {
    return std::nullopt;
  }
  return two_sided_p(gap.difference, std::sqrt(gap.variance),
                     std::isinf(gap.df) ? std::nullopt : std::optional(gap.df));
}

}  // namespace kith::compare
