// What a design refuses, and how it says so.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "design/design.h"

namespace kith::design {
namespace {

using ::testing::HasSubstr;

std::vector<Problem> problems(const Spec& spec, const data::Table& table) {
  try {
    const Design design(spec, table);
  } catch (const Error& error) {
    return error.problems();
  }
  return {};
}

data::Table table_of(std::vector<double> w, std::vector<std::uint8_t> missing = {}) {
  data::Table table;
  table.source = "sample.csv";
  const std::size_t n = w.size();
  table.add(data::Column::number("w", std::move(w), std::move(missing)));
  table.add(data::Column::text("words", std::vector<std::string>(n, "x")));
  table.add(data::Column::number("h", std::vector<double>(n, 1)));
  return table;
}

TEST(DesignProblems, NameEveryBadWeightByItsLine) {
  const auto found = problems({.weight = "w"}, table_of({1, -2, 0, 5}, {0, 0, 0, 1}));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].code, "bad-weight");
  EXPECT_EQ(found[0].where, (Where{"sample.csv", 3}));
  EXPECT_THAT(found[0].message, HasSubstr("`-2`"));
  EXPECT_EQ(found[1].code, "missing-weight");
  EXPECT_EQ(found[1].where.line, 5);
}

TEST(DesignProblems, CountTheRestAfterTenRows) {
  const auto found = problems({.weight = "words"}, table_of(std::vector<double>(25, 1)));
  ASSERT_EQ(found.size(), 11U);
  EXPECT_THAT(found.front().message, HasSubstr("15 more rows"));
}

TEST(DesignProblems, AllowWeightsOfZeroAndDropThemFromDegreesOfFreedom) {
  const Design design({.weight = "w"}, table_of({1, 0, 2, 0}));
  EXPECT_EQ(design.degrees().clusters, 2);
  EXPECT_EQ(design.drawn(0), 4) << "they were drawn all the same";
}

TEST(DesignProblems, TellAllUnknownColumnsAtOnce) {
  const auto found = problems({.weight = "ww", .strata = {"hh"}, .clusters = {"wrods"}}, table_of({1, 2}));
  ASSERT_EQ(found.size(), 2U) << "strata and clusters; weights are read when those are known";
  EXPECT_EQ(found[1].hint, "did you mean `words`?");
}

TEST(DesignProblems, RefuseAPopulationSmallerThanItsSample) {
  const auto found = problems({.fpc = {"w"}}, table_of({3, 3, 3, 3}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0].message, HasSubstr("there are 3 where 4 were drawn"));
}

TEST(DesignProblems, RefuseAPopulationThatVariesWithinAStratum) {
  const auto found = problems({.strata = {"h"}, .fpc = {"w"}}, table_of({30, 30, 31}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].code, "population-varies");
  EXPECT_THAT(found[0].message, HasSubstr("30 and 31 within one stratum (h = 1)"));
}

TEST(DesignProblems, RefuseCountsMixedWithFractions) {
  EXPECT_EQ(problems({.fpc = {"w"}}, table_of({0.5, 20}))[0].code, "mixed-population");
}

TEST(DesignProblems, RefuseMoreStrataThanStages) {
  EXPECT_EQ(problems({.strata = {"h", "w"}}, table_of({1, 2}))[0].code, "too-many-stages");
}

TEST(DesignProblems, RefuseWeightsBesideProbabilities) {
  EXPECT_EQ(problems({.weight = "w", .probability = "w"}, table_of({1, 1}))[0].code, "weight-and-probability");
}

TEST(DesignProblems, AcceptProbabilitiesAndRefuseThoseAboveOne) {
  const Design design({.probability = "w"}, table_of({0.5, 0.25}));
  EXPECT_EQ(design.weights()[1], 4);
  EXPECT_EQ(problems({.probability = "w"}, table_of({0.5, 2}))[0].code, "bad-probability");
}

}  // namespace
}  // namespace kith::design
