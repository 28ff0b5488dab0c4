// The identities over designs that are drawn: strata of any size, clusters of one to twenty-five, with and without
// weights, population sizes and a second stage. One seed is one design.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "estimate/sample.h"

namespace kith::estimate {
namespace {

using finding::Finding;

struct Drawing {
  Rows rows;
  std::vector<double> clusters_there, people_there;  // population sizes of the stratum and of the cluster, a row each
  design::Spec spec;
  bool second_stage = false;

  void add(const Drawing& from, std::size_t row, double share = 1) {
    rows.add(from.rows, row, share);
    clusters_there.push_back(from.clusters_there[row]);
    people_there.push_back(from.people_there[row]);
  }
  data::Table table() const {
    data::Table table = table_of(rows);
    table.add(data::Column::number("clusters_there", clusters_there));
    table.add(data::Column::number("people_there", people_there));
    table.add(data::Column::number("one", std::vector<double>(rows.size(), 1)));
    std::vector<double> person(rows.size());
    std::iota(person.begin(), person.end(), 0.0);
    table.add(data::Column::number("person", person));
    return table;
  }
  Drawing empty() const {
    Drawing result;
    result.spec = spec;
    result.second_stage = second_stage;
    return result;
  }
};

Drawing drawn(std::uint64_t seed) {
  num::Random random(seed, 77);
  Drawing drawing;
  const bool weights = random.uniform() < 0.7;
  const std::size_t strata = 1 + random.below(5);
  const double populations = random.uniform();
  Rows& rows = drawing.rows;
  for (std::size_t h = 0; h < strata; ++h) {
    const std::size_t clusters = 2 + random.below(6);
    const double clusters_there = static_cast<double>(clusters * (1 + random.below(4)));
    for (std::size_t c = 0; c < clusters; ++c) {
      const std::size_t people = 4 + random.below(22);
      const double people_there = static_cast<double>(people * (1 + random.below(5)));
      const double level = random.normal();
      for (std::size_t i = 0; i < people; ++i) {
        rows.stratum.push_back(static_cast<double>(h));
        rows.cluster.push_back(static_cast<double>(c));
        rows.weight.push_back(weights ? 0.2 + 3 * random.uniform() : 1);
        rows.income.push_back(2000 + 200 * level + 400 * random.normal());
        rows.rooms.push_back(static_cast<double>(1 + random.below(6)));
        rows.income_missing.push_back(
            static_cast<std::uint8_t>(random.uniform() < 0.1 ? data::Missing::Refused : data::Missing::None));
        rows.agree.push_back(random.uniform() < 0.05 ? data::missing_code(data::Missing::Blank)
                                                     : static_cast<std::uint8_t>(random.below(5)));
        rows.group.push_back(static_cast<std::uint8_t>(random.below(4)));
        drawing.clusters_there.push_back(clusters_there);
        drawing.people_there.push_back(people_there);
      }
    }
  }
  drawing.spec.weight = "weight";
  drawing.spec.strata = {"stratum"};
  drawing.spec.clusters = {"cluster"};
  if (populations > 0.4) {
    drawing.spec.fpc = {"clusters_there"};
  }
  if (populations > 0.7) {
    drawing.spec.fpc.emplace_back("people_there");
    drawing.spec.clusters.emplace_back("person");
    drawing.second_stage = true;
  }
  return drawing;
}

const std::vector<std::string> measures{"mean(income)",         "mean(agree)",   "share(agree in \"4\",\"5\")",
                                        "share(income > 2100)", "total(income)", "ratio(income, rooms)",
                                        "variance(rooms)"};

// Of a whole population both are 0, up to rounding.
void expect_same_error(double a, double b, double value) {
  EXPECT_LE(std::fabs(a - b), 1e-10 * b + 1e-13 * std::fabs(value)) << a << " and " << b;
}

// `unit` of a total; other measures have none.
void expect_same(const std::vector<Finding>& a, const std::vector<Finding>& b, double unit = 1) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double scale = a[i].kind == finding::Kind::Total ? unit : 1;
    ASSERT_EQ(a[i].value.has_value(), b[i].value.has_value());
    ASSERT_EQ(a[i].se.has_value(), b[i].se.has_value());
    if (a[i].se) {
      EXPECT_NEAR(*a[i].value * scale, *b[i].value, 1e-12 * std::fabs(*b[i].value)) << a[i].measure;
      expect_same_error(*a[i].se * scale, *b[i].se, *b[i].value);
    }
  }
}

