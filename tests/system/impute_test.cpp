// Multiple imputation from the command line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "num/random.h"
#include "support/process.h"

namespace kith {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using ::testing::HasSubstr;

// 400 people in 40 schools of two regions; income grows with age and rooms, and the older answer it less often.
std::string answers() {
  num::Random random(2024);
  std::string csv = "school,region,sex,age,rooms,income\n";
  for (int i = 0; i < 400; ++i) {
    const int school = i / 10;
    const int age = 20 + static_cast<int>(random.below(60));
    const int rooms = 1 + static_cast<int>(random.below(6));
    const double income = 1000 + 15 * age + 120 * rooms + 20 * (school % 7) + 200 * random.normal();
    const bool gone = random.uniform() < age / 200.0;
    csv += fmt::format("{},{},{},{},{},{}\n", school, school < 20 ? "north" : "south", i % 3 == 0 ? "m" : "f", age,
                       rooms, gone ? std::string() : fmt::format("{:.1f}", income));
  }
  return csv;
}

class Impute : public ::testing::Test {
 protected:
  Impute() { tests::spit(file, answers()); }

  tests::Outcome run(std::vector<std::string> words, const std::vector<std::string>& more = {}) const {
    std::ranges::replace(words, std::string("answers.csv"), file.string());
    words.insert(words.end(), more.begin(), more.end());
    return tests::kith(words);
  }
  json parsed(const std::vector<std::string>& words, const std::vector<std::string>& more = {}) const {
    const tests::Outcome outcome = run(words, more);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return json::parse(outcome.out, nullptr, false);
  }

  const tests::Scratch scratch;
  const fs::path file = scratch / "answers.csv";
};

TEST_F(Impute, EstimatesAsTheManualSays) {
  const std::vector<std::string> words{"estimate", "answers.csv", "--measure",     "mean(income)", "--by",
                                       "region",   "--cluster",   "school",        "--impute",     "20",
                                       "--seed",   "7",           "--impute-with", "age,rooms"};
  EXPECT_THAT(tests::slurp(fs::path(KITH_SOURCE) / "docs" / "estimate.md"),
              HasSubstr("kith estimate answers.csv --measure 'mean(income)' --by region --cluster school --impute 20 "
                        "--seed 7 --impute-with age,rooms"));
  const json said = parsed(words, {"--format", "json"});
  ASSERT_EQ(said["findings"].size(), 2U);
  for (const json& finding : said["findings"]) {
    const json& imputation = finding["imputation"];
    EXPECT_EQ(imputation["m"], 20);
    EXPECT_GT(imputation["fmi"], 0);
    EXPECT_GT(imputation["df_complete"], finding["df"]);
    EXPECT_LT(imputation["complete_cases"]["value"], finding["value"]) << "the older, who earn more, answered less";
    EXPECT_EQ(finding["bases"]["unweighted"], 200);
  }
  EXPECT_EQ(said["imputation"]["seed"], 7);
  EXPECT_EQ(said["imputation"]["columns"][0]["column"], "income");
  EXPECT_EQ(said["imputation"]["columns"][0]["chain_means"].size(), 20U);
  EXPECT_EQ(run(words).out, run(words).out) << "the same seed, the same bytes";
  EXPECT_THAT(run(words).out, HasSubstr("fmi"));
  EXPECT_THAT(run(words, {"--format", "csv"}).out, HasSubstr(",imputations,fmi"));
}

TEST_F(Impute, ModelsAsTheManualSays) {
  const json said = parsed({"model", "answers.csv", "--formula", "income ~ age + region", "--cluster", "school",
                            "--impute", "20", "--seed", "7", "--test-terms", "wald", "--format", "json"});
  EXPECT_EQ(said["model"]["n"], 400);
  EXPECT_LT(said["model"]["complete_cases"], 400);
  const json& age = said["model"]["terms"][1];
  EXPECT_EQ(age["term"], "age");
  EXPECT_NEAR(age["estimate"].get<double>(), 15, 3);
  EXPECT_LT(age["interval"]["low"], age["estimate"]);
  EXPECT_EQ(said["tests"][0]["method"], "wald-d1");
  EXPECT_LT(said["tests"][0]["p"], 0.001);
}

TEST_F(Impute, TestsAsTheManualSays) {
  const std::vector<std::string> words = {"test",   "answers.csv", "--ttest", "income ~ sex", "--cluster",
                                          "school", "--impute",    "20",      "--seed",       "7"};
  const json said = parsed(words, {"--format", "json"});
  EXPECT_EQ(said["test"]["symbol"], "t");
  EXPECT_EQ(said["test"]["respondents"], 400);
  EXPECT_GT(said["test"]["imputation"]["fmi"], 0);
  EXPECT_THAT(run(words).out, HasSubstr("fraction of missing information"));
}

TEST_F(Impute, IsRefusedWhereItMeansNothing) {
  const tests::Outcome helper = run({"estimate", "answers.csv", "--measure", "mean(income)", "--impute-with", "age"});
  EXPECT_EQ(helper.exit_code, 2);
  EXPECT_THAT(helper.err, HasSubstr("--impute 20"));
  EXPECT_EQ(run({"estimate", "answers.csv", "--measure", "mean(income)", "--impute", "1"}).exit_code, 2);
  const tests::Outcome likelihood =
      run({"model", "answers.csv", "--formula", "income ~ age", "--test-terms", "lrt", "--impute", "3"});
  EXPECT_EQ(likelihood.exit_code, 2);
  EXPECT_THAT(likelihood.err, HasSubstr("pooled by D1"));
  const tests::Outcome unpooled = run({"test", "answers.csv", "--independence", "sex,region", "--statistic", "lincom",
                                       "--impute", "3", "--impute-with", "income"});
  EXPECT_EQ(unpooled.exit_code, 1);
  EXPECT_THAT(unpooled.err, HasSubstr("no pooled form"));
}

}  // namespace
}  // namespace kith
