// Two roads, one answer; and changes of the data that must change nothing.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "data/expression.h"
#include "estimate/sample.h"

namespace kith::estimate {
namespace {

using finding::Finding;

constexpr std::array every_design{Drawn::Simple, Drawn::Weighted, Drawn::Stratified, Drawn::Clustered};
const std::vector<std::string> every_measure{
    "mean(income)",         "mean(agree)",   "share(agree)", "share(agree in \"4\",\"5\")",
    "share(income > 2500)", "total(income)", "total()",      "ratio(income, rooms)"};

void expect_close(double a, double b, double tolerance, const std::string& what) {
  EXPECT_LE(std::fabs(a - b), tolerance * std::max(std::fabs(a), std::fabs(b))) << what << ": " << a << " and " << b;
}

void expect_same(const std::vector<Finding>& a, const std::vector<Finding>& b, double scale_of_totals = 1) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    const bool total = a[i].kind == finding::Kind::Total || a[i].kind == finding::Kind::Count;
    const double scale = total ? scale_of_totals : 1;
    ASSERT_TRUE(a[i].se && b[i].se);
    expect_close(*a[i].value * scale, *b[i].value, 1e-12, a[i].measure + a[i].category);
    if (*a[i].se > 1e-9 * std::fabs(*a[i].value)) {
      expect_close(*a[i].se * scale, *b[i].se, 1e-11, "se of " + a[i].measure + a[i].category);
    }
    EXPECT_EQ(a[i].df, b[i].df);
  }
}

class Identity : public testing::TestWithParam<Drawn> {
 protected:
  design::Spec spec_ = spec_of(GetParam());
  Rows rows_ = made_up_rows();
};

TEST_P(Identity, MeanIsTheRatioToOnes) {
  data::Table table = table_of(rows_);
  table.add(data::Column::number("one", std::vector<double>(rows_.size(), 1)));
  for (const char* x : {"income", "agree"}) {
    const auto found =
        ask(table, spec_, {std::string("mean(") + x + ")", std::string("ratio(") + x + ", one)"}, {"group"});
    for (std::size_t i = 0; i < 4; ++i) {
      expect_close(*found[i].value, *found[i + 4].value, 1e-13, x);
      expect_close(*found[i].se, *found[i + 4].se, 1e-10, x);
    }
  }
}

TEST_P(Identity, ShareIsTheMeanOfItsIndicatorAndOfTheSameColumnReadAsANumber) {
  data::Table table = table_of(rows_);
  std::vector<double> numbers(rows_.size());
  std::vector<std::uint8_t> reasons(rows_.size());
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    numbers[row] = table.column("agree").number_at(row).value_or(0);
    reasons[row] = static_cast<std::uint8_t>(table.column("agree").missing_at(row));
  }
  table.add(data::Column::number("agree_number", numbers, reasons));
  // Bytes looked up, and numbers worked out block by block: different code, the same figures.
  const auto found = ask(
      table, spec_,
      {"share(agree >= 4)", "mean(agree >= 4)", "share(agree_number >= 4)", "share(agree in \"4\",\"5\")"}, {"group"});
  for (std::size_t i = 0; i < 4; ++i) {
    for (const std::size_t other : {i + 4, i + 8, i + 12}) {
      expect_close(*found[i].value, *found[other].value, 1e-13, found[other].measure);
      expect_close(*found[i].se, *found[other].se, 1e-11, found[other].measure);
      EXPECT_EQ(found[i].bases.unweighted, found[other].bases.unweighted);
      EXPECT_EQ(found[i].bases.dont_know, found[other].bases.dont_know);
      EXPECT_EQ(found[i].bases.routed_out, found[other].bases.routed_out);
      expect_close(found[i].bases.effective, found[other].bases.effective, 1e-12, "effective base");
    }
  }
  EXPECT_EQ(found[0].numerator, found[8].numerator);
}

TEST_P(Identity, SharesOfAQuestionAddUpToOneAndToTheNet) {
  const auto found = ask(table_of(rows_), spec_, {"share(agree)", "share(agree in \"4\",\"5\")", "share(agree <= 3)"});
  double sum = 0;
  for (std::size_t i = 0; i < 5; ++i) {
    sum += *found[i].value;
  }
  EXPECT_NEAR(sum, 1, 1e-14);
  EXPECT_NEAR(*found[3].value + *found[4].value, *found[5].value, 1e-14);
  EXPECT_NEAR(*found[5].value + *found[6].value, 1, 1e-14);
  expect_close(*found[5].se, *found[6].se, 1e-11, "a share and its complement have one standard error");
}

