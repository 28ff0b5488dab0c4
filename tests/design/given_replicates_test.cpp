#include "design/given_replicates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "sample.h"

namespace kith::design {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

// The jackknife of the sample as columns of its file, as weights or as factors of them.
data::Table with_columns(const People& sample, ReplicateColumns hold) {
  data::Table table = table_of(sample);
  Spec spec = stratified();
  spec.made_replicates = MadeReplicates{};
  const Design design = make(spec, table);
  for (std::size_t r = 0; r < design.replicates()->count(); ++r) {
    std::vector<double> weights = replicate_weights(design, r);
    for (std::size_t row = 0; row < weights.size(); ++row) {
      weights[row] /= hold == ReplicateColumns::Factors ? sample.weight[row] : 1;
    }
    table.add(data::Column::number("repwt" + std::to_string(r + 1), std::move(weights)));
  }
  table.add(data::Column::number("repwt_flag", std::vector<double>(sample.outcome.size(), 9)));
  return table;
}

Spec given(GivenReplicates replicates) {
  return {.weight = "weight", .given_replicates = std::move(replicates)};
}

std::string problems(const Spec& spec, const data::Table& table) {
  std::string text;
  try {
    make(spec, table);
  } catch (const Error& error) {
    for (const Problem& problem : error.problems()) {
      text += to_text(problem) + "\n";
    }
  }
  return text;
}

TEST(GivenReplicates, AreTheSampleThatTheyWereMadeFrom) {
  const People sample = people({3, 4, 2});
  Spec spec = stratified();
  spec.made_replicates = MadeReplicates{};
  const Design design = make(spec, table_of(sample));
  const double made = variance(design, sample.outcome, Of::Mean);

  const data::Table factors = with_columns(sample, ReplicateColumns::Factors);
  const Design read =
      make(given({.columns = "repwt*", .method = ReplicateMethod::Jkn, .hold = ReplicateColumns::Factors}), factors);
  EXPECT_EQ(read.replicates()->count(), 9U) << "repwt_flag is no replicate";
  EXPECT_NEAR(variance(read, sample.outcome, Of::Mean), made, 1e-12 * made);
  EXPECT_EQ(read.replicates()->df, 6);
  EXPECT_THAT(read.remarks(), Contains("Replicate weights: repwt1 to repwt9 (9 columns)."));

  const data::Table weights = with_columns(sample, ReplicateColumns::Weights);
  const Design whole =
      make(given({.columns = "repwt[1-9]", .method = ReplicateMethod::Jkn, .rscales = design.replicates()->rscales}),
           weights);
  EXPECT_NEAR(variance(whole, sample.outcome, Of::Mean), made, 1e-12 * made);
}

TEST(GivenReplicates, AreTheOnlyVarianceOfADesignThatHasThem) {
  const People sample = people({3, 4, 2});
  const data::Table table = with_columns(sample, ReplicateColumns::Weights);
  const Design design = make(given({.columns = "repwt*", .method = ReplicateMethod::Other}), table);
  EXPECT_FALSE(design.is_simple());
  EXPECT_THROW(design.variance(design.totals(sample.outcome, std::vector<std::uint8_t>(sample.outcome.size(), 1))),
               Error)
      << "not that of a simple random sample";
}

TEST(GivenReplicates, HaveTheScaleOfTheirMethod) {
  const data::Table table = with_columns(people({3, 3}), ReplicateColumns::Weights);
  const auto scale = [&](GivenReplicates replicates) {
    replicates.columns = "repwt*";
    return make(given(replicates), table).replicates()->scale;
  };
  EXPECT_DOUBLE_EQ(scale({.method = ReplicateMethod::Brr}), 1.0 / 6);
  EXPECT_DOUBLE_EQ(scale({.method = ReplicateMethod::Fay, .fay = 0.5}), 4.0 / 6);
  EXPECT_DOUBLE_EQ(scale({.method = ReplicateMethod::Bootstrap}), 1.0 / 5);
  EXPECT_DOUBLE_EQ(scale({.method = ReplicateMethod::SuccessiveDifference}), 4.0 / 6);
  EXPECT_DOUBLE_EQ(scale({.method = ReplicateMethod::Jk1}), 5.0 / 6);
  EXPECT_DOUBLE_EQ(scale({.method = ReplicateMethod::Jk2}), 1);
  EXPECT_DOUBLE_EQ(scale({.method = ReplicateMethod::Jk1, .scale = 0.25}), 0.25);
}

TEST(GivenReplicates, NameEverythingThatIsWrong) {
  const People sample = people({2, 2});
  data::Table table = with_columns(sample, ReplicateColumns::Weights);
  std::vector<double> broken = sample.weight;
  broken[2] = std::numeric_limits<double>::infinity();
  table.add(data::Column::number("repwt5", broken));
  const std::string text =
      problems(given({.columns = "repwt*", .method = ReplicateMethod::Jkn, .scale = -1, .rscales = {1, 2}}), table);
  EXPECT_THAT(text, HasSubstr("people.csv:4: the replicate weight `repwt5` is not a number"));
  EXPECT_THAT(text, HasSubstr("2 scales are given for 5 replicate weights"));
  EXPECT_THAT(text, HasSubstr("a scale of replicates is below 0"));
  EXPECT_THAT(problems(given({.columns = "repwt[1-4]", .method = ReplicateMethod::Jkn}), table),
              HasSubstr("needs the scale of each replicate"));
  EXPECT_THAT(problems({.given_replicates = GivenReplicates{.columns = "repwt[1-4]"}}, table),
              HasSubstr("without the weight of the sample"));
  EXPECT_THAT(problems(given({.columns = "repwt[1-4]", .method = ReplicateMethod::Auto}), table),
              HasSubstr("without their method"));
  Spec two = given({.columns = "repwt[1-4]"});
  two.made_replicates = MadeReplicates{};
  EXPECT_THAT(problems(two, table), HasSubstr("others are to be made"));
}

TEST(GivenReplicates, MayBeNegativeAndSaySo) {
  const People sample = people({2, 2});
  data::Table table = table_of(sample);
  std::vector<double> other = sample.weight;
  other[0] = -0.5;
  table.add(data::Column::number("r1", sample.weight));
  table.add(data::Column::number("r2", other));
  const Design design = make(given({.columns = "r*", .method = ReplicateMethod::Acs}), table);
  EXPECT_THAT(design.remarks(), Contains("1 replicate weights are below 0."));
  EXPECT_EQ(design.replicates()->centre, Centre::Estimate);
}

}  // namespace
}  // namespace kith::design
