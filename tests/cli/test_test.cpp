// kith test, as a shell sees it: families of tests and banner tables. (The examples of docs/test.md are run by
// manual_test.cpp.)
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "num/p_adjust.h"
#include "support/process.h"

namespace kith {
namespace {

using testing::HasSubstr;
using Json = nlohmann::json;

class Test : public testing::Test {
 protected:
  Test() {
    std::string rows = "region,answer,before,after\n";
    for (int i = 0; i < 60; ++i) {
      rows += std::string(i % 2 == 0 ? "North" : "South") + (i % 3 == 0 || i % 8 == 0 ? ",yes" : ",no") + "," +
              std::to_string(i * i % 23) + "," + std::to_string(i * i % 23 + i % 5 + 0.25 * (i % 7)) + "\n";
    }
    tests::spit(scratch_ / "answers.csv", rows);
  }
  tests::Outcome test(std::vector<std::string> more) const {
    more.insert(more.begin(), {"test", (scratch_ / "answers.csv").string()});
    return tests::kith(more);
  }

  tests::Scratch scratch_;
};

TEST_F(Test, AdjustsTheFamilyOfAllThatIsAsked) {
  const auto done = test({"--ttest", "after ~ region", "--ttest", "after - before ~ 0", "--independence",
                          "region,answer", "--adjust", "holm", "--format", "json"});
  ASSERT_EQ(done.exit_code, 0) << done.err;
  const Json tests = Json::parse(done.out)["tests"];
  ASSERT_EQ(tests.size(), 3U);
  std::vector<double> p;
  for (const Json& one : tests) {
    p.push_back(one["p"].get<double>());
  }
  const std::vector<double> adjusted = num::adjusted(p, num::Adjustment::Holm);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(tests[i]["adjusted_p"].get<double>(), adjusted[i], 1e-15);
  }
  EXPECT_EQ(tests[0]["symbol"], "F") << "in the order of the manual, not of the command line";
}

TEST_F(Test, OfOneQuestionIsOneObject) {
  const Json one = Json::parse(test({"--ttest", "after ~ region", "--format", "json"}).out);
  EXPECT_TRUE(one.contains("test"));
  EXPECT_FALSE(one["test"].contains("adjusted_p"));
}

TEST_F(Test, DrawsABannerWithTheTestsBehindItsLetters) {
  const auto done = test({"--banner", "region,answer", "--items", "answer,mean(after - before)", "--format", "json"});
  ASSERT_EQ(done.exit_code, 0) << done.err;
  const Json banner = Json::parse(done.out)["banner"];
  ASSERT_EQ(banner["columns"].size(), 5U);
  EXPECT_EQ(banner["columns"][0]["respondents"], 60);
  EXPECT_EQ(banner["columns"][4]["letter"], "D");
  ASSERT_EQ(banner["rows"].size(), 3U);
  EXPECT_EQ(banner["rows"][2]["kind"], "mean");
  const Json& pair = banner["rows"][2]["tests"][0];
  const Json alone = Json::parse(test({"--ttest", "after - before ~ region", "--format", "json"}).out)["test"];
  EXPECT_NEAR(pair["p"].get<double>(), alone["p"].get<double>(), 1e-12);
  EXPECT_NEAR(pair["difference"].get<double>(), -alone["estimate"].get<double>(), 1e-12);
}

TEST_F(Test, RefusesWordsThatMeanNothing) {
  EXPECT_EQ(test({}).exit_code, 2);
  EXPECT_EQ(test({"--banner", "region"}).exit_code, 2);
  EXPECT_EQ(test({"--banner", "region", "--items", "answer", "--ttest", "after ~ region"}).exit_code, 2);
  EXPECT_EQ(test({"--ttest", "after ~ region", "--adjust", "magic"}).exit_code, 2);
  EXPECT_EQ(test({"--ranktest", "after ~ region", "--ties", "magic"}).exit_code, 2);
  EXPECT_EQ(test({"--fit", "answer", "--shares", "a,b"}).exit_code, 2);
  EXPECT_EQ(test({"--independence", "region"}).exit_code, 2);
  EXPECT_THAT(test({"--fit", "answer", "--shares", "1,2,3"}).err, HasSubstr("3 shares"));
  EXPECT_THAT(test({"--banner", "regoin", "--items", "answer"}).err, HasSubstr("region"));
}

}  // namespace
}  // namespace kith
