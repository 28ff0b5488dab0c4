// A questionnaire without a recipe is drawn all the same, so that it can be piloted.
#include <algorithm>
#include <set>

#include "simulate/study_in_test.h"

namespace kith {
namespace {

using tests::Columns;
using tests::SmallStudy;

const std::map<std::string, std::string> pilot = {{"study.toml", R"(title = "A pilot"
synthetic = "Synthetic."

[[wave]]
code = "w1"
name = "Wave 1"

[[population]]
code = "visitor"
noun = "visitor"
instrument = "visitors"

[[responses]]
file = "responses/w1.csv"
population = "visitor"
wave = "w1"
)"},
                                                  {"instruments/visitors.toml", R"(title = "Visitors"

[[question]]
name = "helped"
text = "Did it help?"
type = "single"
ordered = true
options = [
  { code = "yes", label = "Yes" },
  { code = "no", label = "No" },
  { code = "dk", label = "Don't know", missing = "dont_know" },
]

[[question]]
name = "ways"
text = "In which ways?"
type = "multiple"
asked_if = "helped == \"yes\""
options = [
  { code = "money", label = "Money" },
  { code = "advice", label = "Advice" },
  { code = "other", label = "Another way" },
]

[[question]]
name = "visits"
text = "How often did you come?"
type = "number"

[[question]]
name = "more"
text = "Anything else?"
type = "text"
)"},
                                                  {"plan.toml", R"([[section]]
code = "all"
title = "All"

[[indicator]]
id = "helped"
population = "visitor"
question = "helped"
positive = ["yes"]
label = "were helped"
short_label = "Helped"
section = "all"
)"}};

TEST(Pilot, DrawsEveryTypeOfQuestionByDefault) {
  const SmallStudy small(pilot);
  const simulate::Simulated simulated = simulate::simulate(small.study(), "");
  const Columns columns = tests::parse_csv(tests::bytes_of(simulated, "responses/w1.csv"));
  ASSERT_EQ(columns.at("id").size(), 300U);
  std::map<std::string, std::set<std::string>> seen;
  for (const auto& [name, cells] : columns) {
    seen[name].insert(cells.begin(), cells.end());
  }
  EXPECT_EQ(seen["helped"], (std::set<std::string>{"yes", "no", "dk", ""}));
  EXPECT_TRUE(seen["ways"].contains("money;advice"));
  EXPECT_TRUE(seen["more"].contains("A synthetic answer."));
  for (const std::string& visits : seen["visits"]) {
    EXPECT_TRUE(visits.empty() || (std::stoi(visits) >= 0 && std::stoi(visits) <= 10)) << visits;
  }
  EXPECT_EQ(seen["id"].size(), 300U);
}

TEST(Pilot, AsksOnlyThoseWhoAreRouted) {
  const SmallStudy small(pilot);
  const Columns columns = tests::parse_csv(
      tests::bytes_of(simulate::simulate(small.study(), "", {.size = 2000, .seed = 9}), "responses/w1.csv"));
  int asked = 0, answered = 0;
  for (std::size_t i = 0; i < columns.at("helped").size(); ++i) {
    const bool routed = columns.at("helped")[i] == "yes";
    asked += routed ? 1 : 0;
    answered += columns.at("ways")[i].empty() ? 0 : 1;
    EXPECT_TRUE(routed || columns.at("ways")[i].empty());
  }
  EXPECT_EQ(columns.at("helped").size(), 2000U);
  EXPECT_GT(answered, asked * 9 / 10) << "whoever answers ticks something";
  EXPECT_LT(answered, asked);
}

TEST(Pilot, SharesComeOutNearWhatWasAskedFor) {
  const SmallStudy small(pilot);
  const Columns columns = tests::parse_csv(tests::bytes_of(simulate::simulate(small.study(), R"([[question]]
questions = ["helped"]
shares = { yes = 20 }
missing = { blank = 10, dk = 0 }
icc = 0
)",
                                                                              {.size = 10000, .seed = 2}),
                                                           "responses/w1.csv"));
  const auto share = [&](const char* code) {
    return static_cast<double>(std::ranges::count(columns.at("helped"), code)) / 1e4;
  };
  EXPECT_NEAR(share(""), 0.10, 0.012);  // four standard errors
  EXPECT_NEAR(share("yes"), 0.18, 0.016);
  EXPECT_NEAR(share("no"), 0.72, 0.018);
  EXPECT_EQ(share("dk"), 0);
}

TEST(Pilot, ATargetForAllNeedsNoProgramme) {
  const SmallStudy small(pilot);
  const simulate::Simulated simulated =
      simulate::simulate(small.study(), "[[target]]\nindicator = \"helped\"\nall = 83\n");
  ASSERT_EQ(simulated.met.size(), 1U);
  const Columns columns = tests::parse_csv(tests::bytes_of(simulated, "responses/w1.csv"));
  const auto yes = std::ranges::count(columns.at("helped"), "yes");
  const auto no = std::ranges::count(columns.at("helped"), "no");
  EXPECT_EQ((200 * yes + yes + no) / (2 * (yes + no)), 83);
  EXPECT_EQ(simulated.met[0].positive, yes);
  EXPECT_EQ(simulated.met[0].base, yes + no);
}

TEST(Pilot, MeetsATargetAtTheFarEndOfAScale) {
  auto files = pilot;
  files["plan.toml"] = tests::replaced(files["plan.toml"], "positive = [\"yes\"]", "positive = [\"no\"]");
  const SmallStudy small(files);
  const Columns columns = tests::parse_csv(tests::bytes_of(
      simulate::simulate(small.study(), "[[target]]\nindicator = \"helped\"\nall = 7\n"), "responses/w1.csv"));
  const auto yes = std::ranges::count(columns.at("helped"), "yes");
  const auto no = std::ranges::count(columns.at("helped"), "no");
  EXPECT_EQ((200 * no + yes + no) / (2 * (yes + no)), 7);
}

TEST(Pilot, SaysWhichTargetCannotBeMet) {
  const SmallStudy small(pilot);
  try {
    (void)simulate::simulate(small.study(), "[[target]]\nindicator = \"helped\"\nall = 83\n", {.size = 3, .seed = 1});
    FAIL();
  } catch (const Error& error) {
    ASSERT_EQ(error.problems().size(), 1U);
    EXPECT_EQ(error.problems()[0].code, "impossible-target");
    EXPECT_EQ(error.problems()[0].where, (Where{"simulate.toml", 1}));
  }
}

}  // namespace
}  // namespace kith
