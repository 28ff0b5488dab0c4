// The closed forms against the sums over pairs that they stand for.
#include "design/pps.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sample.h"

namespace kith::design {
namespace {

using ::testing::HasSubstr;

struct Drawn {
  std::vector<double> p;
  std::vector<double> outcome;
  data::Table table;
};

Drawn drawn(std::size_t units) {
  num::Random random(5);
  Drawn made;
  made.table.source = "units.csv";
  for (std::size_t i = 0; i < units; ++i) {
    made.p.push_back(0.1 + 0.8 * random.uniform());
    made.outcome.push_back(50 + 20 * random.normal());
  }
  made.table.add(data::Column::number("p", made.p));
  made.table.add(data::Column::number("outcome", made.outcome));
  return made;
}

// The joint probabilities that the approximations stand for.
Eigen::MatrixXd joint(const std::vector<double>& p, Pps pps, double q) {
  const auto n = static_cast<Eigen::Index>(p.size());
  Eigen::MatrixXd result(n, n);
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index j = 0; j < n; ++j) {
      const double a = p[static_cast<std::size_t>(i)];
      const double b = p[static_cast<std::size_t>(j)];
      const auto size = static_cast<double>(n);
      result(i, j) = i == j                ? a
                     : pps == Pps::Overton ? a * b * (size - 1) / (size - (a + b) / 2)
                                           : a * b * (size - 1) / (size - a - b + q);
    }
  }
  return result;
}

TEST(UnequalProbabilities, ClosedFormsAreTheSumsOverPairs) {
  const Drawn sample = drawn(12);
  const std::vector<std::uint8_t> half{1, 1, 0, 1, 0, 0, 1, 1, 1, 0, 1, 0};
  for (const Pps pps : {Pps::Overton, Pps::HartleyRao}) {
    for (const PairForm form : {PairForm::HorvitzThompson, PairForm::YatesGrundy}) {
      Spec spec{.probability = "p", .pps = pps, .pair_form = form};
      spec.hartley_rao = 0.6;
      const Design design = make(spec, sample.table);
      const Design pairs = design.paired(std::make_shared<JointProbabilities>(joint(sample.p, pps, 0.6), form));
      for (const auto& present : {std::vector<std::uint8_t>(12, 1), half}) {
        const double closed = variance(design, sample.outcome, Of::Total, present);
        const double summed = variance(pairs, sample.outcome, Of::Total, present);
        EXPECT_GT(summed, 0);
        EXPECT_NEAR(closed, summed, 1e-9 * summed);
      }
    }
  }
}

TEST(UnequalProbabilities, OfBrewerAreThoseOfEqualOnesWhereTheyAreEqual) {
  const People sample = people({4, 4});
  data::Table table = table_of(sample);
  table.add(data::Column::number("p", std::vector<double>(sample.outcome.size(), 0.25)));
  Spec spec{.strata = {"stratum"}, .clusters = {"cluster"}, .fpc = {"p"}};
  const double formula = variance(make(spec, table), sample.outcome, Of::Total);
  spec.pps = Pps::Brewer;
  EXPECT_NEAR(variance(make(spec, table), sample.outcome, Of::Total), formula, 1e-12 * formula);
}

TEST(UnequalProbabilities, OfHorvitzAndThompsonMayHaveNoVariance) {
  const Drawn sample = drawn(12);
  Spec spec{.probability = "p", .pps = Pps::Overton};
  std::vector<double> alike = sample.p;  // all totals the same: Yates and Grundy know that nothing varies
  const auto found = [&] {
    const Design design = make(spec, sample.table);
    return estimate(design, statistic(design, alike, Of::Total));
  };
  for (double& y : alike) {
    y *= 1 + 0.1 * (y - 0.5);
  }
  EXPECT_FALSE(found().known);
  spec.pair_form = PairForm::YatesGrundy;
  EXPECT_TRUE(found().known);
  EXPECT_GT(found().covariance(0, 0), 0);
}

TEST(UnequalProbabilities, OfUnitsTakenForCertainAddNothing) {
  Drawn sample = drawn(6);
  data::Table table;
  std::vector<double> p = sample.p;
  p[0] = 1;
  table.add(data::Column::number("p", p));
  const Design design = make({.probability = "p", .pps = Pps::Brewer}, table);
  std::vector<double> alone(6);
  alone[0] = 60;  // its deviation counts nothing itself, that of the others from it does
  double expected = 0;
  for (std::size_t i = 1; i < 6; ++i) {
    expected += 6.0 / 5 * (1 - p[i]) * 100;
  }
  EXPECT_NEAR(variance(design, alone, Of::Total), expected, 1e-9);
  EXPECT_DOUBLE_EQ(design.weights()[0], 1);
}

TEST(UnequalProbabilities, WithReplacementAreWeights) {
  const Drawn sample = drawn(9);
  const double weighted = variance(make({.probability = "p"}, sample.table), sample.outcome, Of::Total);
  const Spec spec{.probability = "p", .pps = Pps::WithReplacement};
  EXPECT_NEAR(variance(make(spec, sample.table), sample.outcome, Of::Total), weighted, 1e-9 * weighted);
}

TEST(UnequalProbabilities, RefuseWhatIsNone) {
  data::Table table;
  table.source = "units.csv";
  table.add(data::Column::number("p", {0.5, 0, 1.5}));
  table.add(data::Column::number("c", {1, 1, 2}));
  table.add(data::Column::number("q", {0.5, 0.4, 0.5}));
  const auto text = [&](const Spec& spec) {
    try {
      make(spec, table);
    } catch (const Error& error) {
      return to_text(error.problems().front());
    }
    return std::string();
  };
  EXPECT_THAT(text({.fpc = {"p"}, .pps = Pps::Brewer}), HasSubstr("the probability `p` is `0`"));
  EXPECT_THAT(text({.pps = Pps::Brewer}), HasSubstr("unequal probabilities is said without them"));
  EXPECT_THAT(text({.clusters = {"c"}, .fpc = {"q"}, .pps = Pps::Brewer}), HasSubstr("within one cluster"));
  EXPECT_THROW(JointProbabilities(Eigen::MatrixXd::Zero(2, 2), PairForm::YatesGrundy), Error);
}

}  // namespace
}  // namespace kith::design
