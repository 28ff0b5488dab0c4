// Whoever was quoted in one report is named alike in the next, from the study's ledger.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "support/process.h"
#include "system/small_study.h"

namespace kith {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string study_toml = std::string(R"(
title = "Trust"
[[programme]]
code = "lc"
name = "Local Conversations"
noun = "Local Conversations project"
[[programme]]
code = "ac"
name = "Active Communities"
)") + tests::two_waves_toml + tests::neighbours_toml +
                               "programme = \"programme\"\nquote_consent = \"may\"\n" + tests::first_responses_toml;
const std::string instrument_toml = std::string(tests::trust_instrument_toml) + R"([[question]]
name = "why"
text = "Why?"
type = "text"
[[question]]
name = "may"
text = "May we quote you?"
options = [{ code = "yes", label = "Yes" }, { code = "no", label = "No" }]
)";
constexpr const char* quote_toml = R"(
[[quote]]
id = "why_not"
population = "neighbour"
question = "why"
answer = "1"
)";
constexpr const char* named = "Local Conversations project neighbour";

// 200 people, the first so many of them in Local Conversations; the first of all says why.
std::string answers(int in_local_conversations) {
  std::string csv = "id,programme,trust,why,may\n";
  for (int id = 1; id <= 200; ++id) {
    csv += std::to_string(id) + (id <= in_local_conversations ? ",lc," : ",ac,") + (id % 2 == 0 ? "yes," : "no,") +
           (id == 1 ? "They gave me their keys.,yes\n" : ",no\n");
  }
  return csv;
}

class QuotedAgain : public tests::SmallStudy {
 protected:
  QuotedAgain() {
    write("study.toml", study_toml);
    write("instruments/people.toml", instrument_toml);
    write("plan.toml", tests::trust_plan_toml);
    write("quotes.toml", quote_toml);
  }

  std::string page(int in_local_conversations, bool publish = false) const {
    write("responses/w1.csv", answers(in_local_conversations));
    const auto done = run("out", publish);
    EXPECT_EQ(done.exit_code, 0) << done.err;
    return tests::slurp(out / "report.html");
  }

  std::filesystem::path out = scratch / "out";
};

TEST_F(QuotedAgain, IsNamedByTheRoleAloneWhereSoItWasBefore) {
  ASSERT_THAT(page(60), HasSubstr(named));
  const std::string first = page(8, true);
  EXPECT_THAT(first, HasSubstr("They gave me their keys."));
  EXPECT_THAT(first, Not(HasSubstr(named)));
  EXPECT_THAT(tests::slurp(study / "ledger/0001-w1.json"), HasSubstr("They gave me their keys."));
  EXPECT_THAT(page(60), Not(HasSubstr(named))) << "one of eight, and the programme is known";
  const auto why = tests::kith({"explain", out.string(), "why_not", "--study", study.string()});
  EXPECT_THAT(why.out, HasSubstr("under another attribution"));
}

// Whoever keeps no ledger is told by the audit.
TEST_F(QuotedAgain, TwoNamesOfOnePersonAreSeenByTheAudit) {
  page(8);
  std::filesystem::rename(out, scratch / "before");
  page(60);
  const auto audit = tests::kith({"audit", out.string(), "--after", (scratch / "before").string()});
  EXPECT_EQ(audit.exit_code, 1);
  EXPECT_THAT(audit.out, HasSubstr("stands under \"Local Conversations project neighbour\" here and under"));
  for (const auto& [now, then] : {std::pair(out, out), std::pair(scratch / "before", out)}) {
    const auto no_more = tests::kith({"audit", now.string(), "--after", then.string()});
    EXPECT_THAT(no_more.out, Not(HasSubstr("stands under")));
  }
}

TEST_F(QuotedAgain, PublishedTwiceIsOneEntry) {
  page(60, true);
  EXPECT_THAT(page(60, true), HasSubstr(named));
  EXPECT_FALSE(std::filesystem::exists(study / "ledger/0002-w1.json"));
}

// A panel of six who answered twice is six people.
TEST_F(QuotedAgain, PeopleAreCountedOnceAWave) {
  write("study.toml", "report_wave = \"w2\"\n" + study_toml + tests::second_responses_toml);
  write("responses/w2.csv", answers(6));
  EXPECT_THAT(page(6), Not(HasSubstr(named)));
  write("responses/w2.csv", answers(60));
  EXPECT_THAT(page(6), HasSubstr(named)) << "the words of the report's own wave";
}

}  // namespace
}  // namespace kith
