#include "impute/pooled_test.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "base/problem.h"
#include "impute/pooled_figure.h"
#include "num/distribution.h"
#include "num/pooled_test.h"

namespace kith::impute {

namespace {

using estimate::TestResult;

bool has_estimate(const TestResult& test) {
  return test.estimate && test.se && test.df2 && test.df1.value_or(1) <= 1;
}

void pool_estimates(PooledTestResult& pooled, std::span<const TestResult> tests, double level) {
  std::vector<Answer> answers;
  for (const TestResult& test : tests) {
    answers.push_back({test.estimate, test.se, test.df2.value_or(0)});
  }
  const PooledFigure figure = pooled_figure(answers);
  const auto complete_cases = pooled.imputation.complete_cases;
  pooled.imputation = figure.imputation;
  pooled.imputation.complete_cases = complete_cases;
  if (!figure.imputed) {
    return;
  }
  TestResult& test = pooled.test;
  test.estimate = figure.value;
  test.se = figure.se;
  test.df2 = figure.df;
  test.interval.reset();
  test.p.reset();
  const double value = figure.value.value_or(0);
  const double se = figure.se.value_or(0);
  const auto t = num::t_quantile(0.5 + level / 2, figure.df);
  if (!(se > 0) || !t) {
    return;
  }
  // F on one degree of freedom is the square of t.
  const double ratio = value / se;
  test.statistic = test.df1 ? ratio * ratio : ratio;
  test.p = num::t_two_sided(ratio, figure.df);
  test.interval = finding::Interval{value - *t * se, value + *t * se, level, "wald"};
}

// The statistic on the scale on which it is compared with chi-squared(df1); Rao and Scott's is divided by the mean
// design effect first.
double chi_squared(const TestResult& test) {
  const double df = test.df1.value_or(1);
  if (test.df2) {
    return test.statistic * df;
  }
  double effects = 0;
  for (const double effect : test.design_effects) {
    effects += effect;
  }
  return effects > 0 ? test.statistic * df / effects : test.statistic;
}

void pool_statistics(PooledTestResult& pooled, std::span<const TestResult> tests) {
  std::vector<double> statistics;
  double df1 = 0;
  std::optional<double> df2 = tests.front().df2;
  for (const TestResult& test : tests) {
    df1 += test.df1.value_or(1) / static_cast<double>(tests.size());
    df2 = df2 && test.df2 ? std::optional(std::min(*df2, *test.df2)) : std::nullopt;
  }
  for (const TestResult& test : tests) {
    statistics.push_back(chi_squared(test));
  }
  const bool same = std::ranges::all_of(statistics, [&](double statistic) { return statistic == statistics.front(); });
  pooled.imputation.df_complete = df2.value_or(std::numeric_limits<double>::infinity());
  if (same) {
    return;
  }
  const num::PooledTest d2 = num::pooled_statistics(statistics, df1);
  TestResult& test = pooled.test;
  test.symbol = "F";
  test.statistic = d2.f;
  test.df1 = df1;
  const double below = std::min(d2.df2, df2.value_or(d2.df2));
  test.df2 = below;
  test.p = d2.f > 0 && below < d2.df2 ? num::f_above(d2.f, df1, below) : d2.p;
  test.design_effects.clear();
  pooled.imputation.increase = d2.increase;
  pooled.imputation.missing_information = d2.increase / (1 + d2.increase);
  test.notes.push_back({"pooled-statistics",
                        "Pooled by D2 from the statistics of the imputations, which finds less than "
                        "a test of complete answers would."});
}

}  // namespace

PooledTestResult pooled_test(std::span<const TestResult> tests, const TestResult* complete, double level) {
  PooledTestResult pooled{tests.front(), {.count = static_cast<std::int64_t>(tests.size()), .complete_cases = {}}};
  std::vector<std::vector<finding::Note>> notes;
  for (const TestResult& test : tests) {
    notes.push_back(test.notes);
  }
  pooled.test.notes = together(notes);
  if (complete != nullptr) {
    pooled.imputation.complete_cases = {complete->estimate, complete->se, complete->interval, complete->respondents};
    for (finding::Note& note :
         imputation_notes(pooled.test.respondents, complete->respondents, pooled.imputation.count)) {
      pooled.test.notes.push_back(std::move(note));
    }
  }
  if (std::ranges::any_of(tests, [](const TestResult& test) { return !test.p; })) {
    pooled.test.p.reset();
    pooled.test.notes.push_back({"not-in-every-imputation", "Some imputations do not carry the test."});
    return pooled;
  }
  if (std::ranges::all_of(tests, has_estimate)) {
    pool_estimates(pooled, tests, level);
  } else if (std::ranges::all_of(tests, [](const TestResult& test) { return test.df1.has_value(); })) {
    pool_statistics(pooled, tests);
  } else {
    throw Error({"not-pooled",
                 "this test has no pooled form after multiple imputation",
                 {},
                 "test independence by F, Chisq, Wald or adjWald, or means and ranks"});
  }
  return pooled;
}

}  // namespace kith::impute
