// Findings, models and tests pooled: that what nobody had to impute stays as it is, that what was imputed is Rubin's,
// and that under missing at random the truth comes out where complete cases miss it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <memory>

#include "base/problem.h"
#include "data/expression.h"
#include "design/make.h"
#include "estimate/group_test.h"
#include "estimate/independence.h"
#include "impute/made_up.h"
#include "impute/pooled_findings.h"
#include "impute/pooled_model.h"
#include "impute/pooled_test.h"
#include "num/rubin.h"

namespace kith::impute {
namespace {

using ::testing::Contains;
using ::testing::Field;

const design::Spec clustered{.strata = {"stratum"}, .clusters = {"cluster"}};

Imputations imputed(const data::Table& table, const std::vector<std::string>& columns, const design::Spec& spec,
                    std::size_t count, std::size_t iterations = 5) {
  Options options = options_for(columns, spec);
  options.count = count;
  options.iterations = iterations;
  return impute(table, options);
}

TEST(PooledFindings, AreTheFindingsThemselvesWhereNothingIsMissing) {
  const data::Table table = made_up(200, 1);
  const estimate::Request request{
      .measures = {"mean(x)", "share(x > 0)", "quantile(x, 0.25, 0.5)", "difference(mean(x), stratum)"},
      .breakdowns = {{}, {"stratum"}},
      .design = clustered};
  const auto plain = estimate::estimate(table, request).findings();
  const auto pooled =
      pooled_findings(table, request, imputed(table, estimate::columns(request), clustered, 3)).findings;
  ASSERT_EQ(pooled.size(), plain.size());
  for (std::size_t i = 0; i < plain.size(); ++i) {
    EXPECT_EQ(pooled[i].value, plain[i].value);
    EXPECT_EQ(pooled[i].se, plain[i].se);
    EXPECT_EQ(pooled[i].df, plain[i].df) << "the degrees of freedom of the complete data";
    ASSERT_EQ(pooled[i].interval.has_value(), plain[i].interval.has_value());
    if (plain[i].interval) {
      EXPECT_EQ(pooled[i].interval->low, plain[i].interval->low);
      EXPECT_EQ(pooled[i].interval->method, plain[i].interval->method);
    }
    ASSERT_TRUE(pooled[i].imputation);
    EXPECT_EQ(pooled[i].imputation->count, 3);
    EXPECT_EQ(pooled[i].imputation->missing_information, 0);
    EXPECT_EQ(pooled[i].notes, plain[i].notes);
  }
}

TEST(PooledFindings, AreRubinsOfWhatEveryCompletedTableSays) {
  const data::Table table = made_up(300, 2);
  const estimate::Request request{.measures = {"mean(y)", "share(agrees in \"yes\")"}, .design = clustered};
  const Imputations imputations = imputed(table, estimate::columns(request), clustered, 6);
  const auto pooled = pooled_findings(table, request, imputations).findings;
  const auto complete = estimate::estimate(table, request).findings();
  for (std::size_t f = 0; f < pooled.size(); ++f) {
    std::vector<double> values, variances;
    double df = 0;
    for (std::size_t i = 0; i < imputations.count(); ++i) {
      const data::Table completed = imputations.completed(i);
      const auto own = estimate::estimate(completed, request).findings()[f];
      values.push_back(*own.value);
      variances.push_back(*own.se * *own.se);
      df = *own.df;
    }
    const num::Pooled rules = num::pool(values, variances, {.df_complete = df});
    EXPECT_EQ(pooled[f].value, rules.value);
    EXPECT_EQ(pooled[f].se, std::sqrt(rules.variance));
    EXPECT_EQ(pooled[f].df, rules.df);
    EXPECT_LT(*pooled[f].df, df);
    EXPECT_EQ(pooled[f].imputation->missing_information, rules.information);
    EXPECT_EQ(pooled[f].imputation->complete_cases->value, complete[f].value);
    EXPECT_EQ(pooled[f].bases.unweighted, 300);
    EXPECT_EQ(pooled[f].imputation->complete_cases->unweighted, complete[f].bases.unweighted);
    EXPECT_THAT(pooled[f].notes, Contains(Field(&finding::Note::code, "imputed")));
  }
  EXPECT_THAT(pooled[0].notes, Contains(Field(&finding::Note::code, "much-imputed")));
  EXPECT_THAT(complete[0].notes, Contains(Field(&finding::Note::code, "much-missing")));
  const double logit = std::log(*pooled[1].value / (1 - *pooled[1].value));
  EXPECT_EQ(pooled[1].interval->method, "logit");
  EXPECT_NEAR(std::log(pooled[1].interval->low / (1 - pooled[1].interval->low)) +
                  std::log(pooled[1].interval->high / (1 - pooled[1].interval->high)),
              2 * logit, 1e-9);
}

TEST(PooledFindings, HaveNoValueWhereNobodyAnsweredAndNeverNaN) {
  data::Table table = made_up(60, 3);
  table.add(numbers("nobody", std::vector<double>(60), std::vector<std::uint8_t>(60, blank)));
  const estimate::Request request{.measures = {"mean(nobody)", "mean(y)"}, .breakdowns = {{"kind"}}};
  const auto pooled = pooled_findings(table, request, imputed(table, estimate::columns(request), {}, 3)).findings;
  for (const finding::Finding& finding : pooled) {
    EXPECT_EQ(finding.value.has_value(), finding.measure == "mean(y)");
    EXPECT_TRUE(std::isfinite(finding.value.value_or(0)) && std::isfinite(finding.se.value_or(0)));
  }
}

TEST(PooledModel, AgreesWithRubinsAndTestsTermsByD1) {
  const data::Table table = made_up(400, 4);
  const model::Request request{
      .formula = "y ~ x + kind", .design = clustered, .test_terms = "wald", .margins = {"kind"}};
  const Imputations imputations = imputed(table, model::columns(request), clustered, 5);
  const PooledModel pooled = pooled_model(table, request, imputations);
  std::vector<double> values, variances;
  for (std::size_t i = 0; i < imputations.count(); ++i) {
    const data::Table completed = imputations.completed(i);
    const model::Analysis fit = model::analyse(completed, request);
    values.push_back(fit.model.coefficients[1]);
    variances.push_back(fit.model.covariance(1, 1));
  }
  const num::Pooled rules = num::pool(values, variances, {.df_complete = pooled.df_residual});
  ASSERT_EQ(pooled.coefficients[1].name, "x");
  EXPECT_DOUBLE_EQ(*pooled.coefficients[1].figure.value, rules.value);
  EXPECT_DOUBLE_EQ(*pooled.coefficients[1].figure.se, std::sqrt(rules.variance));
  EXPECT_DOUBLE_EQ(pooled.coefficients[1].figure.df, rules.df);
  ASSERT_EQ(pooled.tests.size(), 2U);
  const double t = rules.value / std::sqrt(rules.variance);
  EXPECT_NEAR(pooled.tests[0].test->f, t * t, 1e-9 * t * t) << "D1 of one coefficient is the square of its t";
  EXPECT_EQ(pooled.tests[1].df1, 2U);
  ASSERT_EQ(pooled.margins.size(), 3U);
  EXPECT_NEAR(*pooled.margins[1].contrast->value, *pooled.coefficients[2].figure.value, 1e-9);
  EXPECT_NEAR(rules.value, 1, 0.25) << "the coefficient that the table was made with";
  model::Request likelihood = request;
  likelihood.test_terms = "lrt";
  EXPECT_THROW(pooled_model(table, likelihood, imputations), Error);
}

TEST(PooledTest, TakesEstimatesByRubinAndStatisticsByD2) {
  const data::Table table = made_up(300, 5);
  const Imputations imputations = imputed(table, {"y", "agrees", "kind", "x"}, {}, 5);
  std::vector<estimate::TestResult> t_tests, tables;
  const std::vector<std::uint8_t> everybody(table.rows(), 1);
  for (std::size_t i = 0; i < imputations.count(); ++i) {
    const data::Table completed = imputations.completed(i);
    const design::Design design = design::make({}, completed);
    t_tests.push_back(estimate::t_test(completed, estimate::group_formula("y ~ agrees"), design, everybody, 0.95));
    tables.push_back(estimate::independence(completed, "agrees", "kind", design, everybody,
                                            estimate::independence_of("Chisq").value()));
  }
  const PooledTestResult difference = pooled_test(t_tests, nullptr, 0.95);
  std::vector<double> values, variances;
  for (const estimate::TestResult& test : t_tests) {
    values.push_back(*test.estimate);
    variances.push_back(*test.se * *test.se);
  }
  const num::Pooled rules = num::pool(values, variances, {.df_complete = *t_tests[0].df2});
  EXPECT_DOUBLE_EQ(*difference.test.estimate, rules.value);
  EXPECT_DOUBLE_EQ(difference.test.statistic, rules.value / std::sqrt(rules.variance));
  EXPECT_DOUBLE_EQ(*difference.test.df2, rules.df);
  const PooledTestResult independence = pooled_test(tables, nullptr, 0.95);
  EXPECT_EQ(independence.test.symbol, "F");
  EXPECT_EQ(independence.test.df1, 2);
  EXPECT_GT(*independence.test.p, 0);
  EXPECT_LE(*independence.test.p, 1);
  EXPECT_THAT(independence.test.notes, Contains(Field(&finding::Note::code, "pooled-statistics")));
  const std::vector<estimate::TestResult> same(3, tables[0]);
  EXPECT_EQ(pooled_test(same, nullptr, 0.95).test.p, tables[0].p) << "nothing imputed, nothing changed";
}

struct Tally {
  int held = 0;
  double bias = 0;
  double complete_bias = 0;
};

Tally tally(const std::string& measure, double truth, const design::Spec& spec, int draws) {
  Tally tally;
  for (int draw = 0; draw < draws; ++draw) {
    const data::Table table = made_up(240, 1000 + static_cast<std::uint64_t>(draw));
    const estimate::Request request{.measures = {measure}, .design = spec};
    std::vector<std::string> columns = estimate::columns(request);
    columns.emplace_back("x");
    const finding::Finding finding =
        pooled_findings(table, request, imputed(table, columns, spec, 5, 2)).findings.front();
    tally.held += finding.interval && finding.interval->low <= truth && truth <= finding.interval->high ? 1 : 0;
    tally.bias += (*finding.value - truth) / draws;
    tally.complete_bias += (*finding.imputation->complete_cases->value - truth) / draws;
  }
  return tally;
}

TEST(PooledFindings, HoldTheTruthUnderMissingAtRandomWhereCompleteCasesAreBiased) {
  constexpr int draws = 200;
  const Tally mean = tally("mean(y)", 0, clustered, draws);
  EXPECT_LT(mean.complete_bias, -0.25) << "who is left has small x";
  EXPECT_NEAR(mean.bias, 0, 0.06);
  EXPECT_GE(mean.held, 0.91 * draws);
  const Tally share = tally("share(agrees in \"yes\")", 0.5, {}, draws);
  EXPECT_LT(share.complete_bias, -0.04);
  EXPECT_NEAR(share.bias, 0, 0.01);
  EXPECT_GE(share.held, 0.91 * draws);
  EXPECT_LE(share.held, 0.99 * draws);
}

}  // namespace
}  // namespace kith::impute