class RandomDesign : public testing::TestWithParam<std::uint64_t> {
 protected:
  Drawing drawing_ = drawn(GetParam());

  std::vector<Finding> ask_all(const Drawing& drawing, std::vector<std::string> by = {"group"}) const {
    return ask(drawing.table(), drawing.spec, measures, std::move(by));
  }
};

TEST_P(RandomDesign, MeanIsTheRatioToOnes) {
  const auto found = ask(drawing_.table(), drawing_.spec, {"mean(income)", "ratio(income, one)"}, {"group"});
  for (std::size_t i = 0; i < found.size() / 2; ++i) {
    EXPECT_NEAR(*found[i].value / *found[i + found.size() / 2].value, 1, 1e-13);
    expect_same_error(*found[i].se, *found[i + found.size() / 2].se, *found[i].value);
  }
}

TEST_P(RandomDesign, DomainIsTheFullDesignWithZeros) {
  data::Table table = drawing_.table();
  std::vector<double> inside(table.rows());
  std::vector<double> product(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    inside[row] = drawing_.rows.group[row] == 2 ? 1 : 0;
    product[row] = inside[row] * drawing_.rows.rooms[row];
  }
  table.add(data::Column::number("inside", inside));
  table.add(data::Column::number("product", product));
  const auto domain = ask(table, drawing_.spec, {"mean(rooms)", "total(rooms)"}, {}, "group == \"c\"");
  const auto zeros = ask(table, drawing_.spec, {"ratio(product, inside)", "total(product)"});
  for (std::size_t m = 0; m < 2; ++m) {
    EXPECT_NEAR(*domain[m].value / *zeros[m].value, 1, 1e-12);
    expect_same_error(*domain[m].se, *zeros[m].se, *domain[m].value);
  }
}

