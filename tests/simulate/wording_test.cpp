#include "simulate/wording.h"

#include <gtest/gtest.h>

#include <set>

namespace kith::simulate {
namespace {

TEST(Expand, ChoosesOneOfEachPairOfBraces) {
  const Draws draws(1, "test");
  std::set<std::string> seen;
  for (std::uint64_t person = 0; person < 400; ++person) {
    std::uint32_t which = 0;
    seen.insert(expand("I {met|know} {people|my neighbours}{ now|}.", draws, person * 1000, which));
    EXPECT_EQ(which, 3U);
  }
  EXPECT_EQ(seen.size(), 8U);
  EXPECT_TRUE(seen.contains("I met my neighbours."));
  EXPECT_TRUE(seen.contains("I know people now."));
}

TEST(Expand, LeavesTextWithoutBraces) {
  std::uint32_t which = 0;
  EXPECT_EQ(expand("Not really.", Draws(1, "test"), 3, which), "Not really.");
  EXPECT_EQ(which, 0U);
}

Recipe recipe() {
  Recipe recipe;
  recipe.wordings = {{"p", "q", {"friends"}, {}, {}, {"I made friends."}},
                     {"p", "q", {"skills"}, {"lc"}, {}, {"I can sew."}},
                     {"p", "q", {"skills"}, {"ac"}, {}, {"I can cook."}},
                     {"p", "q", {}, {}, {}, {"No."}}};
  return recipe;
}

// Style may drop a capital or a full stop; the words are what is asked.
std::string said(const Person& person, const std::vector<std::string>& themes) {
  const Recipe all = recipe();
  std::string text = Wordings(all, "p", "w1", "q").compose(person, themes);
  text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text.ends_with('.') ? text : text + ".";
}

TEST(Wordings, SayTheThemesInTheirOrderAndForTheProgramme) {
  int plain = 0;
  for (std::uint64_t i = 0; i < 50; ++i) {
    Person person;
    person.key = key(std::to_string(i));
    person.programme = "lc";
    plain += said(person, {"skills", "friends"}) == "I can sew. I made friends." ? 1 : 0;  // the others have a slip
    EXPECT_EQ(said(person, {}), "No.");
    person.programme = "ac";
    plain += said(person, {"friends", "skills"}) == "I made friends. I can cook." ? 1 : 0;
  }
  EXPECT_GT(plain, 85);
  EXPECT_LT(plain, 100);
}

TEST(Wordings, WithoutSentencesSayThatTheyAreSynthetic) {
  const Recipe empty;
  Person person;
  person.key = 12;
  EXPECT_NE(Wordings(empty, "p", "w1", "q").compose(person, {"friends"}).find("synthetic answer about friends"),
            std::string::npos);
}

}  // namespace
}  // namespace kith::simulate
