// Whom a figure is of and when it is from (B5): the words that touch it must be its own.
#include "report/narrative_fixture.h"

namespace kith::report::tests {
namespace {

TEST_F(Narratives, TheNounBesideAFigureIsItsOwn) {
  expect_fails("{{share neighbours}} of staff know their neighbours.", "wrong-population");
  expect_fails("Of the staff, {{share neighbours}} know their neighbours.", "wrong-population");
  expect_fails("Project leads told us that they know their neighbours ({{share neighbours}}).", "wrong-population");
  expect_fails("{{share partnerships}} of people who take part work with partners.", "wrong-population");
  expect_fails("Participants ask practitioners, {{share neighbours}} of practitioners know their neighbours.",
               "wrong-population");
  expect_fails("Practitioners were asked too. {{share neighbours}} of them know their neighbours.", "wrong-population");
  expect_passes("Participants were asked too. {{share neighbours}} of them know their neighbours.");
  expect_passes("{{share neighbours}} of people who take part know their neighbours.");
  expect_passes("{{share neighbours}} said that staff had helped them.");
}

TEST_F(Narratives, AFigureOfEveryoneIsNotThatOfAPart) {
  expect_fails("{{share neighbours}} of people in England know their neighbours.", "wrong-group");
  expect_fails("{{share neighbours}} of English participants know their neighbours.", "wrong-group");
  expect_fails("{{share neighbours}} of young participants know their neighbours.", "wrong-group");
  expect_fails("{{share neighbours}} of women know their neighbours.", "wrong-group");
  expect_fails("{{share neighbours}} of projects know their neighbours.", "wrong-group");
  expect_fails("{{share neighbours_lc}} of those surveyed in both programmes know their neighbours.", "wrong-group");
  expect_fails("{{share neighbours}} of adults in the United Kingdom know their neighbours.", "wrong-group");
  expect_passes("{{share neighbours_eng}} of people in England know their neighbours.");
  expect_passes("{{share neighbours_eng}} of English participants know their neighbours.");
}

TEST_F(Narratives, AFigureIsNotThatOfTheBenchmarksPeople) {
  expect_fails("{{share neighbours}} of people living in areas with high levels of disadvantage know their neighbours.",
               "wrong-group");
  expect_fails("{{share neighbours}} of people in deprived areas know their neighbours.", "wrong-group");
  expect_fails("{{benchmark neighbours}} of participants know their neighbours.", "wrong-group");
  expect_fails("{{share neighbours}} of those surveyed know theirs, {{compare neighbours}} participants elsewhere.",
               "wrong-group");
  expect_passes("{{benchmark neighbours}} of people in deprived areas know their neighbours.");
}

TEST_F(Narratives, AFigureIsFromItsOwnWave) {
  expect_fails("In wave 2, {{share trust_w1}} of those surveyed trust most people.", "wrong-wave");
  expect_fails("In the second wave {{share trust_w1}} of those surveyed trust most people.", "wrong-wave");
  expect_fails("At wave two it was {{share trust_w1}}.", "wrong-wave");
  expect_fails("In spring 2022 it was {{share trust_w1}}.", "wrong-wave");
  expect_fails("It was {{share trust_w2}} in wave 1 and {{share trust_w1}} in wave 2.", "wrong-wave");
  expect_passes("In wave 2, {{share trust_w2}} of those surveyed trust most people.");
  expect_passes("In 2021 it was {{share trust_w1}}, in 2022 {{share trust_w2}}.");
  expect_passes("It was {{share trust_w1}} in wave 1, a question that wave 2 repeated.");
  expect_passes("Since wave 1, when it was {{share trust_w1}}, much has happened.");
}

}  // namespace
}  // namespace kith::report::tests
