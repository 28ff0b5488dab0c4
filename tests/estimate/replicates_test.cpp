// Replicates in one pass against the road that weighs every respondent anew for each of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "design/replicates.h"
#include "estimate/joint.h"
#include "estimate/replicate_totals.h"
#include "estimate/state.h"
#include "sample.h"

namespace kith::estimate {
namespace {

// Replicate weights that differ within clusters, so that they are kept by row.
void add_replicate_columns(data::Table& table, const Rows& rows, std::size_t count) {
  num::Random random(3);
  for (std::size_t r = 0; r < count; ++r) {
    std::vector<double> weights = rows.weight;
    for (double& weight : weights) {
      weight *= 2 * random.uniform();
    }
    table.add(data::Column::number("rw" + std::to_string(r + 1), std::move(weights)));
  }
}

design::Spec given_spec() {
  design::Spec spec{.weight = "weight"};
  spec.given_replicates = design::GivenReplicates{.columns = "rw*", .method = design::ReplicateMethod::Bootstrap};
  return spec;
}

design::Spec made_spec(design::ReplicateMethod method, Drawn drawn) {
  design::Spec spec = spec_of(drawn);
  spec.made_replicates = design::MadeReplicates{.method = method, .count = 25};
  return spec;
}

TEST(Replicates, AreTheSameInOnePassAsOneByOne) {
  const Rows rows = made_up_rows();
  data::Table table = table_of(rows);
  add_replicate_columns(table, rows, 12);
  const std::vector<std::string> measures{"mean(income)", "share(agree)", "total(rooms)", "ratio(income, rooms)"};
  for (const design::Spec& spec : {given_spec(), made_spec(design::ReplicateMethod::Bootstrap, Drawn::Clustered),
                                   made_spec(design::ReplicateMethod::Jkn, Drawn::Clustered),
                                   made_spec(design::ReplicateMethod::Subbootstrap, Drawn::Stratified)}) {
    const auto state = std::make_shared<Estimates::State>(table, Request{.measures = measures, .design = spec});
    const std::vector<std::uint8_t> keep(table.rows(), 1);
    state->breakdowns.push_back(breakdown({"group"}, table, state->design, keep));
    for (const std::string& text : measures) {
      state->measures.push_back(parse_measure(text).over(table));
    }
    std::size_t compared = 0;
    for (std::size_t m = 0; m < measures.size(); ++m) {
      ReplicateTotals totals(state->measures[m], state->breakdowns[0], state->design);
      totals.add(0, 100);
      totals.add(100, table.rows() - 100);
      for (std::size_t domain = 0; domain < state->breakdowns[0].domains.size(); ++domain) {
        for (std::size_t f = 0; f < state->measures[m].figures.size(); ++f) {
          Estimates::State::Origin origin;
          origin.measure = m;
          origin.domain = domain;
          origin.figure = f;
          const std::vector<double> fast = replicate_values(totals.totals(domain), state->measures[m].figures[f]);
          const design::Statistic slow = joint(*state, {origin});
          for (std::size_t r = 0; r < fast.size(); ++r) {
            const double value = slow.at(design::replicate_weights(state->design, r))[0];
            ASSERT_NEAR(fast[r], value, 1e-12 * std::abs(value)) << measures[m];
            ++compared;
          }
        }
      }
    }
    EXPECT_GT(compared, 100U);
  }
}

TEST(Replicates, GiveFindingsTheirStandardErrors) {
  const Rows rows = made_up_rows();
  data::Table table = table_of(rows);
  add_replicate_columns(table, rows, 12);
  Request request{.measures = {"mean(income)", "mean(rooms)"}, .design = given_spec()};
  const Estimates estimates = estimate(table, request);
  const finding::Finding& income = estimates.findings()[0];
  // By hand: the mean under every column.
  std::vector<double> means;
  for (std::size_t r = 0; r < 12; ++r) {
    double sum = 0;
    double size = 0;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const double w = rows.income_missing[row] == 0 ? table.column("rw" + std::to_string(r + 1)).numbers()[row] : 0;
      sum += w * rows.income[row];
      size += w;
    }
    means.push_back(sum / size);
  }
  double centre = 0;
  for (const double mean : means) {
    centre += mean / 12;
  }
  double squares = 0;
  for (const double mean : means) {
    squares += (mean - centre) * (mean - centre);
  }
  EXPECT_NEAR(income.se.value(), std::sqrt(squares / 11), 1e-10 * income.se.value());
  EXPECT_EQ(income.df.value(), 11);
  // The covariance of two findings is that of their values in the replicates.
  const finding::Finding difference = estimates.difference(0, 1);
  EXPECT_GT(difference.se.value(), 0);
  EXPECT_EQ(difference.df.value(), 11);
}

TEST(Replicates, OfOneDomainHaveItsOwnDegreesOfFreedom) {
  const Rows rows = made_up_rows();
  const data::Table table = table_of(rows);
  const design::Spec spec = made_spec(design::ReplicateMethod::Jkn, Drawn::Clustered);
  const auto all = ask(table, spec, {"mean(rooms)"});
  const auto one = ask(table, spec, {"mean(rooms)"}, {}, "stratum == 1");
  EXPECT_EQ(all[0].df.value(), 20);  // 24 clusters, 4 strata
  EXPECT_EQ(one[0].df.value(), 5);
  design::Spec whole = spec;
  whole.df = design::DfRule::Design;
  EXPECT_EQ(ask(table, whole, {"mean(rooms)"}, {}, "stratum == 1")[0].df.value(), 20);
}

}  // namespace
}  // namespace kith::estimate
