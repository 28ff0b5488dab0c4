// Sentences borne by those around them, and words that are claims or none by what they speak of.
#include "report/narrative_fixture.h"

namespace kith::report::tests {
namespace {

TEST_F(Narratives, TheOtherSideOfAComparisonMayStandInTheSentenceBefore) {
  const std::string before = "{{share neighbours_lc}} of Local Conversations participants know their neighbours. ";
  expect_passes(before + "In Active Communities it is {{share neighbours_ac}}, which is lower.");
  expect_passes(before + "The share is lower in Active Communities ({{share neighbours_ac}}).");
  expect_fails(before + "The share is higher in Active Communities ({{share neighbours_ac}}).", "untrue-claim");
  expect_fails(before + "In Active Communities it is higher for favours ({{share favours_ac}}).", "untested-claim");
  expect_fails(before + "\n\n## Next\n\nIn Active Communities it is {{share neighbours_ac}}, which is lower.",
               "untested-claim", 5);
  expect_fails(
      "1. {{share neighbours_lc}} of Local Conversations participants know their neighbours.\n"
      "2. An even higher share, {{share neighbours_ac}}, do so in Active Communities.",
      "untrue-claim", 2);
}

TEST_F(Narratives, ASentenceWithoutFiguresIsBorneWhenItAddsNothing) {
  const std::string before =
      "{{share neighbours_lc}} of Local Conversations participants and {{share neighbours_ac}} of Active Communities "
      "participants know their neighbours. ";
  expect_passes(before + "The former is higher.");
  expect_passes(before + "The share is higher in Local Conversations.");
  expect_passes(before + "Most do.");
  expect_fails(before + "The latter is higher.", "untrue-claim");
  expect_fails(before + "Few do.", "untrue-claim");
  expect_fails(before + "Local Conversations participants are more confident.", "untested-claim");
  expect_fails(before + "Most feel at home.", "unborne-claim");
  expect_fails(before + "Over 60% do.", "loose-numeral");
}

TEST_F(Narratives, AHeadingIsBorneByTheTextBelowIt) {
  const std::string below =
      "\n\n{{share neighbours_lc}} of Local Conversations participants and {{share neighbours_ac}} of Active "
      "Communities participants stop and talk to their neighbours.";
  expect_passes("### Local Conversations participants stop and talk more" + below);
  expect_fails("### Active Communities participants stop and talk more" + below, "untrue-claim");
  expect_fails("### Local Conversations participants are more confident" + below, "untested-claim");
  expect_passes("### Most stop and talk" + below);
  expect_fails("### Few stop and talk" + below, "untrue-claim");
  expect_fails("### Confidence has risen" + below, "untested-claim");
  expect_passes("### More about the programme" + below);
}

TEST_F(Narratives, ACellIsBorneByItsRow) {
  expect_passes("| who | share |\n|---|---|\n| Most participants | {{share neighbours}} |");
  expect_fails("| who | share |\n|---|---|\n| Few participants | {{share neighbours}} |", "untrue-claim", 3);
}

TEST_F(Narratives, AWordingCountsWhereItsFigureIsCited) {
  expect_passes("{{share confidence}} of those surveyed feel more confident because of the project.");
  expect_fails("Those surveyed feel more confident because of the project.", "claim-strength");
  expect_fails("{{share neighbours}} of those surveyed feel more confident because of the project.", "claim-strength");
}

TEST_F(Narratives, WhatPeopleSaidIsTheirComparison) {
  expect_passes("{{share neighbours}} of participants said that they talk more than they used to.");
  expect_fails(
      "{{share neighbours_ac}} of participants said that they talk more than Local Conversations participants.",
      "untrue-claim");
  expect_fails("Participants talk more than they used to ({{share neighbours}}).", "untested-claim");
}

TEST_F(Narratives, QuantitiesAreClaimsOfPeopleAndNotOfThings) {
  for (const char* text :
       {"Most of the fieldwork took place in May.", "At most projects the kettle is on.",
        "Half of the grant is paid at the start.", "Few words, many voices.", "None of the quotes has been changed."}) {
    expect_passes(text);
  }
  for (const char* text :
       {"Most of the participants came in May.", "Half of those surveyed came back.", "Few people said so.",
        "None of the practitioners has changed.", "Most Active Communities participants are men.",
        "All Active Communities participants said so."}) {
    EXPECT_FALSE(problems_of(text).empty()) << text;
  }
}

TEST_F(Narratives, APhraseDoesNotRunIntoAName) {
  expect_fails("Most Active Communities participants ({{share lonely_ac}}) are lonely.", "untrue-claim");
  expect_fails("All Local Conversations participants ({{share neighbours_lc}}) know their neighbours.", "untrue-claim");
}

TEST_F(Narratives, AnUnknownVerbBetweenTwoGroupsIsAComparison) {
  expect_fails(
      "Local Conversations bamboozles Active Communities ({{share neighbours_lc}} to {{share neighbours_ac}}).",
      "ambiguous-claim");
  expect_passes("Local Conversations and Active Communities: {{share neighbours_lc}} and {{share neighbours_ac}}.");
}

}  // namespace
}  // namespace kith::report::tests
