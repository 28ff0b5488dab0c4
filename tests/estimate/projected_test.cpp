// Standard errors under calibrated weights have two roads: sums for all figures at once, and the influences of every
// respondent, freed of what the auxiliaries explain.
#include <gtest/gtest.h>

#include <cmath>

#include "design/calibration.h"
#include "design/statistic.h"
#include "estimate/sample.h"
#include "estimate/state.h"

namespace kith::estimate {
namespace {

std::vector<design::MarginTotal> margins(const data::Table& table) {
  const auto n = static_cast<double>(table.rows());
  std::vector<design::MarginTotal> all{
      {"group", "A", n}, {"group", "B", 0.5 * n}, {"group", "c", 0.7 * n}, {"group", "d", 0.8 * n}};
  for (int i = 1; i <= 6; ++i) {
    all.push_back({"rooms", std::to_string(i), n / 2});
  }
  return all;
}

// The standard error of the mean of the rooms of one group (of everyone: none), from respondents.
double by_rows(const data::Table& table, const design::Design& design, std::optional<std::uint8_t> group) {
  const auto rooms = [&](std::size_t row) { return *table.column("rooms").number_at(row); };
  design::Statistic statistic;
  double sum = 0;
  double size = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const bool in = design.weights()[row] > 0 && (!group || table.column("group").codes()[row] == *group);
    statistic.present.push_back(in ? 1 : 0);
    sum += in ? design.weights()[row] * rooms(row) : 0;
    size += in ? design.weights()[row] : 0;
  }
  statistic.at = [&](std::span<const double>) { return Eigen::VectorXd(Eigen::VectorXd::Constant(1, sum / size)); };
  statistic.influences = [&] {
    Eigen::MatrixXd result = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(table.rows()), 1);
    for (std::size_t row = 0; row < table.rows(); ++row) {
      if (statistic.present[row] != 0) {
        result(static_cast<Eigen::Index>(row), 0) = design.weights()[row] * (rooms(row) - sum / size) / size;
      }
    }
    return result;
  };
  return std::sqrt(design::estimate(design, statistic).covariance(0, 0));
}

void expect_same(const data::Table& table, const design::Spec& spec) {
  const design::Design design = design::make(spec, table);
  const Estimates found = estimate(table, {.measures = {"mean(rooms)"}, .breakdowns = {{}, {"group"}}, .design = spec});
  ASSERT_EQ(found.findings().size(), 5U);
  for (std::size_t i = 0; i < found.findings().size(); ++i) {
    const double rows = by_rows(table, design, i == 0 ? std::nullopt : std::optional(static_cast<std::uint8_t>(i - 1)));
    EXPECT_NEAR(found.findings()[i].se.value(), rows, 1e-8 * std::fabs(found.findings()[i].value.value()) + 1e-9 * rows)
        << i;
  }
}

class ProjectedErrors : public ::testing::TestWithParam<Drawn> {
 protected:
  data::Table table_ = table_of(made_up_rows(800));
};

TEST_P(ProjectedErrors, AreThoseOfTheRowsUnderEveryMethod) {
  design::Spec spec = spec_of(GetParam());
  spec.weighting.margins = margins(table_);
  spec.weighting.margins.resize(4);
  for (const auto method : {design::WeightingMethod::PostStratify, design::WeightingMethod::Rake,
                            design::WeightingMethod::Linear, design::WeightingMethod::Entropy}) {
    spec.weighting.method = method;
    expect_same(table_, spec);
  }
}

TEST_P(ProjectedErrors, AreThoseOfTheRowsAfterSeveralSteps) {
  design::Spec spec = spec_of(GetParam());
  spec.weighting.nonresponse = {"agree in \"1\",\"2\",\"3\"", {"group"}, design::NonresponseBy::Cells};
  spec.weighting.margins = margins(table_);
  spec.weighting.trim = design::Bounds{0.5, 40};
  expect_same(table_, spec);
}

INSTANTIATE_TEST_SUITE_P(In, ProjectedErrors,
                         ::testing::Values(Drawn::Simple, Drawn::Weighted, Drawn::Stratified, Drawn::Clustered));

}  // namespace
}  // namespace kith::estimate
