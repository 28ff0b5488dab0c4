// What was published stays in the study's ledger, and no later release gives it back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "support/process.h"
#include "support/release.h"
#include "system/small_study.h"

namespace kith {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using testing::HasSubstr;
using testing::Not;

// ---- a study of 200 people in three nations, and then of some more
// ------------------------------------------------------

const std::string study_toml = std::string(R"(
title = "Trust"
[[nation]]
code = "eng"
name = "England"
[[nation]]
code = "sct"
name = "Scotland"
)") + tests::two_waves_toml + tests::neighbours_toml +
                               "nation = \"nation\"\n" + tests::first_responses_toml;
const std::string plan_toml = std::string(tests::trust_plan_toml) + R"(breakdowns = ["nation"]
[[breakdown]]
id = "nation"
dimensions = ["nation"]
)";

std::string answers(int first, int last, int scottish_from = 1'000'000) {
  std::string csv = "id,nation,trust\n";
  for (int id = first; id <= last; ++id) {
    csv += std::to_string(id) + (id < scottish_from ? ",eng" : ",sct") + (37 * id % 101 < 54 ? ",yes\n" : ",no\n");
  }
  return csv;
}

class Ledger : public tests::SmallStudy {
 protected:
  Ledger() {
    write("study.toml", study_toml);
    write("instruments/people.toml", tests::trust_instrument_toml);
    write("plan.toml", plan_toml);
    write("responses/w1.csv", answers(1, 200));
  }

  // Attacked by somebody who kept the other.
  tests::Outcome audit(const std::string& out, const std::string& earlier) const {
    return tests::kith({"audit", (scratch / out).string(), "--after", (scratch / earlier).string()});
  }
};

TEST_F(Ledger, KeepsWhatWasPublishedAndOnlyThat) {
  EXPECT_EQ(run("draft").exit_code, 0);
  EXPECT_FALSE(fs::exists(study / "ledger"));
  const auto first = run("first", true);
  EXPECT_EQ(first.exit_code, 0) << first.err;
  EXPECT_THAT(first.out, HasSubstr("ledger/0001-w1.json"));
  const auto again = run("again", true);
  EXPECT_THAT(again.out, HasSubstr("ledger/0001-w1.json"));
  EXPECT_THAT(again.err, Not(HasSubstr("earlier releases")));
  EXPECT_FALSE(fs::exists(study / "ledger/0002-w1.json"));
  EXPECT_EQ(tests::slurp(scratch / "first/findings.json"), tests::slurp(scratch / "again/findings.json"));
  EXPECT_THAT(tests::slurp(scratch / "again/report.html"), HasSubstr("was held against the one before it"));
  EXPECT_EQ(Json::parse(tests::slurp(scratch / "again/manifest.json")).at("earlier_releases"), Json({"0001-w1"}));
}

TEST_F(Ledger, StandsBesideAManifestThatSaysWhichRulesTheStudyChangedAndWhy) {
  ASSERT_EQ(run("plain").exit_code, 0);
  const auto overrides = [&](const std::string& out) {
    return Json::parse(tests::slurp(scratch / out / "manifest.json")).at("overrides");
  };
  EXPECT_EQ(overrides("plain"), Json::array());
  EXPECT_THAT(tests::slurp(scratch / "plain/report.html"), Not(HasSubstr("changes rules of disclosure control")));

  write("study.toml",
        std::string(study_toml) + "[disclosure]\nminimum_cell = 12\nreason = \"Asked for by <the funder>\"\n");
  ASSERT_EQ(run("stricter").exit_code, 0);
  EXPECT_EQ(overrides("stricter"), Json::parse(R"([{"rule": "minimum_cell", "default": 10, "value": 12,
                                                    "reason": "Asked for by <the funder>"}])"));
  EXPECT_THAT(
      tests::slurp(scratch / "stricter/report.html"),
      HasSubstr("either side of a share: 12 instead of 10 (minimum_cell). Reason: Asked for by &lt;the funder&gt;"));

  write("study.toml", std::string(study_toml) + "[disclosure]\nflag_below = 120\n");
  ASSERT_EQ(run("silent").exit_code, 0);
  EXPECT_TRUE(overrides("silent").at(0).at("reason").is_null());
  EXPECT_THAT(tests::slurp(scratch / "silent/report.html"), HasSubstr("It gives no reason."));
}

