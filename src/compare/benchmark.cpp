#include "compare/benchmark.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "compare/effect_sizes.h"
#include "compare/mover.h"
#include "num/distribution.h"

namespace kith::compare {

namespace {

// Wilson (1927), with a base that need not be whole.
finding::Interval wilson(double share, double base, double level) {
  const double z = num::normal_quantile(0.5 + level / 2);
  const double z2 = z * z;
  const double centre = (share + z2 / (2 * base)) / (1 + z2 / base);
  const double half = z / (1 + z2 / base) * std::sqrt(share * (1 - share) / base + z2 / (4 * base * base));
  return {std::max(0.0, centre - half), std::min(1.0, centre + half), level, "wilson"};
}

// None: the benchmark is a fixed figure.
std::optional<finding::Interval> interval_of(const study::Benchmark& benchmark, double level) {
  const double error = standard_error(benchmark);
  const double b = benchmark.value;
  if (!(error > 0)) {
    return std::nullopt;
  }
  if (benchmark.low && benchmark.high) {
    return finding::Interval{*benchmark.low, *benchmark.high, level, "data"};
  }
  if (benchmark.mean) {
    const double half = num::normal_quantile(0.5 + level / 2) * error;
    return finding::Interval{b - half, b + half, level, "normal"};
  }
  return wilson(b, b * (1 - b) / (error * error), level);
}

void add_effects(const finding::Finding& finding, double share, double b, double benchmark_error,
                 finding::Comparison& result) {
  if (!(share > 0) || !(b > 0) || share > 1 || b > 1) {
    return;
  }
  const double log_error = std::hypot(finding.se.value_or(0) / share, benchmark_error / b);
  const auto ratio = ratio_interval(share, b, log_error, finding.df.value_or(std::numeric_limits<double>::infinity()),
                                    result.interval ? result.interval->level : 0.95);
  result.h = cohen_h(share, b);
  result.e_value = e_value(share / b);
  if (ratio) {
    result.e_value_limit = e_value(*ratio);
  }
}

void conclude(const std::map<std::string, std::vector<Test>>& families) {
  for (const auto& [family, tests] : families) {
    conclude(tests, family == "headline" ? num::Adjustment::Holm : num::Adjustment::BenjaminiHochberg);
  }
}

}  // namespace

std::optional<double> two_sided_p(double difference, double error, std::optional<double> df) {
  if (!(error > 0)) {
    return std::nullopt;
  }
  const double t = difference / error;
  return df ? num::t_two_sided(t, *df) : 2 * num::normal_cdf(-std::abs(t));
}

double standard_error(const study::Benchmark& benchmark) {
  if (!benchmark.has_error()) {
    return 0;
  }
  if (benchmark.standard_error) {
    return *benchmark.standard_error;
  }
  const double b = benchmark.value;
  const double deviation = benchmark.mean ? benchmark.standard_deviation.value_or(0) : std::sqrt(b * (1 - b));
  return benchmark.design_factor.value_or(1) * deviation / std::sqrt(benchmark.base.value_or(1));
}

std::optional<finding::Comparison> against(const finding::Finding& finding, const study::Benchmark& benchmark) {
  if (!finding.value) {
    return std::nullopt;
  }
  const double value = *finding.value;
  const double b = benchmark.value;
  finding::Comparison result;
  result.benchmark = benchmark.set;
  result.label = benchmark.label;
  result.value = b;
  result.difference = value - b;
  result.grade = benchmark.grade;
  result.benchmark_has_error = benchmark.has_error();
  result.base = benchmark.base;
  result.design_factor = benchmark.design_factor;
  result.verdict = "not tested";
  result.benchmark_interval = interval_of(benchmark, finding.interval ? finding.interval->level : 0.95);
  if (!finding.interval || !finding.se) {
    return result;
  }

  const finding::Interval& own = *finding.interval;
  const double benchmark_error = standard_error(benchmark);
  const finding::Interval theirs = result.benchmark_interval.value_or(finding::Interval{b, b, own.level, own.method});
  result.interval = finding::Interval{result.difference - std::hypot(value - own.low, theirs.high - b),
                                      result.difference + std::hypot(own.high - value, b - theirs.low), own.level,
                                      result.benchmark_interval ? "mover" : own.method};

  const bool extreme = !benchmark.mean && (value <= 0 || value >= 1 || *finding.se == 0);
  const double own_error = extreme ? std::sqrt(b * (1 - b) / std::max(1.0, finding.bases.effective)) : *finding.se;
  std::optional<double> df = finding.df;
  if (df && benchmark_error > 0) {
    df = satterthwaite({own_error * own_error, *df}, {benchmark_error * benchmark_error,
                                                      benchmark.df.value_or(std::numeric_limits<double>::infinity())});
  }
  result.p = two_sided_p(result.difference, std::hypot(own_error, benchmark_error), df);
  if (!benchmark.mean) {
    add_effects(finding, value, b, benchmark_error, result);
  }
  return result;
}

void conclude(const std::vector<Test>& family, num::Adjustment adjustment) {
  std::vector<double> p(family.size());
  std::ranges::transform(family, p.begin(), &Test::p);
  const std::vector<double> q = num::adjusted(p, adjustment);
  for (std::size_t i = 0; i < q.size(); ++i) {
    *family[i].q = q[i];
    *family[i].verdict = verdict(family[i].difference, *family[i].interval, q[i], family[i].smallest);
  }
}

void conclude(const std::vector<Member>& members) {
  std::map<std::string, std::vector<Test>> crude;
  std::map<std::string, std::vector<Test>> adjusted;
  for (const Member& member : members) {
    finding::Comparison& comparison = *member.comparison;
    if (comparison.p) {
      crude[member.family].push_back({*comparison.p, comparison.difference, &comparison.interval, &comparison.q,
                                      &comparison.verdict, member.smallest});
    }
    if (comparison.adjusted && comparison.adjusted->p) {
      finding::Comparison::Adjusted& own = *comparison.adjusted;
      adjusted[member.family].push_back({*own.p, own.difference, &own.interval, &own.q, &own.verdict, member.smallest});
    }
  }
  conclude(crude);
  conclude(adjusted);
}

std::string verdict(double difference, const std::optional<finding::Interval>& interval, double q, double smallest) {
  if (!interval) {
    return "not tested";
  }
  const bool none = interval->low == 0 && interval->high == 0;
  if (none || (interval->low > -smallest && interval->high < smallest)) {
    return "practically the same";
  }
  const bool excludes_zero = interval->low > 0 || interval->high < 0;
  if (!excludes_zero || q >= 0.05) {
    return "no clear difference";
  }
  return difference > 0 ? "higher" : "lower";
}

}  // namespace kith::compare
