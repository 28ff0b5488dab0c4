// Quantiles: the rules by hand, and what must hold of any interval.
#include "estimate/quantile.h"

#include <gtest/gtest.h>

#include <cmath>

#include "num/distribution.h"
#include "num/sort_order.h"
#include "sample.h"

namespace kith::estimate {
namespace {

Ranked of(const std::vector<double>& values, const std::vector<double>& weights) {
  return ranked(values, weights, num::sort_order(values));
}

// 1 to 5 with equal weights; the values are Hyndman and Fan's (1996) definitions at p = .3, worked by hand.
TEST(QuantileRules, AreHyndmanAndFansWithEqualWeights) {
  const Ranked answers = of({4, 2, 5, 1, 3}, {1, 1, 1, 1, 1});
  const auto at = [&](std::string_view rule, double p) { return quantile_rule(rule).at(answers, p); };
  EXPECT_DOUBLE_EQ(at("hf1", 0.3), 2);
  EXPECT_DOUBLE_EQ(at("hf4", 0.3), 1.5);
  EXPECT_DOUBLE_EQ(at("hf5", 0.3), 2);
  EXPECT_DOUBLE_EQ(at("hf6", 0.3), 1.8);
  EXPECT_DOUBLE_EQ(at("hf7", 0.3), 2.2);
  EXPECT_NEAR(at("hf8", 0.3), 29.0 / 15, 1e-12);
  EXPECT_NEAR(at("hf9", 0.3), 1.95, 1e-12);
  EXPECT_DOUBLE_EQ(at("math", 0.4), 2);
  EXPECT_DOUBLE_EQ(at("school", 0.4), 2.5);
  EXPECT_DOUBLE_EQ(at("hf3", 0.4), 2);
  EXPECT_DOUBLE_EQ(at("hf3", 0.6), 4);
  EXPECT_DOUBLE_EQ(at("math", 0.1), 1);
  EXPECT_DOUBLE_EQ(at("school", 1), 5);
  for (const QuantileRule& rule : quantile_rules()) {
    EXPECT_DOUBLE_EQ(rule.at(of({7}, {2}), 0.5), 7) << rule.name;
  }
}

TEST(QuantileRules, AWholeWeightIsAsManyPeople) {
  const Ranked weighted = of({10, 20, 30}, {1, 3, 2});
  const Ranked people = of({10, 20, 20, 20, 30, 30}, {1, 1, 1, 1, 1, 1});
  for (const double p : {0.1, 0.3, 0.5, 2.0 / 3, 0.9}) {
    EXPECT_EQ(quantile_rule("math").at(weighted, p), quantile_rule("math").at(people, p)) << p;
    EXPECT_EQ(quantile_rule("school").at(weighted, p), quantile_rule("school").at(people, p)) << p;
  }
  EXPECT_EQ(of({1, 2, 3}, {1, 0, 1}).values, (std::vector<double>{1, 3}));
}

// Trap: an interval made by another rule than the quantile, which need not hold it.
TEST(Quantile, EveryIntervalOfEveryRuleHoldsItsQuantile) {
  const data::Table table = table_of(made_up_rows());
  for (const std::string_view type : quantile_intervals()) {
    for (const QuantileRule& rule : quantile_rules()) {
      if (type == "quantile" || type == "score") {  // replicates only; an unweighted share carried back, as in R
        continue;
      }
      Request request;
      request.measures = {"quantile(income, 0.25, 0.5, 0.9)", "quantile(rooms, 0.25, 0.5)"};
      request.design = spec_of(Drawn::Clustered);
      request.quantile_interval = type;
      request.quantile_rule = rule.name;
      const Estimates estimates = estimate(table, request);
      for (const finding::Finding& finding : estimates.findings()) {
        ASSERT_TRUE(finding.interval) << type << " " << rule.name;
        EXPECT_LE(finding.interval->low, *finding.value) << type << " " << rule.name;
        EXPECT_GE(finding.interval->high, *finding.value) << type << " " << rule.name;
      }
    }
  }
}

TEST(Quantile, WoodruffsIntervalIsThatOfTheShareCarriedBack) {
  const data::Table table = table_of(made_up_rows());
  const finding::Finding median = ask(table, spec_of(Drawn::Clustered), {"median(income)"}, {"group"}).at(1);
  const auto below = [&](double threshold) {
    return ask(table, spec_of(Drawn::Clustered), {"share(income <= " + std::to_string(threshold) + ")"}, {"group"})
        .at(1);
  };
  const finding::Finding share = below(*median.value + 1e-6);
  EXPECT_NEAR(*share.value, 0.5, 0.02);
  const double reach = *share.se * *num::t_quantile(0.975, *share.df);
  EXPECT_NEAR(*below(median.interval->low + 1e-6).value, *share.value - reach, 0.02);
  EXPECT_NEAR(*below(median.interval->high + 1e-6).value, *share.value + reach, 0.02);
  EXPECT_EQ(*median.df, *share.df);
}

TEST(Quantile, SaysWhatItDoesNotKnow) {
  const data::Table table = table_of(made_up_rows());
  Request request;
  request.measures = {"quantile(income, 0.5)"};
  request.quantile_interval = "quantile";
  EXPECT_THROW(estimate(table, request), Error);
  request.quantile_interval = "meen";
  EXPECT_THROW(estimate(table, request), Error);
  EXPECT_THROW(ask(table, {}, {"quantile(income, 1.5)"}), Error);
  EXPECT_THROW(ask(table, {}, {"quantile(income)"}), Error);
  const finding::Finding highest = ask(table, {}, {"quantile(income, 0.999)"}).front();
  EXPECT_TRUE(highest.value);
  EXPECT_FALSE(highest.interval);
  ASSERT_FALSE(highest.notes.empty());
  EXPECT_EQ(highest.notes.back().code, "no-quantile-interval");
}

}  // namespace
}  // namespace kith::estimate