TEST_P(RandomDesign, OrderOfTheRowsAndUnitOfTheWeightsChangeNothing) {
  std::vector<std::size_t> order(drawing_.rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  num::Random(GetParam()).shuffle(std::span(order));
  Drawing permuted = drawing_.empty();
  for (const std::size_t row : order) {
    permuted.add(drawing_, row, 250);
  }
  expect_same(ask_all(drawing_), ask_all(permuted), 250);
}

TEST_P(RandomDesign, SplittingARespondentAndDoublingEverybodyInTheirClustersChangeNothing) {
  if (drawing_.second_stage) {
    GTEST_SKIP() << "a second stage counts its people";
  }
  Drawing split = drawing_.empty();
  Drawing doubled = drawing_;
  for (std::size_t row = 0; row < drawing_.rows.size(); ++row) {
    split.add(drawing_, row, row % 4 == 0 ? 0.3 : 1);
    if (row % 4 == 0) {
      split.add(drawing_, row, 0.7);
    }
    doubled.add(drawing_, row);
  }
  // An unweighted count is part of the unbiased variance.
  const std::vector<std::string> smooth(measures.begin(), measures.end() - 1);
  const auto found = ask(drawing_.table(), drawing_.spec, smooth, {"group"});
  expect_same(found, ask(split.table(), split.spec, smooth, {"group"}));
  expect_same(found, ask(doubled.table(), doubled.spec, smooth, {"group"}), 2);
}

// The two differ by the curvature of the ratio over the spread of the clusters' totals: a tenth of the spread, a tenth
// of the difference.
TEST_P(RandomDesign, LinearisedIsTheJackknifeToFirstOrder) {
  const auto apart = [&](double spread) {
    num::Random random(GetParam(), 5);
    data::Table table;
    std::vector<double> stratum;
    std::vector<double> cluster;
    std::vector<double> y;
    std::vector<double> x;
    const std::size_t strata = 1 + random.below(4);
    for (std::size_t h = 0; h < strata; ++h) {
      const std::size_t clusters = 3 + random.below(5);
      for (std::size_t c = 0; c < clusters; ++c) {
        for (std::size_t i = 0; i < 3; ++i) {
          stratum.push_back(static_cast<double>(h));
          cluster.push_back(static_cast<double>(c));
          y.push_back(5 + spread * random.normal());
          x.push_back(2 + spread * random.normal());
        }
      }
    }
    table.add(data::Column::number("stratum", stratum));
    table.add(data::Column::number("cluster", cluster));
    table.add(data::Column::number("y", y));
    table.add(data::Column::number("x", x));
    const design::Spec linearised{.strata = {"stratum"}, .clusters = {"cluster"}};
    design::Spec jackknife = linearised;
    jackknife.made_replicates = design::MadeReplicates{.method = design::ReplicateMethod::Jkn};
    const double a = *ask(table, linearised, {"ratio(y, x)"}).front().se;
    const double b = *ask(table, jackknife, {"ratio(y, x)"}).front().se;
    return std::fabs(a / b - 1);
  };
  EXPECT_LT(apart(1e-2), 1e-2);
  EXPECT_LT(apart(1e-3), 1e-3);
  EXPECT_LT(apart(1e-4), 1e-4);
}

// Half of the clusters answered in the first wave and half in the second: two samples. All in both: pairs.
TEST_P(RandomDesign, NoOverlapIsTheIndependentTestAndFullOverlapThePairedOne) {
  num::Random random(GetParam(), 9);
  data::Table waves;
  std::vector<double> cluster;
  std::vector<double> wave;
  std::vector<double> y;
  data::Table pairs;
  std::vector<double> pair;
  std::vector<double> change;
  data::Table two;
  std::vector<double> own;
  const std::size_t clusters = 6 + random.below(10);
  for (std::size_t c = 0; c < clusters; ++c) {
    for (std::size_t i = 0; i < 1 + c % 3; ++i) {
      const double first = random.normal();
      const double second = first / 2 + random.normal();
      for (const double value : {first, second}) {
        cluster.push_back(static_cast<double>(c));
        own.push_back(static_cast<double>(2 * c) + (value == first ? 0 : 1));
        wave.push_back(value == first ? 1 : 2);
        y.push_back(value);
      }
      pair.push_back(static_cast<double>(c));
      change.push_back(second - first);
    }
  }
  for (const auto& [name, values] : {std::pair("cluster", cluster), {"own", own}, {"wave", wave}, {"y", y}}) {
    waves.add(data::Column::number(name, values));
  }
  pairs.add(data::Column::number("cluster", pair));
  pairs.add(data::Column::number("change", change));
  const Finding overlap = ask(waves, {.clusters = {"cluster"}}, {"difference(mean(y), wave)"}).front();
  const Finding paired = ask(pairs, {.clusters = {"cluster"}}, {"mean(change)"}).front();
  EXPECT_NEAR(*overlap.value, *paired.value, 1e-12);
  EXPECT_NEAR(*overlap.se / *paired.se, 1, 1e-10);

  // Each wave a stratum of clusters of its own.
  const design::Spec apart{.strata = {"wave"}, .clusters = {"own"}};
  const Finding independent = ask(waves, apart, {"difference(mean(y), wave)"}).front();
  const auto means = ask(waves, apart, {"mean(y)"}, {"wave"});
  EXPECT_NEAR(*independent.se / std::hypot(*means[0].se, *means[1].se), 1, 1e-12);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomDesign, testing::Range<std::uint64_t>(1, 33));

}  // namespace
}  // namespace kith::estimate
