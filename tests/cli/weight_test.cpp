// kith weight and --calibrate, as a shell sees them. (The example of docs/weight.md is run by manual_test.cpp.)
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <regex>

#include "base/text.h"
#include "data/import.h"
#include "support/process.h"

namespace kith {
namespace {

using testing::HasSubstr;
using Json = nlohmann::json;
namespace fs = std::filesystem;

constexpr const char* answers =
    "sex,region,age,w,happy\n"
    "F,North,20,10,1\nM,North,30,12,0\nF,South,40,9,1\nM,South,50,11,1\n"
    "F,North,35,8,0\nM,South,61,10,1\nF,South,25,12,0\nM,North,47,9,1\n";
constexpr const char* margins = "margin,level,total\nsex,F,52\nsex,M,48\nregion,North,45\nregion,South,55\n";

class Weight : public testing::Test {
 protected:
  Weight() {
    tests::spit(scratch_ / "answers.csv", answers);
    tests::spit(scratch_ / "margins.csv", margins);
  }
  std::string path(const std::string& name) const { return (scratch_ / name).string(); }
  tests::Outcome weight(std::vector<std::string> more, const std::string& out = "weighted.csv") const {
    std::vector<std::string> words{"weight", path("answers.csv"), "--out", path(out)};
    words.insert(words.end(), more.begin(), more.end());
    return tests::kith(words);
  }

  tests::Scratch scratch_;
};

TEST_F(Weight, WritesTheFileWithTheNewWeightAndSaysWhatItDid) {
  const auto done = weight({"--margins", path("margins.csv"), "--weight", "w", "--format", "json"});
  ASSERT_EQ(done.exit_code, 0) << done.err;
  const Json weighting = Json::parse(done.out)["weighting"];
  EXPECT_EQ(weighting["steps"][0], "raking to sex and region");
  EXPECT_EQ(weighting["margins"][0]["level"], "sex = F");
  EXPECT_EQ(weighting["margins"][0]["before"], 39);
  EXPECT_NEAR(weighting["margins"][0]["after"].get<double>(), 52, 1e-9);
  EXPECT_NEAR(weighting["after"]["sum"].get<double>(), 100, 1e-9);
  const data::Table table = data::read(path("weighted.csv")).table;
  EXPECT_EQ(table.names().back(), "calibrated_weight");
  EXPECT_EQ(table.rows(), 8U);
  double women = 0;
  for (std::size_t row = 0; row < 8; ++row) {
    women += row % 2 == 0 ? *table.column("calibrated_weight").number_at(row) : 0;
  }
  EXPECT_NEAR(women, 52, 1e-9);
}

TEST_F(Weight, EstimatesUnderMarginsKnowMoreThanEstimatesWithTheWrittenWeights) {
  ASSERT_EQ(weight({"--margins", path("margins.csv"), "--weight", "w", "--name", "raked"}).exit_code, 0);
  const auto answer = [](const tests::Outcome& outcome) { return Json::parse(outcome.out)["findings"][0]; };
  const auto knowing = tests::kith({"estimate", path("answers.csv"), "--measure", "mean(age)", "--weight", "w",
                                    "--calibrate", path("margins.csv"), "--format", "json"});
  ASSERT_EQ(knowing.exit_code, 0) << knowing.err;
  const auto ignorant = tests::kith(
      {"estimate", path("weighted.csv"), "--measure", "mean(age)", "--weight", "raked", "--format", "json"});
  EXPECT_NEAR(answer(knowing)["value"].get<double>(), answer(ignorant)["value"].get<double>(), 1e-9);
  EXPECT_NE(answer(knowing)["se"].get<double>(), answer(ignorant)["se"].get<double>());
  EXPECT_EQ(Json::parse(knowing.out)["design"]["weighting"][0], "raking to sex and region");
}

TEST_F(Weight, RefusesWithTheLineOfTheMarginAndWritesNothing) {
  tests::spit(scratch_ / "margins.csv", std::string(margins) + "region,West,10\n");
  const auto refused = weight({"--margins", path("margins.csv")});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, HasSubstr("margins.csv:6: the margin `region` has no level `West`"));
  EXPECT_FALSE(fs::exists(path("weighted.csv")));
}

TEST_F(Weight, RefusesWordsThatMeanNothing) {
  EXPECT_EQ(weight({}).exit_code, 2);
  EXPECT_EQ(weight({"--margins", path("margins.csv"), "--method", "magic"}).exit_code, 2);
  EXPECT_EQ(weight({"--margins", path("margins.csv"), "--bounds", "2,1"}).exit_code, 2);
  EXPECT_EQ(weight({"--response-cells", "sex"}).exit_code, 2);
  EXPECT_EQ(weight({"--trim", "1,2", "--trim-rounds", "twice"}).exit_code, 2);
  EXPECT_EQ(weight({"--margins", path("margins.csv"), "--bounds-on", "weight"}).exit_code, 2) << "there are no bounds";
  EXPECT_EQ(weight({"--trim", "1,2"}, "answers.csv").exit_code, 2) << "it would replace what it reads";
  EXPECT_THAT(weight({"--margins", path("margins.csv"), "--method", "poststratify"}).err, HasSubstr("one margin"));
}

}  // namespace
}  // namespace kith
