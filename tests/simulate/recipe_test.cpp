#include "simulate/recipe.h"

#include "simulate/study_in_test.h"

namespace kith::simulate {
namespace {

TEST(Recipe, EverythingHasADefault) {
  const Recipe recipe = read_recipe(tests::example_study(), "");
  EXPECT_EQ(recipe.question("participant", "neighbours").loadings, (std::map<std::string, double>{{"general", 0.5}}));
  EXPECT_TRUE(recipe.question("participant", "gender").loadings.empty()) << "it has no order";
  EXPECT_EQ(
      recipe.question("participant", "backgrounds").missing,
      (std::map<std::string, double>{{"blank", 0.02}, {"dk", 0.01}, {"pn", 0.01}, {"few", 0.01}, {"same", 0.01}}));
}

TEST(Recipe, TheExampleOfItsManualIsReadAsWritten) {
  const std::string page = read_file(std::filesystem::path(KITH_SOURCE) / "docs" / "simulate.md");
  const std::string fence = "```toml\n";
  const std::size_t begin = page.find(fence) + fence.size();
  const Recipe recipe = read_recipe(tests::example_study(), page.substr(begin, page.find("```", begin) - begin));
  EXPECT_EQ(recipe.seed, 20210401U);
  EXPECT_EQ(recipe.population("participant").size, 300);
  EXPECT_EQ(recipe.question("participant", "favours").shares.at("").at("sa"), 0.32);
  ASSERT_EQ(recipe.targets.size(), 1U);
  EXPECT_EQ(recipe.targets[0].percent, (std::map<std::string, int>{{"all", 75}, {"lc", 78}, {"ac", 68}}));
  ASSERT_EQ(recipe.coders.size(), 1U);
  EXPECT_EQ(recipe.coders[0].misses, 0.09);
  EXPECT_EQ(recipe.wordings.at(0).openings.size(), 2U);
}

TEST(Recipe, NamesEveryProblemWithItsLine) {
  const std::string problems = tests::problems_of(tests::example_study(), R"(sed = 1
[[factor]]
code = "power"
on = { networks = 0.3 }

[[population]]
code = "participants"
sizes = { lx = 3 }

[[question]]
population = "participant"
questions = ["neighbour"]

[[question]]
population = "participant"
questions = ["gender"]
shares = { w = 80, m = 30 }

[[question]]
questions = ["gender"]

[[target]]
indicator = "neighbours"
lc = 101

[[target]]
indicator = "neighbors"
all = 75

[[text]]
population = "participant"
question = "gender"
sentences = ["I {met|know people"]
)");
  EXPECT_EQ(problems,
            R"(simulate.toml:1: unknown key `sed`: did you mean `seed`?
simulate.toml:4: unknown key `networks` in [factor.on]
simulate.toml:7: unknown population `participants`: did you mean `participant`?
simulate.toml:8: unknown key `lx` in [population.sizes]: one of: ac, lc
simulate.toml:12: unknown question `neighbour`: did you mean `neighbours`?
simulate.toml:17: the shares of `gender` add up to 110%: they are percent of all answers: at most 100 together
simulate.toml:19: the study has several populations, and the entry names none: one of: participant, practitioner
simulate.toml:24: `lc` is 101: between 0 and 100
simulate.toml:27: unknown indicator `neighbors`: did you mean `neighbours`?
simulate.toml:32: unknown open question `gender`: one of: difference
simulate.toml:33: the braces of "I {met|know people" do not match: write `{one|other}`, and no braces within braces)");
}

TEST(Recipe, RefusesTargetsThatAreNotSharesOfPositiveAnswers) {
  EXPECT_EQ(
      tests::problems_of(tests::example_study(), "[[target]]\nindicator = \"gender\"\nall = 60\n"),
      "simulate.toml:2: `gender` cannot have a target: it is not the share of positive answers: only an indicator "
      "with `positive` options has one");
}

TEST(Recipe, RefusesTwoTargetsOnTheSameAnswers) {
  const std::string target = "[[target]]\nindicator = \"skills\"\nlc = 60\n";
  EXPECT_EQ(tests::problems_of(tests::example_study(), target + target),
            "simulate.toml:5: `skills` cannot have a target: `skills` already has one on the same answers: remove one");
}

TEST(Recipe, RefusesATargetWhereNobodyAnswers) {
  EXPECT_EQ(tests::problems_of(tests::example_study(), R"([[population]]
code = "participant"
sizes = { lc = 200 }

[[target]]
indicator = "skills"
ac = 60
)"),
            "simulate.toml:5: `skills` cannot be 60% in programme `ac`: no count out of 0 rounds to it: change the "
            "target or the size");
}

TEST(Recipe, RefusesFactorsThatExplainMoreThanAll) {
  const std::string problems = tests::problems_of(tests::example_study(), R"([[factor]]
code = "a"
[[factor]]
code = "b"
on = { a = 0.9 }
[[factor]]
code = "c"
on = { a = 0.7, b = 0.7 }

[[question]]
population = "participant"
questions = ["skills"]
loadings = { a = 0.98 }
icc = 0.1
)");
  // var = 0.7^2 + 0.7^2 + 2 * 0.7 * 0.7 * 0.9 = 1.862;  0.98^2 + 0.1 = 1.0604
  EXPECT_EQ(
      problems,
      "simulate.toml:6: the paths into factor `c` explain 186% of its variance: make them smaller: a factor has "
      "variance 1\n"
      "simulate.toml:10: the factors and the project explain 106% of the answers to `skills`: make its loadings or "
      "its `icc` smaller");
}

TEST(Recipe, RefusesSizesThatDoNotAddUp) {
  const std::string problems = tests::problems_of(tests::example_study(), R"([[population]]
code = "participant"
sizes = { lc = 100, ac = 60 }
projects = { lc03 = 101 }
)");
  EXPECT_EQ(problems,
            "simulate.toml:1: the given sizes of projects leave -1 of 100 participants of programme lc to 23 others: "
            "change the size of the whole, of the projects, or `smallest`");
}

}  // namespace
}  // namespace kith::simulate