TEST_P(Identity, DomainIsTheFullDesignWithZerosOutside) {
  data::Table table = table_of(rows_);
  std::vector<double> inside(rows_.size());
  std::vector<double> product(rows_.size());
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    inside[row] = rows_.group[row] == 1 ? 1 : 0;
    product[row] = inside[row] * rows_.rooms[row];
  }
  table.add(data::Column::number("inside", inside));
  table.add(data::Column::number("product", product));
  const auto by = ask(table, spec_, {"mean(rooms)", "total(rooms)"}, {"group"});
  const auto where = ask(table, spec_, {"mean(rooms)", "total(rooms)"}, {}, "group == \"b\"");
  const auto zeros = ask(table, spec_, {"ratio(product, inside)", "total(product)"});
  for (std::size_t m = 0; m < 2; ++m) {
    expect_close(*by[4 * m + 1].value, *zeros[m].value, 1e-13, "value");
    expect_close(*by[4 * m + 1].se, *zeros[m].se, 1e-11, "se");
    EXPECT_EQ(by[4 * m + 1].se, where[m].se) << "a filter is a domain";
  }
}

TEST_P(Identity, PermutingRowsChangesNothing) {
  std::vector<std::size_t> order(rows_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  num::Random(5).shuffle(std::span(order));
  Rows permuted;
  for (const std::size_t row : order) {
    permuted.add(rows_, row);
  }
  expect_same(ask(table_of(rows_), spec_, every_measure, {"group"}),
              ask(table_of(permuted), spec_, every_measure, {"group"}));
}

TEST_P(Identity, RescalingWeightsScalesTotalsOnly) {
  Rows scaled = rows_;
  for (double& weight : scaled.weight) {
    weight *= 1000;
  }
  expect_same(ask(table_of(rows_), spec_, every_measure, {"group"}),
              ask(table_of(scaled), spec_, every_measure, {"group"}), GetParam() == Drawn::Simple ? 1 : 1000);
}

TEST_P(Identity, CrossingBreakdownsIsFilteringTwice) {
  const data::Table table = table_of(rows_);
  const auto crossed = ask(table, spec_, {"mean(income)"}, {"group", "stratum"});
  ASSERT_EQ(crossed.size(), 16U);
  const auto filtered = ask(table, spec_, {"mean(income)"}, {}, "group == \"c\" and stratum == 1");
  const Finding& cell = crossed[2 * 4 + 1];
  EXPECT_EQ(cell.by[0].label, "C");
  EXPECT_EQ(cell.by[1].label, "1");
  expect_close(*cell.value, *filtered[0].value, 1e-13, "value");
  expect_close(*cell.se, *filtered[0].se, 1e-11, "se");
}

TEST_P(Identity, SeveralMeasuresAndBreakdownsGiveWhatEachGivesAlone) {
  const data::Table table = table_of(rows_);
  Request request;
  request.measures = every_measure;
  request.breakdowns = {{}, {"group"}, {"group", "stratum"}};
  request.design = spec_;
  const auto together = estimate(table, request).findings();
  std::vector<Finding> alone;
  for (const std::string& measure : every_measure) {
    for (const auto& by : request.breakdowns) {
      std::ranges::move(ask(table, spec_, {measure}, by), std::back_inserter(alone));
    }
  }
  ASSERT_EQ(together.size(), alone.size());
  for (std::size_t i = 0; i < alone.size(); ++i) {
    EXPECT_EQ(together[i].value, alone[i].value) << i;
    EXPECT_EQ(together[i].se, alone[i].se) << i;
  }
}

std::string name_of(const testing::TestParamInfo<Drawn>& drawn) {
  static constexpr std::array names{"Simple", "Weighted", "Stratified", "Clustered"};
  return names[static_cast<std::size_t>(drawn.param)];
}

INSTANTIATE_TEST_SUITE_P(Designs, Identity, testing::ValuesIn(every_design), name_of);

TEST(Invariance, SplittingARespondentWithinHisClusterChangesNothing) {
  const Rows rows = made_up_rows();
  Rows split;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    split.add(rows, row, row % 3 == 0 ? 0.25 : 1);
    if (row % 3 == 0) {
      split.add(rows, row, 0.75);
    }
  }
  const design::Spec spec = spec_of(Drawn::Clustered);
  expect_same(ask(table_of(rows), spec, every_measure, {"group"}),
              ask(table_of(split), spec, every_measure, {"group"}));
}

