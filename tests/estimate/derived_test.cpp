// Spreads, differences and contrasts against what they must equal.
#include "estimate/derived.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "num/cluster_robust.h"
#include "num/distribution.h"
#include "num/random.h"
#include "sample.h"

namespace kith::estimate {
namespace {

finding::Finding one(const data::Table& table, const design::Spec& spec, std::string measure, std::string where = {}) {
  return ask(table, spec, {std::move(measure)}, {}, std::move(where)).front();
}

TEST(Spread, IsTheTextbooksWhereWeightsAreEqual) {
  const Rows rows = made_up_rows();
  const data::Table table = table_of(rows);
  double mean = 0;
  for (const double x : rows.rooms) {
    mean += x / static_cast<double>(rows.size());
  }
  double squares = 0;
  for (const double x : rows.rooms) {
    squares += (x - mean) * (x - mean);
  }
  const double variance = squares / static_cast<double>(rows.size() - 1);
  EXPECT_NEAR(*one(table, {}, "variance(rooms)").value, variance, 1e-12);
  EXPECT_NEAR(*one(table, {}, "sd(rooms)").value, std::sqrt(variance), 1e-12);
}

TEST(Spread, DoesNotMoveWithItsDataAndGrowsWithItsUnit) {
  const data::Table table = table_of(made_up_rows());
  const design::Spec spec = spec_of(Drawn::Clustered);
  const finding::Finding plain = one(table, spec, "sd(income)");
  const finding::Finding moved = one(table, spec, "sd(1000 * income + 1000000000)");
  EXPECT_NEAR(*moved.value, 1000 * *plain.value, 1e-6 * *moved.value);
  EXPECT_NEAR(*moved.se, 1000 * *plain.se, 1e-6 * *moved.se);
  const finding::Finding variance = one(table, spec, "variance(income)");
  EXPECT_NEAR(*variance.value, *plain.value * *plain.value, 1e-9 * *variance.value);
  EXPECT_NEAR(*variance.se, 2 * *plain.value * *plain.se, 1e-9 * *variance.se);
}

TEST(Spread, OfWhatDoesNotVaryIsZeroAndHasNoCorrelation) {
  const data::Table table = table_of(made_up_rows());
  EXPECT_EQ(*one(table, {}, "sd(income - income)").value, 0);
  EXPECT_EQ(*one(table, {}, "sd(income - income)").se, 0);
  const finding::Finding none = one(table, {}, "correlation(income, rooms - rooms)");
  EXPECT_FALSE(none.value);
  EXPECT_EQ(none.notes.front().code, "undefined");
  EXPECT_NEAR(*one(table, {}, "correlation(income, 3 - 2 * income)").value, -1, 1e-12);
  EXPECT_NEAR(*one(table, {}, "correlation(income, 3 - 2 * income)").se, 0, 1e-9);
}

TEST(Spread, OfTwoNumbersIsTheCovarianceOfTheirSumsAndTheirCorrelation) {
  const data::Table table = table_of(made_up_rows());
  const design::Spec spec = spec_of(Drawn::Clustered);
  const std::string both = "not missing(income)";
  const auto value = [&](const std::string& measure) { return *one(table, spec, measure, both).value; };
  const finding::Finding together = one(table, spec, "covariance(income, rooms)", both);
  EXPECT_EQ(*one(table, spec, "covariance(rooms, income)").value, *together.value);
  const finding::Finding spelt =
      one(table, spec, "contrast((variance(income + rooms) - variance(income - rooms)) / 4)", both);
  EXPECT_NEAR(*spelt.value, *together.value, 1e-9 * *one(table, spec, "variance(income)").value);
  EXPECT_NEAR(*spelt.se, *together.se, 1e-9 * *one(table, spec, "variance(income)").se);
  EXPECT_NEAR(value("correlation(income, rooms)"), *together.value / (value("sd(income)") * value("sd(rooms)")), 1e-12);
  const finding::Finding itself = one(table, spec, "covariance(rooms, rooms)");
  EXPECT_NEAR(*itself.value, *one(table, spec, "variance(rooms)").value, 1e-12);
  EXPECT_NEAR(*itself.se, *one(table, spec, "variance(rooms)").se, 1e-12);
}

TEST(Contrast, IsTheMeasureThatItSpells) {
  const data::Table table = table_of(made_up_rows());
  const design::Spec spec = spec_of(Drawn::Clustered);
  const finding::Finding ratio = one(table, spec, "ratio(rooms, stratum + 1)");
  const finding::Finding spelt = one(table, spec, "contrast(total(rooms) / total(stratum + 1))");
  EXPECT_NEAR(*spelt.value, *ratio.value, 1e-12);
  EXPECT_NEAR(*spelt.se, *ratio.se, 1e-12);
  const finding::Finding gap = one(table, spec, "contrast(mean(rooms) - mean(stratum))");
  EXPECT_NEAR(*gap.se, *one(table, spec, "mean(rooms - stratum)").se, 1e-12);
  const finding::Finding root = one(table, spec, "contrast(sqrt(exp(2 * log(mean(rooms)))))");
  EXPECT_NEAR(*root.value, *one(table, spec, "mean(rooms)").value, 1e-12);
  EXPECT_NEAR(*root.se, *one(table, spec, "mean(rooms)").se, 1e-12);
}

TEST(Contrast, SaysWhatCannotBeRead) {
  const data::Table table = table_of(made_up_rows());
  for (const char* text :
       {"contrast()", "contrast(2 + 3)", "contrast(mean(rooms) -)", "contrast(share(agree))",
        "contrast(mean(rooms) mean(income))", "difference(mean(rooms))", "contrast(average(rooms))"}) {
    EXPECT_THROW(one(table, {}, text), Error) << text;
  }
  const finding::Finding undefined = one(table, {}, "contrast(log(0 - mean(rooms)))");
  EXPECT_FALSE(undefined.value);
  EXPECT_EQ(undefined.notes.front().code, "undefined");
}

struct Waves {
  std::vector<double> wave, person, x, weight;
  void add(double w, double p, double value) {
    wave.push_back(w);
    person.push_back(p);
    x.push_back(value);
    weight.push_back(1);
  }
  data::Table table() const {
    data::Table result;
    result.source = "waves";
    result.add(data::Column::number("wave", wave));
    result.add(data::Column::number("person", person));
    result.add(data::Column::number("x", x));
    return result;
  }
};

// People `from` to `to` answer in both waves, others in one.
Waves waves_with(int people, int both) {
  num::Random random(5);
  Waves waves;
  for (int p = 0; p < people; ++p) {
    const double own = random.normal();
    waves.add(1, p, own + random.normal());
    waves.add(2, p < both ? p : people + p, (p < both ? own : random.normal()) + 0.3 + random.normal());
  }
  return waves;
}

design::Spec by_person(design::SmallSample rule) {
  design::Spec spec;
  spec.clusters = {"person"};
  spec.small_sample = rule;
  return spec;
}

TEST(Change, BetweenWavesOfTheSamePeopleIsThePairedTest) {
  const int n = 40;
  const Waves waves = waves_with(n, n);
  double mean = 0;
  std::vector<double> changes;
  for (std::size_t i = 0; i < waves.x.size(); i += 2) {
    changes.push_back(waves.x[i + 1] - waves.x[i]);
    mean += changes.back() / n;
  }
  double squares = 0;
  for (const double change : changes) {
    squares += (change - mean) * (change - mean);
  }
  const double se = std::sqrt(squares / (n - 1) / n);
  for (const design::SmallSample rule : {design::SmallSample::None, design::SmallSample::Cr2}) {
    const finding::Finding change = one(waves.table(), by_person(rule), "difference(mean(x), wave)");
    EXPECT_NEAR(*change.value, mean, 1e-12);
    EXPECT_NEAR(*change.se, se, 1e-12);
    EXPECT_NEAR(*change.df, n - 1, 1e-9);
    EXPECT_EQ(change.by.back().label, "2 minus 1");
  }
}

// var(a) + var(b) - 2 cov over the people in both waves, with the same n / (n - 1).
TEST(Change, BetweenPartlyOverlappingWavesHasTheCovarianceOfThePeopleInBoth) {
  const int n = 60;
  const int both = 25;
  const Waves waves = waves_with(n, both);
  double means[2] = {0, 0};
  for (std::size_t i = 0; i < waves.x.size(); ++i) {
    means[i % 2] += waves.x[i] / n;
  }
  std::map<double, double> people;
  for (std::size_t i = 0; i < waves.x.size(); ++i) {
    people[waves.person[i]] += (i % 2 == 1 ? 1 : -1) * (waves.x[i] - means[i % 2]) / n;
  }
  double squares = 0;
  for (const auto& [person, influence] : people) {
    squares += influence * influence;
  }
  const double count = 2 * n - both;
  const finding::Finding change = one(waves.table(), by_person(design::SmallSample::None), "difference(mean(x), wave)");
  EXPECT_NEAR(*change.se, std::sqrt(count / (count - 1) * squares), 1e-12);
  EXPECT_EQ(*change.df, count - 1);
}

num::Regression regression_of(const Waves& waves, bool by_wave) {
  num::Regression regression;
  const auto n = static_cast<Eigen::Index>(waves.x.size());
  regression.predictors = Eigen::MatrixXd::Zero(n, by_wave ? 2 : 1);
  Eigen::VectorXd means = Eigen::VectorXd::Zero(2);
  Eigen::VectorXd sizes = Eigen::VectorXd::Zero(2);
  const auto column = [&](Eigen::Index i) {
    return by_wave ? static_cast<Eigen::Index>(waves.wave[static_cast<std::size_t>(i)]) - 1 : 0;
  };
  std::map<double, std::uint32_t> numbers;
  for (Eigen::Index i = 0; i < n; ++i) {
    const auto row = static_cast<std::size_t>(i);
    regression.predictors(i, column(i)) = 1;
    means[column(i)] += waves.x[row];
    sizes[column(i)] += 1;
    const auto known = numbers.try_emplace(waves.person[row], static_cast<std::uint32_t>(numbers.size())).first;
    regression.clusters.push_back(known->second);
  }
  regression.residuals.resize(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    regression.residuals[i] = waves.x[static_cast<std::size_t>(i)] - means[column(i)] / sizes[column(i)];
  }
  return regression;
}

// Projects of unequal size: the closed form against the matrices of num/cluster_robust.h.
// Of one cluster nothing is left over but the noise of the arithmetic, which comes to 0 for some shares and not for
// others: whether there is an interval must not hang on that.
TEST(SmallSample, OfASingleClusterThereIsNoInterval) {
  for (int people = 30; people < 90; ++people) {
    std::vector<double> cluster, weight;
    std::vector<std::uint8_t> agree, group;
    for (int i = 0; i < 3 * people; ++i) {
      cluster.push_back(i < people ? 0 : 1 + i % 5);
      group.push_back(i < people ? 0 : 1);
      weight.push_back(1 + i % 3 / 3.0);
      agree.push_back(i * 7 % 10 < 6 ? 0 : 1);
    }
    data::Table table;
    table.add(data::Column::number("cluster", cluster));
    table.add(data::Column::number("weight", weight));
    table.add(data::Column::categorical("agree", {{"yes", "Yes", {}, {}}, {"no", "No", {}, {}}}, agree));
    table.add(data::Column::categorical("group", {{"one", "One", {}, {}}, {"more", "More", {}, {}}}, group));
    design::Spec spec;
    spec.clusters = {"cluster"};
    spec.weight = "weight";
    spec.small_sample = design::SmallSample::Cr2;
    const auto found =
        estimate(table, {.measures = {"share(agree in \"yes\")"}, .breakdowns = {{"group"}}, .design = spec})
            .findings();
    for (const finding::Finding& finding : found) {
      const bool lone = !finding.by.empty() && finding.by.front().code == "one";
      EXPECT_EQ(finding.interval.has_value(), !lone) << people;
    }
  }
}

TEST(SmallSample, IsTheCr2OfTheRegressionOnAConstantAndOnIndicators) {
  num::Random random(11);
  Waves waves;
  for (int project = 0; project < 9; ++project) {
    const double own = random.normal();
    const auto people = 2 + random.below(25);
    for (std::uint64_t i = 0; i < people; ++i) {
      waves.add(random.uniform() < 0.3 ? 1 : 2, project, own + random.normal());
    }
  }
  const design::Spec spec = by_person(design::SmallSample::Cr2);
  const num::RobustCovariance whole(regression_of(waves, false), num::Robust::Cr2);
  const finding::Finding mean = one(waves.table(), spec, "mean(x)");
  EXPECT_NEAR(*mean.se, std::sqrt(whole.matrix()(0, 0)), 1e-10);
  EXPECT_NEAR(*mean.df, whole.df(Eigen::VectorXd::Ones(1)), 1e-8);
  EXPECT_LT(*mean.df, 8);
  const num::RobustCovariance waves_apart(regression_of(waves, true), num::Robust::Cr2);
  const Eigen::Vector2d change(-1, 1);
  const finding::Finding difference = one(waves.table(), spec, "difference(mean(x), wave)");
  EXPECT_NEAR(*difference.se, std::sqrt(change.dot(waves_apart.matrix() * change)), 1e-10);
  EXPECT_NEAR(*difference.df, waves_apart.df(change), 1e-8);
  EXPECT_EQ(one(waves.table(), spec, "total(x)").notes.front().code, "no-small-sample-correction");
}

}  // namespace
}  // namespace kith::estimate
