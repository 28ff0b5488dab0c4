// Differences: disjoint domains, overlapping ones, two measures of the same people.
#include <gtest/gtest.h>

#include <cmath>

#include "estimate/sample.h"

namespace kith::estimate {
namespace {

Estimates by_group(const data::Table& table, Drawn drawn, std::vector<std::string> measures,
                   std::vector<std::vector<std::string>> breakdowns) {
  Request request;
  request.measures = std::move(measures);
  request.breakdowns = std::move(breakdowns);
  request.design = spec_of(drawn);
  return estimate(table, request);
}

TEST(Difference, OfTwoStrataIsThatOfIndependentSamples) {
  const data::Table table = table_of(made_up_rows());
  for (const Drawn drawn : {Drawn::Stratified, Drawn::Clustered}) {
    const Estimates estimates = by_group(table, drawn, {"mean(income)"}, {{"stratum"}});
    const auto& found = estimates.findings();
    const auto difference = estimates.difference(0, 3);
    EXPECT_DOUBLE_EQ(*difference.value, *found[0].value - *found[3].value);
    EXPECT_NEAR(*difference.se, std::hypot(*found[0].se, *found[3].se), 1e-11 * *difference.se);
    EXPECT_EQ(difference.bases.unweighted, found[0].bases.unweighted + found[3].bases.unweighted);
  }
}

TEST(Difference, WithItselfIsExactlyNothing) {
  const data::Table table = table_of(made_up_rows());
  const auto difference = by_group(table, Drawn::Clustered, {"share(agree >= 4)"}, {{}}).difference(0, 0);
  EXPECT_EQ(difference.value, 0);
  EXPECT_EQ(difference.se, 0);
}

TEST(Difference, OfAMeanOfDifferencesKnowsThatThePeopleAreTheSame) {
  Rows rows = made_up_rows();
  rows.income_missing.assign(rows.size(), 0);
  const data::Table table = table_of(rows);
  for (const Drawn drawn : {Drawn::Simple, Drawn::Weighted, Drawn::Stratified, Drawn::Clustered}) {
    const Estimates estimates = by_group(table, drawn, {"mean(income)", "mean(rooms)", "mean(income - rooms)"}, {{}});
    const auto difference = estimates.difference(0, 1);
    EXPECT_NEAR(*difference.value, *estimates.findings()[2].value, 1e-10);
    EXPECT_NEAR(*difference.se, *estimates.findings()[2].se, 1e-10 * *difference.se);
    EXPECT_EQ(difference.df, estimates.findings()[2].df);
  }
}

TEST(Difference, OfAPartAndTheWholeLeavesWhatTheyShareOut) {
  // part - whole = (1 - share) (part - rest), all of them estimated: checked against the ratio estimator of each side.
  const data::Table table = table_of(made_up_rows());
  const Estimates estimates = by_group(table, Drawn::Clustered, {"mean(rooms)"}, {{}, {"group"}});
  const auto difference = estimates.difference(1, 0);
  const double independent = std::hypot(*estimates.findings()[0].se, *estimates.findings()[1].se);
  EXPECT_LT(*difference.se, independent);
  EXPECT_GT(*difference.se, 0);
  EXPECT_EQ(difference.bases.unweighted, estimates.findings()[0].bases.unweighted);
  EXPECT_EQ(difference.kind, finding::Kind::Difference);
  EXPECT_EQ(difference.interval->method, "wald");
}

TEST(Difference, SaysWhenOneSideHasNoValue) {
  Rows rows = made_up_rows(40);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (rows.group[row] == 0) {
      rows.income_missing[row] = 1;
    }
  }
  const data::Table table = table_of(rows);
  const auto difference = by_group(table, Drawn::Weighted, {"mean(income)"}, {{"group"}}).difference(0, 1);
  EXPECT_FALSE(difference.value.has_value());
  EXPECT_EQ(difference.notes.at(0).code, "no-answers");
}

}  // namespace
}  // namespace kith::estimate
