// What is asked of a fitted regression (limits by likelihood, score tests, information, few clusters), where the answer
// is known in closed form.
#include <gtest/gtest.h>

#include <cmath>

#include "base/problem.h"
#include "model/analysis.h"
#include "model/few_clusters.h"
#include "model/information.h"
#include "model/profile.h"
#include "model/score_test.h"
#include "num/binomial.h"
#include "num/distribution.h"
#include "num/random.h"
#include "num/share_tests.h"

namespace kith::model {
namespace {

// 60 people in 12 clusters of 5: y is 1 for 12 of 30 in group a and 20 of 30 in group b; x is normal.
data::Table people() {
  num::Random random(21);
  std::vector<double> group;
  std::vector<double> y;
  std::vector<double> cluster;
  std::vector<double> x;
  for (std::size_t i = 0; i < 60; ++i) {
    group.push_back(i < 30 ? 0 : 1);
    y.push_back(i % 30 < (i < 30 ? 12U : 20U) ? 1 : 0);
    cluster.push_back(static_cast<double>((i * 7) % 12));
    x.push_back(random.normal() + y.back());
  }
  data::Table table;
  table.add(data::Column::number("g", group));
  table.add(data::Column::number("y", y));
  table.add(data::Column::number("cluster", cluster));
  table.add(data::Column::number("x", x));
  return table;
}

Model fitted(const data::Table& table, const std::string& formula, const std::string& family = "quasibinomial",
             bool clustered = false) {
  Request request{.formula = formula, .family = family};
  if (clustered) {
    request.design.clusters = {"cluster"};
  }
  return analyse(table, request).model;
}

double logit(double p) {
  return std::log(p / (1 - p));
}

TEST(Profile, OfAConstantIsTheLikelihoodRatioIntervalOfAShare) {
  const data::Table table = people();
  const Model model = fitted(table, "y ~ 1");
  const double z = num::normal_quantile(0.975);
  const ProfileLimits limits = profile_limits(model, 0, z * z);
  const num::Limits expected = num::binomial_likelihood_ratio(32, 60, 0.025).value();
  EXPECT_NEAR(limits.low.value(), logit(expected.low), 1e-7);
  EXPECT_NEAR(limits.high.value(), logit(expected.high), 1e-7);
}

TEST(Profile, OfAGaussianModelIsWaldsInterval) {
  const data::Table table = people();
  const Model model = fitted(table, "x ~ g + y", "gaussian", true);
  const double rise = allowed_rise(model, 1, 0.95).value();
  const ProfileLimits limits = profile_limits(model, 1, rise);
  const double reach = num::t_quantile(0.975, model.df_residual).value() * model.se(1);
  EXPECT_NEAR(limits.low.value(), model.coefficients[1] - reach, 1e-7);
  EXPECT_NEAR(limits.high.value(), model.coefficients[1] + reach, 1e-7);
}

// Of independent people the working score test of two groups is Pearson's chi-squared of the fourfold table.
TEST(ScoreTest, OfTwoGroupsIsPearsonsChiSquared) {
  const data::Table table = people();
  const ScoreTest test = score_test(fitted(table, "y ~ 1"), table, parse_formula("y ~ g"));
  const std::vector<double> x{12, 20};
  const std::vector<double> n{30, 30};
  EXPECT_NEAR(test.statistic * test.lambda.front(), num::proportions_test(x, n, num::Continuity::None)->statistic,
              1e-9);
  EXPECT_NEAR(test.scores[0], 20 - 32.0 / 60 * 30, 1e-9);
  EXPECT_EQ(test.names, std::vector<std::string>{"g"});
  const ScoreTest pseudo =
      score_test(fitted(table, "y ~ 1"), table, parse_formula("y ~ g"), {.method = ScoreTestMethod::Pseudoscore});
  EXPECT_NEAR(pseudo.statistic, test.statistic, 1e-9);  // of one coefficient both are S^2 / V
}

TEST(ScoreTest, RefusesWhatIsNoLargerModel) {
  const data::Table table = people();
  const Model model = fitted(table, "y ~ x");
  EXPECT_THROW(score_test(model, table, parse_formula("y ~ g")), Error);
  EXPECT_THROW(score_test(model, table, parse_formula("y ~ x")), Error);
}

// The effects of a linear model of independent people: those of White's covariance, and of the residuals' fourth
// moment.
TEST(Information, CountsAsManyParametersAsTheDesignMakesOfThem) {
  const data::Table table = people();
  const Model model = fitted(table, "x ~ 1", "gaussian");
  double mean = 0;
  for (std::size_t i = 0; i < 60; ++i) {
    mean += model.response[i] / 60;
  }
  double second = 0;
  double fourth = 0;
  for (std::size_t i = 0; i < 60; ++i) {
    const double e = model.response[i] - mean;
    second += e * e / 60;
    fourth += e * e * e * e / 60;
  }
  const double effect = (fourth - second * second) / 59 / (2 * second * second / 60);
  EXPECT_NEAR(aic(model).effective, effect, 1e-9);
  EXPECT_NEAR(aic(model, 3).value - aic(model).value, effect, 1e-9);
}

TEST(Information, OfTheMaximalModelIsItsDevianceAndItsParameters) {
  const data::Table table = people();
  const Model maximal = fitted(table, "y ~ g + x", "quasibinomial", true);
  const Bic own = bic(maximal, maximal);
  EXPECT_NEAR(own.value, maximal.deviance + 3 * std::log(60), 1e-9);
  EXPECT_FALSE(own.effective_size);
  const Model smaller = fitted(table, "y ~ g", "quasibinomial", true);
  const double lambda = maximal.covariance(2, 2) / maximal.naive(2, 2);
  const Bic less = bic(smaller, maximal);
  const double z = maximal.coefficients[2] / maximal.se(2);
  EXPECT_NEAR(less.value, z * z + 2 * std::log(60) + std::log(lambda) + maximal.deviance, 1e-9);
  EXPECT_NEAR(less.effective_size.value(), 60 / lambda, 1e-9);
  EXPECT_THROW(bic(maximal, smaller), Error);
}

TEST(Information, RSquaredIsOneWhereNagelkerkesLargestValueIsReached) {
  const data::Table table = people();
  Model model = fitted(table, "y ~ x");
  const PseudoRSquared found = pseudo_r_squared(model);
  EXPECT_GT(found.cox_snell, 0);
  EXPECT_LT(found.cox_snell, found.nagelkerke);
  model.deviance = 0;
  EXPECT_NEAR(pseudo_r_squared(model).nagelkerke, 1, 1e-12);
  EXPECT_THROW(pseudo_r_squared(fitted(table, "x ~ y", "gaussian")), Error);
}

// Clusters of one size and a constant: every leverage is 1/G, so that the variance grows by G/(G - 1), on G - 1 degrees
// of freedom.
TEST(FewClusters, OfAConstantAndEqualClustersInflatesByTheirNumber) {
  const data::Table table = people();
  const Model model = fitted(table, "x ~ 1", "gaussian", true);
  const FewClusters found = few_clusters(model, num::WorkingCorrelation::Independent);
  EXPECT_NEAR(found.covariance(0, 0) / model.covariance(0, 0), 12.0 / 11, 1e-9);
  EXPECT_NEAR(found.df[0], 11, 1e-8);
}

// A domain that leaves four of the clusters: their numbers have gaps, and they are all there is to judge by.
TEST(FewClusters, OfADomainAreThoseThatItHas) {
  const data::Table table = people();
  Request request{.formula = "x ~ 1", .where = "cluster >= 8", .errors = "bell-mccaffrey"};
  request.design.clusters = {"cluster"};
  const Model model = analyse(table, request).model;
  EXPECT_NEAR(model.df(0), 3, 1e-8);
  EXPECT_GT(model.se(0), 0);
}

TEST(FewClusters, AreOnRequestInTermsTestsAndMargins) {
  const data::Table table = people();
  Request request{.formula = "x ~ g + y", .test_terms = "wald", .margins = {"g=0,1"}, .errors = "bell-mccaffrey"};
  request.design.clusters = {"cluster"};
  const Analysis analysis = analyse(table, request);
  const FewClusters expected =
      few_clusters(fitted(table, "x ~ g + y", "gaussian", true), num::WorkingCorrelation::Independent);
  EXPECT_EQ(analysis.model.df(1), expected.df[1]);
  EXPECT_EQ(analysis.model.se(1), std::sqrt(expected.covariance(1, 1)));
  EXPECT_EQ(analysis.tests.front().df2, expected.df.minCoeff());
  EXPECT_EQ(analysis.margins.front().df, expected.df.minCoeff());
  request.errors = "robust";
  EXPECT_THROW(analyse(table, request), Error);
}

TEST(FewClusters, AreFewerDegreesOfFreedomThanClustersForAPredictorThatVariesBetweenThem) {
  const data::Table table = people();
  const Model model = fitted(table, "y ~ x + I(cluster < 3)", "quasibinomial", true);
  const FewClusters found = few_clusters(model, num::WorkingCorrelation::Independent);
  EXPECT_LT(found.df[2], 6);
  EXPECT_GT(found.covariance(2, 2), model.covariance(2, 2));
}

}  // namespace
}  // namespace kith::model
