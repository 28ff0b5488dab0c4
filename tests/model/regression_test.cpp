// Regressions whose answers are known in closed form, and those that the data cannot bear.
#include <gtest/gtest.h>

#include <cmath>

#include "base/problem.h"
#include "model/analysis.h"

namespace kith::model {
namespace {

// 60 people in 12 clusters: y is 1 for 10 of 30 in group a and 20 of 30 in group b.
data::Table two_groups() {
  std::vector<data::Option> options{{"a", "a", {}, data::Missing::None}, {"b", "b", {}, data::Missing::None}};
  std::vector<std::uint8_t> group;
  std::vector<double> y;
  std::vector<double> cluster;
  std::vector<double> weight;
  for (std::size_t i = 0; i < 60; ++i) {
    group.push_back(i < 30 ? 0 : 1);
    y.push_back(i % 30 < (i < 30 ? 10U : 20U) ? 1 : 0);
    cluster.push_back(static_cast<double>(i % 12));
    weight.push_back(1);
  }
  data::Table table;
  table.add(data::Column::categorical("g", options, group));
  table.add(data::Column::number("y", y));
  table.add(data::Column::number("cluster", cluster));
  table.add(data::Column::number("w", weight));
  return table;
}

Request logistic(const std::string& formula) {
  Request request{.formula = formula, .family = "quasibinomial"};
  request.design.clusters = {"cluster"};
  return request;
}

std::string code_of(const data::Table& table, const Request& request) {
  try {
    analyse(table, request);
  } catch (const Error& error) {
    return error.problems().front().code;
  }
  return {};
}

bool has_note(const Model& model, const std::string& code) {
  for (const finding::Note& note : model.notes) {
    if (note.code == code) {
      return true;
    }
  }
  return false;
}

TEST(Regression, GivesTheLogarithmOfTheOddsRatioOfTwoGroups) {
  const data::Table table = two_groups();
  Request request = logistic("y ~ g");
  request.margins = {"g"};
  const Analysis analysis = analyse(table, request);
  EXPECT_NEAR(analysis.model.coefficients[0], std::log(0.5), 1e-12);
  EXPECT_NEAR(analysis.model.coefficients[1], std::log(4), 1e-12);
  EXPECT_EQ(analysis.model.names[1], "gb");
  EXPECT_EQ(analysis.model.df_residual, 10);  // 12 clusters - 1 stratum + 1 - 2 coefficients
  EXPECT_NEAR(analysis.margins.front().means[0], 1.0 / 3, 1e-12);
  EXPECT_NEAR(analysis.margins.front().contrast(1), 1.0 / 3, 1e-12);
  EXPECT_GT(analysis.margins.front().contrast_se(1), 0);
}

TEST(Regression, DoesNotChangeWithTheUnitOfTheWeights) {
  data::Table table = two_groups();
  Request request = logistic("y ~ g");
  request.design.weight = "w";
  const Analysis before = analyse(table, request);
  data::Table scaled = two_groups();
  data::Table rescaled;
  for (const data::Column& column : scaled.columns()) {
    rescaled.add(column.name == "w" ? data::Column::number("w", std::vector<double>(60, 1e6)) : column);
  }
  const Analysis after = analyse(rescaled, request);
  EXPECT_NEAR(before.model.se(1), after.model.se(1), 1e-12);
  EXPECT_NEAR(before.model.deviance, after.model.deviance, 1e-9);
}

TEST(Regression, PenalisesAndNamesATermThatSeparates) {
  const data::Table table = two_groups();
  Request request = logistic("I(g == \"b\") ~ I(g == \"b\" | y > 2)");
  const Analysis analysis = analyse(table, request);
  EXPECT_TRUE(analysis.model.penalised);
  EXPECT_TRUE(has_note(analysis.model, "separation"));
  // Of a 2 x 2 table Firth adds a half to each cell: log((30.5 * 30.5) / (0.5 * 0.5)).
  EXPECT_NEAR(analysis.model.coefficients[1], 2 * std::log(61), 1e-6);
}

TEST(Regression, RefusesTooFewEventsConstantsAndUnknownColumns) {
  const data::Table table = two_groups();
  EXPECT_EQ(code_of(table, logistic("I(cluster == 3 & y == 1) ~ g")), "few-events");
  EXPECT_EQ(code_of(table, logistic("I(y > 5) ~ g")), "constant-response");
  EXPECT_EQ(code_of(table, logistic("y ~ h")), "unknown-column");
  EXPECT_EQ(code_of(table, logistic("cluster ~ g")), "bad-response");
  Request log_of_nothing = logistic("y ~ log(cluster)");
  EXPECT_EQ(code_of(table, log_of_nothing), "not-finite");
}

TEST(Regression, HasNoTestsWithMoreParametersThanClusters) {
  const data::Table table = two_groups();
  Request request{.formula = "y ~ factor(cluster)"};
  request.design.clusters = {"cluster"};
  const Analysis analysis = analyse(table, request);
  EXPECT_LE(analysis.model.df_residual, 0);
  EXPECT_TRUE(has_note(analysis.model, "no-degrees-of-freedom"));
}

TEST(Regression, LeavesOutAColumnThatFollowsFromOthers) {
  const data::Table table = two_groups();
  Request request{.formula = "y ~ cluster + I(2 * cluster)"};
  request.design.clusters = {"cluster"};
  const Analysis analysis = analyse(table, request);
  EXPECT_EQ(analysis.model.aliased_count(), 1U);
  EXPECT_TRUE(has_note(analysis.model, "aliased"));
}

TEST(TermTest, RefusesModelsOfDifferentRows) {
  data::Table table = two_groups();
  std::vector<std::uint8_t> reasons(60);
  reasons[7] = static_cast<std::uint8_t>(data::Missing::Blank);
  table.add(data::Column::number("z", std::vector<double>(60, 0.5), reasons));
  std::vector<double> other;
  for (std::size_t i = 0; i < 60; ++i) {
    other.push_back(static_cast<double>(i * i % 7));
  }
  table.add(data::Column::number("v", other, reasons));
  const Analysis larger = analyse(table, logistic("y ~ g + v"));
  const Analysis smaller = analyse(table, logistic("y ~ g"));
  try {
    compare(larger.model, smaller.model, {.method = TermTestMethod::LikelihoodRatio});
    FAIL() << "compared";
  } catch (const Error& error) {
    EXPECT_EQ(error.problems().front().code, "different-rows");
  }
}

TEST(TermTest, OfOneCoefficientIsItsSquaredStatistic) {
  const data::Table table = two_groups();
  Request request = logistic("y ~ g");
  request.test_terms = "wald";
  const Analysis analysis = analyse(table, request);
  const double t = analysis.model.coefficients[1] / analysis.model.se(1);
  EXPECT_NEAR(analysis.tests.front().statistic, t * t, 1e-9 * t * t);
}

}  // namespace
}  // namespace kith::model
