// Claim strength (A6): the narrative's own affirmative sentences may speak of effects from Maryland level 3.
#include "report/narrative_fixture.h"

namespace kith::report::tests {
namespace {

constexpr const char* effects[] = {
    "The projects had a positive impact on social networks.",
    "Taking part impacted on skills.",
    "The programme has had an effect on health.",
    "The projects caused this.",
    "Participation led to stronger networks.",
    "Taking part resulted in new friendships.",
    "Networks grew stronger because of the projects.",
    "This is due to the programme.",
    "People know each other thanks to Local Conversations.",
    "The projects made people happier.",
    "The programmes are making a real difference.",
    "The change is attributable to the projects.",
    "There is no doubt that the projects had an impact.",
    "Not only did the projects have an impact, they lasted.",
    "It can not be denied that the programme has had an effect.",
    "The projects boosted confidence.",
    "{{share neighbours}} of those surveyed know their neighbours as a result of taking part.",
    "The research assesses the impact of participation.",
    "It is not true that the projects had no impact.",
};

TEST_F(Narratives, WordsOfEffectAreRefusedBelowLevelThree) {
  for (const char* text : effects) {
    const auto problems = problems_of(text);
    const bool refused = std::any_of(problems.begin(), problems.end(),
                                     [](const Problem& problem) { return problem.code == "claim-strength"; });
    EXPECT_TRUE(refused) << text << listed(problems);
  }
}

TEST_F(Narratives, WordsOfEffectAreAllowedFromLevelThree) {
  evidence.level = 3;
  for (const char* text : effects) {
    for (const Problem& problem : problems_of(text)) {
      EXPECT_NE(problem.code, "claim-strength") << text;
    }
  }
}

TEST_F(Narratives, WordsOfEffectThatAssertNothingPass) {
  for (const char* text : {
           "This design cannot show the impact of the programmes.",
           "This is not an effect of the programme.",
           "Whether the projects had an effect is not known.",
           "There is no evidence that the projects caused this.",
           "We do not claim that taking part led to new friendships.",
           "What is the effect of participation?",
           "The projects did not cause this.",
           "> The project had a huge impact on me.",
           "One person said \xE2\x80\x9Cthe project had a huge impact on my life\xE2\x80\x9D.",
           "{{share confidence}} of those surveyed feel more confident because of the project.",
           "The first wave took place against the background of the COVID-19 pandemic and its social and economic "
           "impacts.",
           "Online questionnaires were used due to the pandemic.",
           "The design effect is given in the annex.",
           "Fieldwork is due to start in October 2022.",
           "The difference is an association, and neither a cause nor an effect.",
           "The projects want to improve local services.",
           "## Limitations\n\nNo one can tell the impact of the programme from this; the effect may be small.",
           "## What the design cannot show\n\nThe impact of the projects.",
       }) {
    for (const Problem& problem : problems_of(text)) {
      EXPECT_NE(problem.code, "claim-strength") << text << "\n  " << to_text(problem);
    }
  }
}

TEST_F(Narratives, TheChapterAfterTheLimitationsIsNotExempt) {
  expect_fails(
      "## Limitations\n\nThe impact is unknown.\n\n### Causes\n\nThe impact.\n\n## Findings\n\nThe impact on health.\n",
      "claim-strength", 11);
}

TEST_F(Narratives, APopulationIsNotCalledByTheNameOfAnother) {
  expect_fails("{{share neighbours}} of practitioners know their neighbours.", "wrong-population");
  expect_fails("{{share partnerships}} of participants work with partners.", "wrong-population");
  expect_fails("{{share partnerships}} of those surveyed work with partners.", "wrong-population");
  expect_passes("{{share partnerships}} of practitioners work with partners.");
  expect_passes("{{share neighbours}} of participants know their neighbours.");
  expect_passes("{{share neighbours}} of participants and {{share partnerships}} of practitioners agreed.");
}

TEST_F(Narratives, AFigureIsOfTheGroupThatItsSentenceNames) {
  expect_fails("{{share neighbours_lc}} of Active Communities participants know their neighbours.", "wrong-group");
  expect_fails("{{share neighbours}} of Active Communities participants know their neighbours.", "wrong-group");
  expect_fails(
      "{{share neighbours_ac}} of Local Conversations participants and {{share neighbours_lc}} of Active Communities "
      "participants know their neighbours.",
      "wrong-group");
  expect_passes(
      "{{share neighbours_lc}} of Local Conversations participants and {{share neighbours_ac}} of Active Communities "
      "participants know their neighbours.");
  expect_passes("In Active Communities, {{share neighbours_ac}} of participants know their neighbours.");
  expect_passes(
      "Across Local Conversations and Active Communities participants, {{share neighbours}} know their neighbours.");
}

}  // namespace
}  // namespace kith::report::tests
