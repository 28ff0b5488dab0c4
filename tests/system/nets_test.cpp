// Nets and options of one question beside each other: a report and its ledger give no group of a few away.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "support/process.h"
#include "support/release.h"
#include "system/small_study.h"

namespace kith {
namespace {

const std::string study_toml = std::string(R"(
title = "Trust"
[[wave]]
code = "w1"
name = "Wave 1"
)") + tests::neighbours_toml + tests::first_responses_toml;
constexpr const char* instrument_toml = R"(
title = "Questionnaire"
[[question]]
name = "trust"
text = "Can most people be trusted?"
options = [{ code = "sa", label = "Strongly agree" }, { code = "a", label = "Tend to agree" },
           { code = "n", label = "Neither" }, { code = "d", label = "Disagree" }, { code = "na", label = "Not asked" }]
)";
constexpr const char* plan_toml = R"(
[[section]]
code = "main"
title = "Trust"
)";

// 5 of 140 tend to agree, 10 do not answer for themselves.
std::string answers() {
  constexpr std::array<std::pair<const char*, int>, 5> counts{{{"sa", 50}, {"a", 5}, {"n", 40}, {"d", 35}, {"na", 10}}};
  std::string csv = "id,trust\n";
  int id = 0;
  for (const auto& [code, people] : counts) {
    for (int i = 0; i < people; ++i) {
      csv += std::to_string(++id) + "," + code + "\n";
    }
  }
  return csv;
}

class NetsInAStudy : public tests::SmallStudy {
 protected:
  NetsInAStudy() {
    write("study.toml", study_toml);
    write("instruments/people.toml", instrument_toml);
    write("responses/w1.csv", answers());
  }

  static std::string indicator(const std::string& id, const std::string& more) {
    return "[[indicator]]\nid = \"" + id + "\"\npopulation = \"neighbour\"\nquestion = \"trust\"\nlabel = \"" + id +
           "\"\nshort_label = \"" + id + "\"\nsection = \"main\"\n" + more;
  }
  tests::Outcome run(const std::string& indicators, bool publish = false) const {
    write("plan.toml", plan_toml + indicators);
    return SmallStudy::run("out", publish);
  }
  bool shown(const std::string& id) const { return tests::findings_in(out).at(id).at("withheld").is_null(); }

  std::filesystem::path out = scratch / "out";
};

TEST_F(NetsInAStudy, ASmallPartOfANetDoesNotFollow) {
  const std::string agree = indicator("agree", "positive = [\"sa\", \"a\"]\n");
  const std::string sure = indicator("sure", "positive = [\"sa\"]\n");
  ASSERT_EQ(run(agree).exit_code, 0);
  EXPECT_TRUE(shown("agree_all"));
  ASSERT_EQ(run(sure).exit_code, 0);
  EXPECT_TRUE(shown("sure_all"));
  const auto both = run(agree + sure);
  ASSERT_EQ(both.exit_code, 0) << both.err;
  EXPECT_NE(shown("agree_all"), shown("sure_all"));
}

TEST_F(NetsInAStudy, NorWhereTheNetLeavesSomeOutOfItsBase) {
  const auto done =
      run(indicator("agree", "positive = [\"sa\", \"a\"]\nexclude = [\"na\"]\n") + indicator("options", ""));
  ASSERT_EQ(done.exit_code, 0) << done.err;
  EXPECT_FALSE(shown("options_all_a"));
  EXPECT_FALSE(shown("agree_all") && shown("options_all_sa"));
}

TEST_F(NetsInAStudy, NorFromANetThatWasPublishedBefore) {
  ASSERT_EQ(run(indicator("agree", "positive = [\"sa\", \"a\"]\n"), true).exit_code, 0);
  EXPECT_TRUE(shown("agree_all"));
  const auto recoded = run(indicator("agree", "positive = [\"sa\"]\n"));
  ASSERT_EQ(recoded.exit_code, 0) << recoded.err;
  EXPECT_FALSE(shown("agree_all"));
}

// A release by somebody who has no gate: the audit adds and subtracts as well.
TEST_F(NetsInAStudy, TheAuditTakesNetsApart) {
  ASSERT_EQ(run(indicator("agree", "positive = [\"sa\", \"a\"]\n")).exit_code, 0);
  const std::string net = tests::slurp(out / "findings.json");
  ASSERT_EQ(run(indicator("sure", "positive = [\"sa\"]\n")).exit_code, 0);
  auto document = nlohmann::json::parse(tests::slurp(out / "findings.json"));
  document["findings"].push_back(nlohmann::json::parse(net).at("findings").at(0));
  ASSERT_EQ(document["findings"].back().at("id"), "agree_all");
  tests::spit(scratch / "joined/findings.json", document.dump());
  const auto audit = tests::kith({"audit", (scratch / "joined").string()});
  EXPECT_EQ(audit.exit_code, 1) << audit.out;
  EXPECT_THAT(audit.out, testing::HasSubstr("other answers than sure_all"));
}

}  // namespace
}  // namespace kith