TEST(Invariance, DoublingTheRespondentsOfEveryClusterChangesNothing) {
  const Rows rows = made_up_rows();
  Rows doubled = rows;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    doubled.add(rows, row);
  }
  const design::Spec spec = spec_of(Drawn::Clustered);
  expect_same(ask(table_of(rows), spec, every_measure, {"group"}),
              ask(table_of(doubled), spec, every_measure, {"group"}), 2);
}

TEST(Invariance, WeightsOfZeroLeaveBasesAndCountAsDrawn) {
  Rows rows = made_up_rows();
  for (std::size_t row = 0; row < rows.size(); row += 10) {
    rows.weight[row] = 0;
  }
  Rows without;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (rows.weight[row] > 0) {
      without.add(rows, row);
    }
  }
  const design::Spec spec = spec_of(Drawn::Clustered);  // every cluster keeps somebody
  const auto zero = ask(table_of(rows), spec, every_measure);
  const auto absent = ask(table_of(without), spec, every_measure);
  expect_same(zero, absent);
  EXPECT_EQ(zero[0].bases.unweighted, absent[0].bases.unweighted);
  EXPECT_DOUBLE_EQ(zero[0].bases.effective, absent[0].bases.effective);
}

TEST(Invariance, ALargeConstantDoesNotDrownTheSpread) {
  const Rows rows = made_up_rows();
  for (const Drawn drawn : every_design) {
    data::Table table = table_of(rows);
    std::vector<double> seconds(rows.size());
    for (std::size_t row = 0; row < rows.size(); ++row) {
      seconds[row] = 1.6e9 + rows.rooms[row];
    }
    table.add(data::Column::number("seconds", seconds));
    const auto found = ask(table, spec_of(drawn), {"mean(rooms)", "mean(seconds)"}, {"group"});
    for (std::size_t i = 0; i < 4; ++i) {
      expect_close(*found[i].se, *found[i + 4].se, 1e-6, "1.6e9 leaves 7 digits of a value near 1");
    }
  }
}

// Runs of a cell longer than a byte counts, several chunks, and scales of more points than a register has places for.
TEST(Scales, OfAnyLengthInLargeClustersHaveTheFiguresOfTheirNumbers) {
  const Rows rows = made_up_rows(20'000);
  data::Table table = table_of(rows);
  std::vector<std::string> measures;
  for (const int points : {2, 5, 8, 9, 100}) {
    num::Random random(static_cast<std::uint64_t>(points));
    std::vector<data::Option> options;
    for (int i = 0; i < points; ++i) {
      options.push_back({std::to_string(i), {}, static_cast<double>(i), data::Missing::None});
    }
    std::vector<std::uint8_t> codes;
    std::vector<double> numbers;
    std::vector<std::uint8_t> reasons;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const bool refused = random.uniform() < 0.1;
      const auto code = static_cast<std::uint8_t>(random.below(static_cast<std::uint64_t>(points)));
      codes.push_back(refused ? data::missing_code(data::Missing::Refused) : code);
      numbers.push_back(refused ? 0 : code);
      reasons.push_back(static_cast<std::uint8_t>(refused ? data::Missing::Refused : data::Missing::None));
    }
    const std::string name = "scale" + std::to_string(points);
    table.add(data::Column::categorical(name, std::move(options), codes));
    table.add(data::Column::number(name + "_number", numbers, reasons));
    measures.push_back("mean(" + name + ")");
    measures.push_back("mean(" + name + "_number)");
  }
  for (const std::vector<std::string>& by : {std::vector<std::string>{}, std::vector<std::string>{"group"}}) {
    const std::vector<Finding> found = ask(table, spec_of(Drawn::Clustered), measures, by);
    const std::size_t domains = by.empty() ? 1 : 4;
    for (std::size_t i = 0; i < found.size(); i += 2 * domains) {
      for (std::size_t d = i; d < i + domains; ++d) {
        expect_close(*found[d].value, *found[d + domains].value, 1e-13, found[d].measure);
        expect_close(*found[d].se, *found[d + domains].se, 1e-11, found[d].measure);
        EXPECT_EQ(found[d].bases.unweighted, found[d + domains].bases.unweighted);
        EXPECT_EQ(found[d].bases.prefer_not, found[d + domains].bases.prefer_not);
        expect_close(found[d].bases.effective, found[d + domains].bases.effective, 1e-12, "effective base");
      }
    }
  }
}

}  // namespace
}  // namespace kith::estimate