TEST_F(Ledger, ThreeWhoCameLateCannotBeSubtracted) {
  ASSERT_EQ(run("first", true).exit_code, 0);
  ASSERT_FALSE(withheld("first", "trust_all"));
  write("responses/w1.csv", answers(1, 203));
  const auto late = run("late");
  EXPECT_EQ(late.exit_code, 0) << late.err;
  EXPECT_TRUE(withheld("late", "trust_all"));
  EXPECT_TRUE(withheld("late", "respondents_neighbour_all"));
  EXPECT_THAT(late.err,
              HasSubstr("figures are withheld because beside earlier releases they would tell of small groups"));
  const auto why = tests::kith({"explain", (scratch / "late").string(), "trust_all", "--study", study.string()});
  EXPECT_THAT(why.out, HasSubstr("what changed in trust_all since 0001-w1"));
  fs::remove_all(study / "ledger");
  ASSERT_EQ(run("alone").exit_code, 0);
  EXPECT_FALSE(withheld("alone", "trust_all"));
  EXPECT_EQ(audit("late", "first").exit_code, 0);
  const auto exposed = audit("alone", "first");
  EXPECT_EQ(exposed.exit_code, 1);
  EXPECT_THAT(exposed.out, HasSubstr("what changed in trust_all since"));
}

TEST_F(Ledger, ManyWhoCameLateMayBe) {
  ASSERT_EQ(run("first", true).exit_code, 0);
  write("responses/w1.csv", answers(1, 300));
  ASSERT_EQ(run("late", true).exit_code, 0);
  EXPECT_FALSE(withheld("late", "trust_all"));
  EXPECT_TRUE(fs::exists(study / "ledger/0002-w1.json"));
}

// The first release had nobody from Scotland in it; the second would have six.
TEST_F(Ledger, ANationThatWasNotThereBeforeDoesNotFollow) {
  ASSERT_EQ(run("first", true).exit_code, 0);
  write("responses/w1.csv", answers(1, 206, 201));
  ASSERT_EQ(run("second").exit_code, 0);
  EXPECT_TRUE(withheld("second", "trust_sct"));
  EXPECT_TRUE(withheld("second", "trust_all"));
  EXPECT_FALSE(withheld("second", "trust_eng"));
  EXPECT_EQ(audit("second", "first").exit_code, 0);
}

// Wave 2 is of other people: nothing of wave 1 follows from it.
TEST_F(Ledger, AnotherWaveIsFree) {
  ASSERT_EQ(run("first", true).exit_code, 0);
  write("study.toml", std::string(study_toml) + tests::second_responses_toml);
  write("responses/w2.csv", answers(301, 480));
  const auto second = run("second", true);
  ASSERT_EQ(second.exit_code, 0) << second.err;
  EXPECT_FALSE(withheld("second", "trust_all"));
  EXPECT_TRUE(fs::exists(study / "ledger/0002-w2.json"));
  // A change puts wave 1 into the report again, and four answers have come to it since.
  write("plan.toml", plan_toml + "[[change]]\nindicator = \"trust\"\nfrom = \"w1\"\nto = \"w2\"\n");
  ASSERT_EQ(run("change").exit_code, 0);
  EXPECT_FALSE(withheld("change", "trust_w1"));
  write("responses/w1.csv", answers(1, 204));
  ASSERT_EQ(run("more").exit_code, 0);
  EXPECT_TRUE(withheld("more", "trust_w1"));
  EXPECT_FALSE(withheld("more", "trust_all"));
}

