// Samples that cannot bear what is asked of them: each a named problem or a note, and never a number that is none.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "support/process.h"

namespace kith {
namespace {

using testing::HasSubstr;

struct Person {
  const char *stratum, *cluster, *weight, *rest;
};

// region, same, yes, x, agree: everybody gave the same answer to one, x tells those who said yes apart without
// exception.
const std::vector<Person> people{{"1", "1", "1", "N,3,0,1,1"}, {"1", "1", "2", "N,3,0,2,2"},
                                 {"1", "2", "1", "S,3,0,3,"},  {"1", "2", "0", "S,3,0,4,4"},
                                 {"2", "3", "1", "N,3,1,5,5"}, {"2", "3", "2", "S,3,1,6,1"},
                                 {"2", "4", "1", "N,3,1,7,2"}, {"2", "4", "1", "S,3,1,8,3"}};

class BadInput : public testing::Test {
 protected:
  BadInput() { write(people); }

  void write(const std::vector<Person>& rows) const {
    std::string csv = "stratum,cluster,w,region,same,yes,x,agree\n";
    for (const Person& person : rows) {
      csv += std::string(person.stratum) + ',' + person.cluster + ',' + person.weight + ',' + person.rest + '\n';
    }
    tests::spit(scratch_ / "a.csv", csv);
  }
  void write_margins(const std::string& lines) const {
    tests::spit(scratch_ / "m.csv", "margin,level,total\n" + lines);
  }
  std::string path(const std::string& name) const { return (scratch_ / name).string(); }

  // Over the design of the file, as a table and as JSON.
  std::string said(std::vector<std::string> words, int exit_code = 0) const {
    words.insert(words.begin() + 1, path("a.csv"));
    words.insert(words.end(), {"--weight", "w"});
    if (words.front() != "weight") {
      words.insert(words.end(), {"--strata", "stratum", "--cluster", "cluster"});
    }
    const tests::Outcome table = tests::kith(words);
    words.insert(words.end(), {"--format", "json"});
    const tests::Outcome json = tests::kith(words);
    EXPECT_EQ(table.exit_code, exit_code) << table.err;
    EXPECT_EQ(json.exit_code, exit_code) << json.err;
    static const std::regex no_number("\\b(nan|inf)\\b", std::regex::icase);
    EXPECT_FALSE(std::regex_search(table.out, no_number)) << table.out;
    EXPECT_FALSE(std::regex_search(json.out, no_number)) << json.out;
    return table.out + table.err + json.out;
  }

  tests::Scratch scratch_;
};

TEST_F(BadInput, WeightsBelowZeroAndMissingOnesAreNamedByLine) {
  std::vector<Person> rows = people;
  rows[1].weight = "-2";
  rows[6].weight = "";
  write(rows);
  const std::string text = said({"estimate", "--measure", "mean(x)"}, 1);
  EXPECT_THAT(text, HasSubstr("a.csv:3: the weight `w` is `-2`: it must be a number that is 0 or more"));
  EXPECT_THAT(text, HasSubstr("a.csv:8: the weight `w` is missing"));
}

TEST_F(BadInput, WeightsOfZeroTakeNoPartAndNobodyWithOneHasNoValue) {
  EXPECT_THAT(said({"estimate", "--measure", "mean(x)"}), HasSubstr("\"unweighted\":7"));
  std::vector<Person> rows = people;
  for (Person& person : rows) {
    person.weight = "0";
  }
  write(rows);
  EXPECT_THAT(said({"estimate", "--measure", "mean(x)"}), HasSubstr("no-answers"));
}

TEST_F(BadInput, AStratumWithOneClusterStopsUnlessARuleIsChosen) {
  std::vector<Person> rows = people;
  rows.erase(rows.begin() + 2, rows.begin() + 4);
  write(rows);
  EXPECT_THAT(said({"estimate", "--measure", "mean(x)"}, 1), HasSubstr("stratum = 1 has a single cluster"));
  EXPECT_THAT(said({"estimate", "--measure", "mean(x)", "--lonely-psu", "average"}), HasSubstr("lonely-psu"));
}

TEST_F(BadInput, AnEmptyDomainHasNoValueAndSaysSo) {
  const std::string text = said({"estimate", "--measure", "mean(x)", "--measure", "quantile(x, 0.5)", "--measure",
                                 "share(agree)", "--where", "x > 100"});
  EXPECT_THAT(text, HasSubstr("no-answers"));
  EXPECT_THAT(text, HasSubstr("\"value\":null"));
}

TEST_F(BadInput, WhatDoesNotVaryHasNoCorrelationAndNothingToExplain) {
  EXPECT_THAT(said({"estimate", "--measure", "correlation(x, same)"}), HasSubstr("undefined"));
  EXPECT_THAT(said({"estimate", "--measure", "mean(same)"}), HasSubstr("\"se\":0.0"));
  EXPECT_THAT(said({"model", "--formula", "same ~ x"}, 1), HasSubstr("there is nothing to explain"));
  EXPECT_THAT(said({"model", "--formula", "x ~ same"}), HasSubstr("has no coefficient"));
  EXPECT_THAT(said({"test", "--ttest", "same ~ region"}), HasSubstr("same"));
}

TEST_F(BadInput, PerfectSeparationIsPenalisedAndNamed) {
  EXPECT_THAT(said({"model", "--formula", "yes ~ x", "--family", "quasibinomial", "--fewest-events", "0"}),
              HasSubstr("x tells the two answers apart without exception"));
}

TEST_F(BadInput, AMarginThatCannotBeMetNamesItsLevel) {
  const std::vector<std::string> weigh{"weight", "--margins", path("m.csv"), "--out", path("o.csv")};
  write_margins("region,N,5\nregion,S,5\nregion,W,3\n");
  EXPECT_THAT(said(weigh, 1), HasSubstr("m.csv:4: the margin `region` has no level `W`"));
  write_margins("region,N,5\nregion,S,5\nyes,0,10\nyes,1,0\n");
  EXPECT_THAT(said(weigh, 1), HasSubstr("m.csv:5: `yes = 1` has 4 respondents and the total 0"));
  write_margins("region,N,5\nregion,S,4\nx,,900\n");
  std::vector<std::string> bounded = weigh;
  bounded.insert(bounded.end(), {"--method", "logit", "--bounds", "0.5,2"});
  EXPECT_THAT(said(bounded, 1), HasSubstr("`x` comes to 54.50 where 900 is asked for"));
  EXPECT_FALSE(std::filesystem::exists(path("o.csv")));
}

TEST_F(BadInput, MoreParametersThanClustersLeaveNothingToJudgeThemBy) {
  EXPECT_THAT(said({"model", "--formula", "x ~ factor(agree) + region"}),
              HasSubstr("neither tests nor intervals are given"));
}

}  // namespace
}  // namespace kith
