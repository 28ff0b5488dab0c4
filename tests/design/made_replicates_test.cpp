// Replicates against what is known without them: a linear estimate has the variance of the formula, exactly where
// replicates are balanced, on average where they are drawn.
#include "design/made_replicates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "design/calibration.h"
#include "sample.h"

namespace kith::design {
namespace {

using ::testing::HasSubstr;

Design made(Spec spec, const data::Table& table, MadeReplicates how) {
  spec.made_replicates = how;
  return make(spec, table);
}

std::string problem(const Spec& spec, const data::Table& table, MadeReplicates how) {
  try {
    made(spec, table, how);
  } catch (const Error& error) {
    return error.problems().front().code + ": " + error.problems().front().message;
  }
  return "";
}

TEST(Jackknife, OfATotalIsTheVarianceOfTheFormula) {
  People sample = people({3, 2, 5});
  data::Table table = table_of(sample);
  std::vector<double> sizes;
  for (const double h : sample.stratum) {
    sizes.push_back(10 + 5 * h);
  }
  table.add(data::Column::number("N", sizes));
  Spec spec = stratified();
  spec.fpc = {"N"};
  const double formula = variance(make(spec, table), sample.outcome, Of::Total);
  const Design design = made(spec, table, {.method = ReplicateMethod::Jkn});
  EXPECT_NEAR(variance(design, sample.outcome, Of::Total), formula, 1e-12 * formula);
  EXPECT_EQ(design.replicates()->count(), 10U);
  EXPECT_EQ(design.replicates()->df, 7);
}

TEST(Jackknife, OfRespondentsLeavesEachOut) {
  const People sample = people({5, 7}, 1);
  const data::Table table = table_of(sample);
  const Spec spec{.weight = "weight", .strata = {"stratum"}};
  const Design design = made(spec, table, {});
  EXPECT_EQ(design.replicates()->method, "JKn");
  EXPECT_EQ(design.replicates()->count(), 12U);
  const double formula = variance(make(spec, table), sample.outcome, Of::Total);
  EXPECT_NEAR(variance(design, sample.outcome, Of::Total), formula, 1e-12 * formula);
}

TEST(Jackknife, TreatsLonelyStrataByTheRule) {
  const People sample = people({1, 3, 3});
  const data::Table table = table_of(sample);
  Spec spec = stratified();
  EXPECT_THAT(problem(spec, table, {}), HasSubstr("lonely-psu: a jackknife needs two clusters in each stratum, and "
                                                  "stratum = 0 has one"));
  const People rest = people({0, 3, 3});
  spec.lonely_psu = LonelyPsu::Certainty;
  const Design certain = made(spec, table, {});
  const double formula = variance(make(spec, table), sample.outcome, Of::Total);
  EXPECT_NEAR(variance(certain, sample.outcome, Of::Total), formula, 1e-12 * formula);
  EXPECT_EQ(certain.replicates()->df, 4);
  spec.lonely_psu = LonelyPsu::Average;
  EXPECT_NEAR(variance(made(spec, table, {}), sample.outcome, Of::Total), formula * 7 / 6, 1e-12 * formula);
  spec.lonely_psu = LonelyPsu::Adjust;
  EXPECT_EQ(made(spec, table, {}).replicates()->count(), 7U);
}

TEST(Jackknife, KnowsTheRankOfItsDomainsWithoutLooking) {
  const People sample = people({1, 2, 3, 4, 2}, 2);
  const data::Table table = table_of(sample);
  Spec spec = stratified();
  num::Random random(4);
  for (const LonelyPsu rule : {LonelyPsu::Certainty, LonelyPsu::Adjust}) {
    spec.lonely_psu = rule;
    const Design design = made(spec, table, {});
    Replicates by_rank = *design.replicates();
    by_rank.df_of = nullptr;
    for (int domain = 0; domain < 300; ++domain) {
      std::vector<std::uint8_t> units(design.group_count());
      for (std::uint8_t& unit : units) {
        unit = random.uniform() < 0.6 ? 1 : 0;
      }
      const auto present = std::ranges::count(units, 1);
      if (present > 1) {
        ASSERT_EQ(replicate_df(*design.replicates(), units), replicate_df(by_rank, units)) << domain;
      }
    }
  }
}

TEST(HalfSamples, OfATotalAreTheVarianceOfTheFormulaWhateverFaysFactor) {
  for (const std::size_t strata : {1U, 3U, 11U, 22U, 90U}) {
    const People sample = people(std::vector<std::size_t>(strata, 2));
    const data::Table table = table_of(sample);
    const double formula = variance(make(stratified(), table), sample.outcome, Of::Total);
    for (const double rho : {0.0, 0.3}) {
      const Design design = made(stratified(), table, {.method = ReplicateMethod::Brr, .fay = rho});
      EXPECT_NEAR(variance(design, sample.outcome, Of::Total), formula, 1e-11 * formula) << strata;
      EXPECT_EQ(design.replicates()->df, static_cast<double>(strata));
      // Full balance: on average a replicate is the sample.
      Eigen::RowVectorXd means = design.replicates()->factors.rowwise().mean();
      EXPECT_NEAR((means.array() - 1).abs().maxCoeff(), 0, 1e-14);
    }
  }
}

TEST(HalfSamples, TakeStrataThatAreNotPairsOnlyWhenTold) {
  const data::Table table = table_of(people({2, 4, 3}));
  EXPECT_THAT(problem(stratified(), table, {.method = ReplicateMethod::Brr}),
              HasSubstr("not-in-pairs: balanced half-samples need pairs of clusters, and stratum = 2 has 3"));
  EXPECT_EQ(problem(stratified(), table, {.method = ReplicateMethod::Brr, .large = LargeStrata::Merge}), "");
  const data::Table small = table_of(people({1, 2, 1, 1}));
  EXPECT_THAT(problem(stratified(), small, {.method = ReplicateMethod::Brr}), HasSubstr("stratum = 0 has 1"));
  EXPECT_EQ(made(stratified(), small, {.method = ReplicateMethod::Brr, .small = SmallStrata::Merge}).replicates()->df,
            2);
  EXPECT_EQ(made(stratified(), small, {.method = ReplicateMethod::Brr, .small = SmallStrata::Split}).replicates()->df,
            1);
}

TEST(Bootstrap, OfATotalIsTheVarianceOfTheFormulaOnAverage) {
  const People sample = people({4, 4, 6}, 5);
  data::Table table = table_of(sample);
  table.add(data::Column::number("N", std::vector<double>(sample.stratum.size(), 12)));
  table.add(data::Column::number("person", [&] {
    std::vector<double> labels;
    for (std::size_t i = 0; i < sample.stratum.size(); ++i) {
      labels.push_back(static_cast<double>(i));
    }
    return labels;
  }()));
  table.add(data::Column::number("M", std::vector<double>(sample.stratum.size(), 20)));
  const auto ratio = [&](const Spec& spec, ReplicateMethod method) {
    const Design design = made(spec, table, {.method = method, .count = 8000, .seed = 7});
    return variance(design, sample.outcome, Of::Total) / variance(make(spec, table), sample.outcome, Of::Total);
  };
  EXPECT_NEAR(ratio(stratified(), ReplicateMethod::Subbootstrap), 1, 0.06);
  EXPECT_NEAR(ratio(stratified(), ReplicateMethod::Mrbbootstrap), 1, 0.06);
  const Spec equal{.weight = "weight", .clusters = {"cluster"}};  // one stratum: the scale is exact
  EXPECT_NEAR(ratio(equal, ReplicateMethod::Bootstrap), 1, 0.06);
  Spec two_stages = stratified();
  two_stages.clusters = {"cluster", "person"};
  two_stages.fpc = {"N", "M"};
  EXPECT_NEAR(ratio(two_stages, ReplicateMethod::Mrbbootstrap), 1, 0.06);
  Spec finite = equal;
  finite.fpc = {"N"};
  // n of N without replacement, N = 2 n: the clusters of the population repeat each once.
  EXPECT_NEAR(ratio(finite, ReplicateMethod::Bootstrap), 1, 0.12);
}

TEST(Bootstrap, IsAFunctionOfItsSeedAndNotOfTheOrderOfTheRows) {
  const People sample = people({4, 4, 6});
  People reversed = sample;
  for (auto* column : {&reversed.stratum, &reversed.cluster, &reversed.weight, &reversed.outcome}) {
    std::ranges::reverse(*column);
  }
  const auto of = [&](const People& rows, std::uint64_t seed) {
    const Design design =
        made(stratified(), table_of(rows), {.method = ReplicateMethod::Bootstrap, .count = 20, .seed = seed});
    return variance(design, rows.outcome, Of::Mean);
  };
  EXPECT_EQ(of(sample, 3), of(sample, 3));
  EXPECT_NE(of(sample, 3), of(sample, 4));
  EXPECT_NEAR(of(sample, 3), of(reversed, 3), 1e-12 * of(sample, 3));
}

TEST(Bootstrap, RefusesLonelyStrataUnlessTheyAreCertain) {
  const data::Table table = table_of(people({1, 3}));
  Spec spec = stratified();
  for (const ReplicateMethod method :
       {ReplicateMethod::Bootstrap, ReplicateMethod::Subbootstrap, ReplicateMethod::Mrbbootstrap}) {
    spec.lonely_psu = LonelyPsu::Fail;
    EXPECT_THAT(problem(spec, table, {.method = method}), HasSubstr("lonely-psu"));
    spec.lonely_psu = LonelyPsu::Certainty;
    EXPECT_EQ(problem(spec, table, {.method = method, .count = 30}), "");
  }
}

TEST(MadeReplicates, RefuseWhatDoesNotFitTheSample) {
  const data::Table table = table_of(people({2, 2}));
  const Spec flat{.weight = "weight", .clusters = {"cluster"}};
  EXPECT_THAT(problem(stratified(), table, {.method = ReplicateMethod::Jk1}), HasSubstr("strata-with-jk1"));
  EXPECT_THAT(problem(flat, table, {.method = ReplicateMethod::Brr}), HasSubstr("no-strata"));
  EXPECT_THAT(problem(flat, table, {.method = ReplicateMethod::Acs}), HasSubstr("cannot-make"));
  EXPECT_THAT(problem(flat, table, {.method = ReplicateMethod::Bootstrap, .count = 1}), HasSubstr("few-replicates"));
  EXPECT_THAT(problem(stratified(), table, {.method = ReplicateMethod::Fay, .fay = 1}), HasSubstr("bad-fay"));
}

// Weights scaled so that they add up to a known population.
class KnownSize final : public Calibration {
 public:
  KnownSize(std::span<const double> weights, double size) : size_(size) { weights_ = again(weights); }
  std::span<const double> weights() const override { return weights_; }
  void remove(Eigen::Ref<Eigen::MatrixXd> influences) const override {
    const Eigen::Map<const Eigen::VectorXd> w(weights_.data(), static_cast<Eigen::Index>(weights_.size()));
    influences -= (w / w.sum() * influences.colwise().sum()).eval();
  }
  std::vector<double> again(std::span<const double> weights) const override {
    double sum = 0;
    for (const double w : weights) {
      sum += w;
    }
    std::vector<double> result(weights.begin(), weights.end());
    for (double& w : result) {
      w *= size_ / sum;
    }
    return result;
  }
  std::string text() const override { return "a known size"; }
  const Projection* projection() const override { return nullptr; }