// One of a Kith that had fewer rules.
TEST_F(Ledger, OfBeforeARuleWasMadeIsReadAsItWasWritten) {
  ASSERT_EQ(run("first", true).exit_code, 0);
  Json entry = Json::parse(tests::slurp(study / "ledger/0001-w1.json"));
  ASSERT_EQ(entry.at("rules").erase("largest_amount_percent"), 1U);
  write("ledger/0001-w1.json", entry.dump());
  const auto again = run("again");
  EXPECT_EQ(again.exit_code, 0) << again.err;
  EXPECT_EQ(tests::slurp(scratch / "first/findings.json"), tests::slurp(scratch / "again/findings.json"));
}

TEST_F(Ledger, ThatCannotBeReadStopsTheRun) {
  ASSERT_EQ(run("first", true).exit_code, 0);
  const std::string entry = tests::slurp(study / "ledger/0001-w1.json");
  const std::string report = tests::slurp(scratch / "first/report.html");
  write("ledger/0001-w1.json", entry.substr(0, entry.size() / 2));
  auto refused = run("first", true);
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, HasSubstr("ledger/0001-w1.json: "));
  EXPECT_THAT(refused.err, HasSubstr("put the file back"));
  EXPECT_EQ(tests::slurp(scratch / "first/report.html"), report);
  write("ledger/0001-w1.json", entry);
  write("ledger/0003-w1.json", entry);
  refused = run("first");
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, HasSubstr("ledger/0003-w1.json: release 2 of the ledger is missing"));
}

// The example left Active Communities in Scotland out, and said so in its report. Whoever forgets to do so the next
// time would give those few away by subtraction, in every total.
TEST(LedgerOfTheExample, ScotlandDoesNotFollowFromThePreviousRelease) {
  const tests::Scratch scratch;
  const fs::path study = scratch / "study";
  tests::copy_folder(fs::path(KITH_SOURCE) / "examples/community-power", study);
  fs::remove_all(study / "out");
  ASSERT_EQ(tests::kith({"run", study.string(), "--out", (scratch / "first").string(), "--publish"}).exit_code, 0);
  std::string plan = tests::slurp(study / "plan.toml");
  const std::size_t begin = plan.find("[[left_out]]");
  const std::size_t end = plan.find("\n#", begin);
  ASSERT_TRUE(begin != std::string::npos && end != std::string::npos);
  tests::spit(study / "plan.toml", plan.erase(begin, end - begin));

  const auto refused = tests::kith({"run", study.string(), "--out", (scratch / "second").string()});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, HasSubstr("report.md:12: `neighbours_all` is withheld"));
  EXPECT_THAT(refused.err, HasSubstr("ledger: "));
  EXPECT_THAT(refused.err, HasSubstr("leave out of this release what was left out then"));

  fs::remove(study / "report.md");
  ASSERT_EQ(tests::kith({"run", study.string(), "--out", (scratch / "second").string()}).exit_code, 0);
  const std::map<std::string, Json> first = tests::findings_in(scratch / "first");
  const std::map<std::string, Json> second = tests::findings_in(scratch / "second");
  // No figure of everyone, of Active Communities or of Scotland that was shown is shown again with those few in it.
  int compared = 0;
  for (const auto& [id, before] : first) {
    const bool holds_them = before.at("by").empty() || before.at("by") == Json{{"programme", "ac"}} ||
                            before.at("by") == Json{{"nation", "sct"}};
    const bool participants = before.at("population") == "participant";
    if (!holds_them || !participants || !before.at("withheld").is_null() || !second.contains(id)) {
      continue;
    }
    const Json& after = second.at(id);
    ++compared;
    EXPECT_TRUE(!after.at("withheld").is_null() ||
                (after.at("percent") == before.at("percent") && after.at("bases") == before.at("bases")))
        << id << " " << before.at("bases") << " " << after.at("bases");
  }
  EXPECT_GT(compared, 30);
  const auto audited = tests::kith({"audit", (scratch / "second").string(), "--after", (scratch / "first").string()});
  EXPECT_EQ(audited.exit_code, 0) << audited.out;
}

}  // namespace
}  // namespace kith
