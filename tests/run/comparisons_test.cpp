// Benchmarks from a survey's own data, and the comparison under other choices, in a copy of the example.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "run/evaluation.h"
#include "study/load.h"
#include "support/process.h"

namespace kith::run {
namespace {

namespace fs = std::filesystem;

// Of 600 people in 30 areas every second one talks, with weights that make it 55%.
std::string survey() {
  static const char* const ages[] = {"16 to 24", "25 to 34", "35 to 44",  "45 to 54",
                                     "55 to 64", "65 to 74", "75 or over"};
  static const char* const genders[] = {"Woman", "Man", "In another way"};
  std::string csv = "talk,age,gender,w,area\n";
  for (int i = 0; i < 600; ++i) {
    csv += std::string(i % 2 == 0 ? "yes," : "no,") + ages[i % 7] + "," + genders[i % 3] + "," +
           (i % 2 == 0 ? "1.1," : "0.9,") + std::to_string(i / 20) + "\n";
  }
  return csv;
}

class Comparisons : public testing::Test {
 protected:
  Comparisons() : study_(scratch_ / "study") {
    tests::copy_folder(fs::path(KITH_SOURCE) / "examples/community-power", study_);
    tests::spit(study_ / "benchmarks/survey.csv", survey());
  }

  void replace(const std::string& file, const std::string& from, const std::string& to) const {
    std::string text = tests::slurp(study_ / file);
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    tests::spit(study_ / file, text.replace(at, from.size(), to));
  }

  // The benchmark of `neighbours` from survey(), of rows for which `where`, a line of TOML, is true.
  void compute_from_microdata(const std::string& where) const {
    replace("benchmarks/national.toml", "percent = 57\n", "");
    replace(
        "benchmarks/national.toml",
        "cells = \"benchmarks/synthetic-cells.csv\"\nmeasure = \"mean(neighbours / 100)\"\nbase_column = \"n\"\n",
        "microdata = \"benchmarks/survey.csv\"\nmeasure = \"share(talk in \\\"yes\\\")\"\nweight = \"w\"\nclusters = "
        "[\"area\"]\n" +
            where);
    replace("plan.toml", "adjust = [\"age_band\", \"gender\"]", "adjust = [\"age_band=age\", \"gender\"]");
  }

  finding::Comparison comparison_of(const std::string& id) const {
    const Release release = evaluate(study::load(study_));
    const auto found = std::ranges::find(release.analyst, id, &finding::Finding::id);
    EXPECT_NE(found, release.analyst.end());
    return found == release.analyst.end() ? finding::Comparison{} : found->comparison.value_or(finding::Comparison{});
  }

  tests::Scratch scratch_;
  fs::path study_;
};

TEST_F(Comparisons, AreComputedFromMicrodataWithThatSurveysOwnDesign) {
  compute_from_microdata("");
  const finding::Comparison found = comparison_of("neighbours_all");
  EXPECT_NEAR(found.value, 0.55, 1e-12);
  EXPECT_TRUE(found.benchmark_has_error);
  ASSERT_TRUE(found.adjusted.has_value());
  EXPECT_EQ(found.adjusted->characteristics, (std::vector<std::string>{"age_band", "gender"}));
  EXPECT_GT(found.adjusted->effective, 30);
  EXPECT_EQ(found.adjusted->verdict, "higher");
}

// Its respondents are people too, and its licence says so.
TEST_F(Comparisons, PublishNoShareOfAFewRespondentsOfANationalSurvey) {
  compute_from_microdata("where = 'age == \"16 to 24\" and area < 3'\n");
  try {
    comparison_of("neighbours_all");
    FAIL() << "a share of a few people";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("too few of benchmarks/survey.csv"), std::string::npos) << error.what();
    EXPECT_NE(std::string(error.what()).find("benchmarks/national.toml:"), std::string::npos) << error.what();
  }
}

TEST_F(Comparisons, AreTriedUnderOtherChoices) {
  replace("plan.toml", "adjust = [\"age_band\", \"gender\"]",
          "adjust = [\"age_band\", \"gender\"]\nsensitivity = [\"wider\"]\nneutral = [\"n\"]");
  replace(
      "benchmarks/national.toml", "[[benchmark]]",
      "[[benchmark]]\nid = \"neighbours\"\nset = \"wider\"\nlabel = \"people elsewhere\"\npercent = 61\ncut = \"most "
      "deprived 30% of areas\"\nsource = \"An invented table\"\n\n[[benchmark]]");
  const finding::Comparison found = comparison_of("neighbours_all");
  std::set<std::string> codes;
  for (const finding::Comparison::Alternative& one : found.alternatives) {
    codes.insert(one.code);
    EXPECT_LE(one.low, one.high) << one.code;
    if (one.code == "benchmark") {
      EXPECT_NEAR(one.low, found.difference + 0.57 - 0.61, 1e-12);
      EXPECT_NE(one.label.find("most deprived 30% of areas"), std::string::npos);
    } else if (one.code == "neutral") {
      EXPECT_NEAR(one.low, found.difference, 1e-12);
      EXPECT_GT(one.high, one.low + 0.02);
    } else if (one.code == "project") {
      EXPECT_LT(one.low, found.difference);
      EXPECT_GT(one.high, found.difference);
    }
  }
  EXPECT_EQ(codes, (std::set<std::string>{"benchmark", "neutral", "paper", "project"}));
}

TEST_F(Comparisons, SayInWordsWithoutCountsWhyThereIsNoAdjustedOne) {
  std::string cells = tests::slurp(study_ / "benchmarks/synthetic-cells.csv");
  std::string kept;
  std::istringstream lines(cells);
  for (std::string line; std::getline(lines, line);) {
    if (line.find("75 or over") == std::string::npos) {
      kept += line + '\n';
    }
  }
  tests::spit(study_ / "benchmarks/synthetic-cells.csv", kept);
  const finding::Comparison found = comparison_of("neighbours_all");
  EXPECT_FALSE(found.adjusted.has_value());
  EXPECT_EQ(found.not_adjusted, "The benchmark's data have nobody like some of the participants.");
  EXPECT_EQ(found.verdict, "higher");
  EXPECT_EQ(comparison_of("neighbours_lc").not_adjusted, found.not_adjusted) << "whoever is in the group";
}

TEST_F(Comparisons, NameTheFileWhoseColumnIsNotThere) {
  replace("benchmarks/national.toml", "mean(neighbours / 100)", "mean(neighbour / 100)");
  try {
    evaluate(study::load(study_));
    FAIL() << "the column is not there";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("benchmarks/synthetic-cells.csv"), std::string::npos) << error.what();
    EXPECT_NE(std::string(error.what()).find("neighbours"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace kith::run
