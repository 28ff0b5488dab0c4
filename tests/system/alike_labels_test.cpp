// Two questions that are answered by the same words: rows of one table are told apart, and the audit does not take the
// one for the other.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "system/small_study.h"

namespace kith::tests {
namespace {

using testing::HasSubstr;

constexpr const char* people_toml = R"(
title = "Questionnaire"
[[question]]
name = "trust"
text = "Can most people be trusted?"
options = [{ code = "ty", label = "Yes" }, { code = "tn", label = "No" }]
[[question]]
name = "vote"
text = "Did you vote?"
options = [{ code = "vy", label = "Yes" }, { code = "vn", label = "No" }]
[[question]]
name = "age"
text = "Age"
options = [{ code = "young", label = "Under 40" }, { code = "mid", label = "40 to 64" }, { code = "old", label = "65 or over" }]
)";
constexpr const char* plan_toml = R"(
[[section]]
code = "main"
title = "Trust"
[[breakdown]]
id = "trust"
dimensions = ["trust"]
[[breakdown]]
id = "vote"
dimensions = ["vote"]
[[indicator]]
id = "ages"
population = "neighbour"
question = "age"
label = "are of this age"
short_label = "Age"
section = "main"
[[indicator]]
id = "vote"
population = "neighbour"
question = "vote"
positive = ["vy"]
label = "voted"
short_label = "Vote"
section = "main"
breakdowns = ["trust"]
)";

TEST_F(SmallStudy, LevelsThatAreCalledAlikeCarryTheirQuestion) {
  write("study.toml", std::string("title = \"Alike\"\n[[wave]]\ncode = \"w1\"\nname = \"Wave 1\"\n") + neighbours_toml +
                          first_responses_toml);
  write("instruments/people.toml", people_toml);
  write("plan.toml", plan_toml);
  std::string csv = "id,trust,vote,age\n";
  for (int i = 0; i < 260; ++i) {
    csv += std::to_string(i) + (i * 7 % 10 < 7 ? ",ty" : ",tn") + (i * 3 % 11 < 8 ? ",vy" : ",vn") +
           (i % 19 == 0 ? ",old\n"
            : i % 9 < 5 ? ",young\n"
                        : ",mid\n");
  }
  write("responses/w1.csv", csv);
  ASSERT_EQ(run("out").exit_code, 0);
  const std::string page = slurp(scratch / "out/report.html");
  EXPECT_THAT(page, HasSubstr("Vote: Yes"));                        // an indicator's short label
  EXPECT_THAT(page, HasSubstr("Can most people be trusted? Yes"));  // a question without one
  const Outcome audit = kith({"audit", (scratch / "out").string()});
  EXPECT_EQ(audit.exit_code, 0) << audit.out;
}

}  // namespace
}  // namespace kith::tests
