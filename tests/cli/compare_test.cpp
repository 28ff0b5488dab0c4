// kith compare as a shell sees it. (The examples of docs/compare.md are run by manual_test.cpp.)
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/process.h"

namespace kith {
namespace {

using testing::HasSubstr;
using Json = nlohmann::json;

// `n` people, every so many a man, every third young; the answers follow from both.
std::string people(int n, int men_every, int shift) {
  std::string text = "sex,age,trust,happy\n";
  for (int i = 0; i < n; ++i) {
    const bool man = i % men_every == 0;
    const bool young = i % 3 == 0;
    const bool yes = (i * 7 + shift) % 10 < (man ? 3 : 6) + (young ? 0 : 2);
    text += std::string(man ? "Male" : "Female") + (young ? ",young," : ",older,") + (yes ? "yes," : "no,") +
            ((i + shift) % 3 == 0 ? "yes\n" : "no\n");
  }
  return text;
}

class Compare : public testing::Test {
 protected:
  Compare() {
    tests::spit(scratch_ / "own.csv", people(120, 5, 1));
    tests::spit(scratch_ / "survey.csv", people(600, 2, 3));
  }
  std::string path(const std::string& name) const { return (scratch_ / name).string(); }
  tests::Outcome compare(std::vector<std::string> more) const {
    std::vector<std::string> words{"compare", path("own.csv")};
    words.insert(words.end(), more.begin(), more.end());
    return tests::kith(words);
  }
  tests::Outcome with_survey(std::vector<std::string> more) const {
    more.insert(more.begin(), {"--benchmark", path("survey.csv")});
    return compare(std::move(more));
  }

  tests::Scratch scratch_;
};

TEST_F(Compare, SaysCrudeAndAdjustedSideBySide) {
  const auto done = with_survey({"--measure", "share(trust in \"yes\")", "--adjust", "sex,age", "--format", "json"});
  ASSERT_EQ(done.exit_code, 0) << done.err;
  const Json all = Json::parse(done.out);
  EXPECT_EQ(all["adjusted_to"], Json({"sex", "age"}));
  const Json& one = all["comparisons"][0];
  EXPECT_EQ(one["participants"]["base"], 120);
  EXPECT_EQ(one["benchmark_base"], 600);
  for (const char* kind : {"crude", "adjusted"}) {
    for (const char* key : {"difference", "interval", "se", "p", "q", "ratio", "h", "e_value", "e_value_limit"}) {
      EXPECT_FALSE(one[kind][key].is_null()) << kind << ' ' << key;
    }
  }
  EXPECT_NE(one["crude"]["benchmark"], one["adjusted"]["benchmark"]);
  EXPECT_LT(one["reweighting"]["largest_after"]["standardised"].get<double>(), 1e-6);
  EXPECT_TRUE(one["refused"].is_null());
}

TEST_F(Compare, HoldsTheSameFiguresAsEstimate) {
  const auto compared = with_survey({"--measure", "share(trust in \"yes\")", "--format", "json"});
  const auto estimated =
      tests::kith({"estimate", path("own.csv"), "--measure", "share(trust in \"yes\")", "--format", "json"});
  ASSERT_EQ(compared.exit_code, 0) << compared.err;
  const Json own = Json::parse(compared.out)["comparisons"][0]["participants"];
  const Json finding = Json::parse(estimated.out)["findings"][0];
  EXPECT_EQ(own["value"], finding["value"]);
  EXPECT_EQ(own["se"], finding["se"]);
  EXPECT_EQ(own["interval"]["low"], finding["interval"]["low"]);
}

TEST_F(Compare, AdjustsPOverTheMeasuresOfTheCommand) {
  const auto done = with_survey({"--measure", "share(trust in \"yes\")", "--measure", "share(happy in \"yes\")",
                                 "--p-adjust", "holm", "--format", "json"});
  ASSERT_EQ(done.exit_code, 0) << done.err;
  const Json list = Json::parse(done.out)["comparisons"];
  ASSERT_EQ(list.size(), 2U);
  const double p0 = list[0]["crude"]["p"], p1 = list[1]["crude"]["p"];
  const double q0 = list[0]["crude"]["q"], q1 = list[1]["crude"]["q"];
  EXPECT_NEAR(std::min(q0, q1), std::min(1.0, 2 * std::min(p0, p1)), 1e-12);
}

TEST_F(Compare, NamesTheLevelThatTheSurveyDoesNotHave) {
  tests::spit(scratch_ / "women.csv", "sex,trust\nFemale,yes\nFemale,no\nFemale,yes\nFemale,no\n");
  const auto done =
      compare({"--benchmark", path("women.csv"), "--measure", "share(trust in \"yes\")", "--adjust", "sex"});
  ASSERT_EQ(done.exit_code, 0) << done.err;
  EXPECT_THAT(done.out, HasSubstr("no adjusted comparison, margin-not-met"));
  EXPECT_THAT(done.out, HasSubstr("sex = Male"));
  EXPECT_THAT(done.out, HasSubstr("crude"));
}

TEST_F(Compare, TheSimulationIsTheSameForTheSameSeed) {
  const std::vector<std::string> words{"--simulate", "40",
                                       "--seed",     "7",
                                       "--measure",  "share(trust in \"yes\")",
                                       "--adjust",   "sex,age",
                                       "--bias",     "sex == \"Female\":4",
                                       "--draw",     "80",
                                       "--format",   "json"};
  const auto one = compare(words);
  const auto two = compare(words);
  ASSERT_EQ(one.exit_code, 0) << one.err;
  EXPECT_EQ(one.out, two.out);
  EXPECT_GT(Json::parse(one.out)["simulation"]["adjusted"]["holds_zero"].get<double>(), 0.8);
}

TEST_F(Compare, WrongWordsAreWrongUsage) {
  const std::string measure = "share(trust in \"yes\")";
  EXPECT_EQ(compare({"--measure", measure}).exit_code, 2);
  EXPECT_EQ(with_survey({"--measure", measure, "--adjust", "sex", "--method", "rank"}).exit_code, 2);
  EXPECT_EQ(with_survey({"--measure", measure, "--p-adjust", "hulm"}).exit_code, 2);
  EXPECT_EQ(with_survey({"--measure", "share(trust)"}).exit_code, 2);
  EXPECT_EQ(compare({"--simulate", "10", "--measure", measure}).exit_code, 2);
  EXPECT_EQ(compare({"--simulate", "10", "--measure", measure, "--adjust", "sex", "--bias", "sex"}).exit_code, 2);
  const auto unknown = with_survey({"--measure", measure, "--adjust", "sexx"});
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_THAT(unknown.err, HasSubstr("did you mean `sex`?"));
}

}  // namespace
}  // namespace kith