 private:
  double size_;
  std::vector<double> weights_;
};

TEST(MadeReplicates, AreCalibratedEachAfterTheyAreMade) {
  const People sample = people({3, 3, 3});
  const data::Table table = table_of(sample);
  const Design design = made(stratified(), table, {});
  const Design calibrated = design.calibrated(std::make_shared<KnownSize>(design.weights(), 1000));
  const std::vector<double> ones(sample.outcome.size(), 1);
  EXPECT_NEAR(variance(calibrated, ones, Of::Total), 0, 1e-18) << "what is known does not vary";
  // A total under a known size is that size times the mean.
  EXPECT_NEAR(variance(calibrated, sample.outcome, Of::Total), 1e6 * variance(design, sample.outcome, Of::Mean), 1e-6);
  const Design before = make(stratified(), table);
  const Design alone = before.calibrated(std::make_shared<KnownSize>(before.weights(), 1000));
  EXPECT_THROW(made_replicates({.method = ReplicateMethod::Jkn}, alone), Error);
  EXPECT_THROW(alone.replicated(*design.replicates()), Error);
}

TEST(FiniteCorrection, BelongsToTheClusterWithinItsStratum) {
  // Cluster 1 is in both strata, and the strata have populations of 4 and 40.
  const People sample = people({2, 2}, 3);
  data::Table table = table_of(sample);
  std::vector<double> sizes;
  for (const double h : sample.stratum) {
    sizes.push_back(h == 0 ? 4 : 40);
  }
  table.add(data::Column::number("N", sizes));
  Spec spec = stratified();
  spec.fpc = {"N"};
  std::vector<double> first = sample.outcome;
  for (std::size_t row = 0; row < first.size(); ++row) {
    first[row] = sample.stratum[row] == 0 ? first[row] : 0;
  }
  const double without = variance(make(stratified(), table), first, Of::Total);
  EXPECT_NEAR(variance(make(spec, table), first, Of::Total), without * (1 - 2.0 / 4), 1e-12 * without);
  EXPECT_NEAR(variance(made(spec, table, {}), first, Of::Total), without * (1 - 2.0 / 4), 1e-12 * without);
}

}  // namespace
}  // namespace kith::design
