// Changing one target changes the answers it is about, what is routed by them, and nothing else.
#include <algorithm>
#include <set>

#include "simulate/study_in_test.h"

namespace kith {
namespace {

using tests::Columns;

// Names of the columns that differ.
std::set<std::string> changed(const Columns& before, const Columns& after) {
  std::set<std::string> names;
  for (const auto& [name, cells] : before) {
    if (after.at(name) != cells) {
      names.insert(name);
    }
  }
  return names;
}

struct Change {
  std::set<std::string> participants;
  bool practitioners = false;
  bool codings = false;
};

Change change(const std::string& from, const std::string& to) {
  const simulate::Simulated before = tests::example_simulated();
  const simulate::Simulated after =
      simulate::simulate(tests::example_study(), tests::replaced(tests::example_recipe(), from, to));
  const auto differs = [&](const std::string& file) {
    return tests::bytes_of(before, file) != tests::bytes_of(after, file);
  };
  return {
      changed(tests::example_participants(), tests::parse_csv(tests::bytes_of(after, "responses/w1-participants.csv"))),
      differs("responses/w1-practitioners.csv"), differs("codings/difference.csv")};
}

TEST(OneTarget, ChangesItsOwnColumnOnly) {
  const Change one =
      change("indicator = \"neighbours\"\nall = 75\nlc = 78", "indicator = \"neighbours\"\nall = 73\nlc = 75");
  EXPECT_EQ(one.participants, std::set<std::string>{"neighbours"});
  EXPECT_FALSE(one.practitioners);
  EXPECT_FALSE(one.codings);
}

TEST(OneTarget, OfOneProgrammeLeavesTheOtherProgrammeAlone) {
  const simulate::Simulated after = simulate::simulate(
      tests::example_study(), tests::replaced(tests::example_recipe(), "indicator = \"skills\"\nlc = 69\nac = 76",
                                              "indicator = \"skills\"\nlc = 69\nac = 60"));
  const Columns before = tests::example_participants();
  const Columns now = tests::parse_csv(tests::bytes_of(after, "responses/w1-participants.csv"));
  int moved = 0;
  for (std::size_t i = 0; i < before.at("skills").size(); ++i) {
    const bool differs = before.at("skills")[i] != now.at("skills")[i];
    moved += differs ? 1 : 0;
    EXPECT_FALSE(differs && tests::programme(before.at("project")[i]) == "lc");
  }
  EXPECT_GT(moved, 20);
}

TEST(OneTarget, ChangesWhatIsRoutedByIt) {
  const Change one = change("indicator = \"action\"\nlc = 76", "indicator = \"action\"\nlc = 60");
  EXPECT_EQ(one.participants, (std::set<std::string>{"action", "action_kind"}));
}

TEST(OneTarget, OnOneOptionLeavesTheOthersOfItsQuestion) {
  const simulate::Simulated after = simulate::simulate(
      tests::example_study(), tests::replaced(tests::example_recipe(), "indicator = \"motive_meet\"\nlc = 49",
                                              "indicator = \"motive_meet\"\nlc = 40"));
  const Columns before = tests::example_participants();
  const Columns now = tests::parse_csv(tests::bytes_of(after, "responses/w1-participants.csv"));
  EXPECT_EQ(changed(before, now), std::set<std::string>{"motive"});
  const auto without_meet = [](const std::string& cell) {
    std::set<std::string> ticks;
    for (std::size_t at = 0; at <= cell.size();) {
      const std::size_t end = std::min(cell.find(';', at), cell.size());
      ticks.insert(cell.substr(at, end - at));
      at = end + 1;
    }
    ticks.erase("meet");
    ticks.erase("else");  // ticked by those who tick nothing else
    ticks.erase("");
    return ticks;
  };
  for (std::size_t i = 0; i < before.at("motive").size(); ++i) {
    EXPECT_EQ(without_meet(before.at("motive")[i]), without_meet(now.at("motive")[i]));
  }
}

TEST(OneTarget, OnAThemeChangesTextsAndTheirCodings) {
  const Change one = change("indicator = \"theme_ties\"\nac = 42", "indicator = \"theme_ties\"\nac = 30");
  EXPECT_EQ(one.participants, std::set<std::string>{"difference"});
  EXPECT_TRUE(one.codings);
  EXPECT_FALSE(one.practitioners);
}

TEST(OneTarget, OfPractitionersLeavesParticipants) {
  const Change one = change("indicator = \"partnerships\"\nlc = 86", "indicator = \"partnerships\"\nlc = 80");
  EXPECT_TRUE(one.participants.empty());
  EXPECT_TRUE(one.practitioners);
}

TEST(AnotherSeed, ChangesEveryAnswerColumnAndMeetsTheTargets) {
  const simulate::Simulated after =
      simulate::simulate(tests::example_study(), tests::example_recipe(), {.size = std::nullopt, .seed = 5});
  const std::set<std::string> names =
      changed(tests::example_participants(), tests::parse_csv(tests::bytes_of(after, "responses/w1-participants.csv")));
  EXPECT_EQ(names.size(), tests::example_participants().size() - 1) << "all but the ids";
  EXPECT_EQ(after.met.size(), tests::example_simulated().met.size());
}

}  // namespace
}  // namespace kith
