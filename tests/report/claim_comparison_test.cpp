// Comparison words against tests (K3): sentences that are true of the fixture's table pass, false ones fail with a
// code.
#include "report/narrative_fixture.h"

namespace kith::report::tests {
namespace {

struct False {
  const char* text;
  const char* code;
};

TEST_F(Narratives, ComparisonsWithABenchmarkThatHoldPass) {
  for (const char* text : {
           "{{share neighbours}} of those surveyed stop and talk to their neighbours, compared to {{benchmark "
           "neighbours}} of people living in areas with high levels of disadvantage.",
           "{{share neighbours}} of those surveyed stop and talk to their neighbours, {{compare neighbours "
           "benchmark=deprived}} people living in areas with high levels of disadvantage.",
           "{{share neighbours}} of those surveyed stop and talk to their neighbours, higher than the {{benchmark "
           "neighbours}} of people living in areas with high levels of disadvantage.",
           "More of those surveyed ({{share neighbours}}) stop and talk to their neighbours than people living in "
           "areas with high levels of disadvantage ({{benchmark neighbours}}).",
           "Those surveyed were more likely to know their neighbours than people elsewhere ({{share neighbours}} "
           "against {{benchmark neighbours}}).",
           "Compared with {{benchmark neighbours}} of people living in areas with high levels of disadvantage, a far "
           "greater share of those surveyed, {{share neighbours}}, know their neighbours.",
           "{{share neighbours}} of those surveyed know their neighbours, {{difference neighbours}} more than people "
           "living in areas with high levels of disadvantage.",
           "Those surveyed outstripped people living in areas with high levels of disadvantage: {{share neighbours}} "
           "against {{benchmark neighbours}}.",
           "{{share neighbours}} exceeds the {{benchmark neighbours}} found elsewhere.",
           "{{benchmark neighbours}} of people living in areas with high levels of disadvantage know their neighbours, "
           "fewer than the {{share neighbours}} of those surveyed.",
           "People living in areas with high levels of disadvantage are less likely to know their neighbours "
           "({{benchmark neighbours}}) than those surveyed ({{share neighbours}}).",
           "Loneliness is lower among those surveyed ({{share lonely}}) than among people living in areas with high "
           "levels of disadvantage ({{benchmark lonely}}).",
           "Fewer of those surveyed feel lonely: {{share lonely}}, {{compare lonely}} people living in areas with high "
           "levels of disadvantage.",
           "{{share lonely}} of those surveyed are lonely, below the {{benchmark lonely}} of people living in areas "
           "with high levels of disadvantage.",
           "{{share influence}} of those surveyed say so, more than twice the {{benchmark influence}} of people living "
           "in areas with high levels of disadvantage.",
           "Those surveyed were more than twice as likely to say so as people living in areas with high levels of "
           "disadvantage ({{share influence}} against {{benchmark influence}}).",
           "Those surveyed are about half as likely to be lonely as people living in areas with high levels of "
           "disadvantage ({{share lonely}} against {{benchmark lonely}}).",
           "There is no clear difference between those surveyed ({{share backgrounds}}) and people living in areas "
           "with high levels of disadvantage ({{benchmark backgrounds}}).",
           "{{share backgrounds}} of those surveyed agree, and this cannot be distinguished from the {{benchmark "
           "backgrounds}} elsewhere.",
           "Health is practically the same among those surveyed ({{share health}}) and people living in areas with "
           "high levels of disadvantage ({{benchmark health}}).",
           "Those surveyed ({{share health}}) are not in better health than people living in areas with high levels of "
           "disadvantage ({{benchmark health}}).",
           "Those surveyed ({{share health}}) are in neither better nor worse health than others ({{benchmark "
           "health}}).",
           "{{share health}} of those surveyed are in good health, much the same as elsewhere ({{benchmark health}}).",
           "Those surveyed ({{share lonely}}) were no more lonely than people living in areas with high levels of "
           "disadvantage ({{benchmark lonely}}).",
           "Those surveyed ({{share neighbours}}) are no less likely to know their neighbours than people elsewhere "
           "({{benchmark neighbours}}).",
           "There is no evidence that those surveyed ({{share backgrounds}}) agree more than people elsewhere "
           "({{benchmark backgrounds}}).",
           "{{share neighbours_lc}} of Local Conversations participants and {{share neighbours_ac}} of Active "
           "Communities participants know their neighbours, both higher than the {{benchmark neighbours}} elsewhere.",
           "Overall, those surveyed had more ties than people living in areas with high levels of disadvantage:\n\n- "
           "{{share neighbours}} know their neighbours, {{compare neighbours}} people living in areas with high levels "
           "of disadvantage\n- {{share favours}} exchange favours, {{compare favours}} people living in areas with "
           "high levels of disadvantage",
           "{{share neighbours}} of those surveyed know their neighbours, more than people living in areas with high "
           "levels of disadvantage.",
           "{{share neighbours}} > {{benchmark neighbours}}",
       }) {
    expect_passes(text);
  }
}

TEST_F(Narratives, ComparisonsWithABenchmarkThatDoNotHoldFail) {
  for (const False& one : std::vector<False>{
           {"{{share neighbours}} of those surveyed know their neighbours, lower than the {{benchmark neighbours}} of "
            "people living in areas with high levels of disadvantage.",
            "untrue-claim"},
           {"Fewer of those surveyed ({{share neighbours}}) know their neighbours than people living in areas with "
            "high levels of disadvantage ({{benchmark neighbours}}).",
            "untrue-claim"},
           {"People living in areas with high levels of disadvantage are more likely to know their neighbours "
            "({{benchmark neighbours}}) than those surveyed ({{share neighbours}}).",
            "untrue-claim"},
           {"Compared with those surveyed ({{share neighbours}}), more people living in areas with high levels of "
            "disadvantage know their neighbours ({{benchmark neighbours}}).",
            "untrue-claim"},
           {"{{benchmark neighbours}} of people living in areas with high levels of disadvantage know their "
            "neighbours, more than the {{share neighbours}} of those surveyed.",
            "untrue-claim"},
           {"Those surveyed ({{share neighbours}}) do not know their neighbours any better than people elsewhere "
            "({{benchmark neighbours}}).",
            "untrue-claim"},
           {"{{share neighbours}} of those surveyed know their neighbours, not higher than the {{benchmark "
            "neighbours}} elsewhere.",
            "untrue-claim"},
           {"{{share neighbours}} of those surveyed isn't higher than the {{benchmark neighbours}} elsewhere.",
            "untrue-claim"},
           {"{{share backgrounds}} of those surveyed agree, higher than the {{benchmark backgrounds}} elsewhere.",
            "untrue-claim"},
           {"{{share backgrounds}} of those surveyed agree, slightly more than the {{benchmark backgrounds}} "
            "elsewhere.",
            "untrue-claim"},
           {"{{share backgrounds}} of those surveyed agree, similar to the {{benchmark backgrounds}} elsewhere.",
            "untrue-claim"},
           {"{{share backgrounds}} of those surveyed agree, not higher than the {{benchmark backgrounds}} elsewhere.",
            "untrue-claim"},
           {"There is no difference between those surveyed ({{share neighbours}}) and others ({{benchmark "
            "neighbours}}).",
            "untrue-claim"},
           {"There is no clear difference between those surveyed ({{share neighbours}}) and others ({{benchmark "
            "neighbours}}).",
            "untrue-claim"},
           {"{{share health}} of those surveyed are in good health, better than the {{benchmark health}} elsewhere.",
            "untrue-claim"},
           {"{{share health}} of those surveyed are in good health, which differs from the {{benchmark health}} "
            "elsewhere.",
            "untrue-claim"},
           {"{{share neighbours}} of those surveyed know their neighbours, twice the {{benchmark neighbours}} "
            "elsewhere.",
            "untrue-claim"},
           {"Those surveyed were three times as likely to say so as people living in areas with high levels of "
            "disadvantage ({{share influence}} against {{benchmark influence}}).",
            "untrue-claim"},
           {"Those surveyed were nearly twice as likely to say so as people living in areas with high levels of "
            "disadvantage ({{share influence}} against {{benchmark influence}}).",
            "untrue-claim"},
           {"{{share influence}} of those surveyed say so, double the {{benchmark backgrounds}} elsewhere.",
            "untested-claim"},
           {"{{share confidence}} of those surveyed felt so, higher than elsewhere.", "untested-claim"},
           {"{{share neighbours}} of those surveyed know their neighbours, which is higher.", "untested-claim"},
           {"Those surveyed were more likely to know their neighbours than people elsewhere.", "untested-claim"},
           {"{{share neighbours_eng}} of those surveyed in England know their neighbours, more than the {{benchmark "
            "neighbours}} elsewhere.",
            "untested-claim"},
           {"{{share neighbours}} of those surveyed know their neighbours, as many as the {{benchmark neighbours}} "
            "elsewhere.",
            "untrue-claim"},
           {"Those surveyed are at least as likely to be lonely as people living in areas with high levels of "
            "disadvantage ({{share lonely}} against {{benchmark lonely}}).",
            "untrue-claim"},
           {"{{share lonely}} of those surveyed are lonely, not lower than the {{benchmark lonely}} elsewhere.",
            "untrue-claim"},
           {"There is no evidence that those surveyed ({{share neighbours}}) agree more than people elsewhere "
            "({{benchmark neighbours}}).",
            "untrue-claim"},
           {"{{share lonely}} of those surveyed are lonely, above the {{benchmark lonely}} elsewhere.", "untrue-claim"},
           {"{{share lonely}} of those surveyed outnumber the {{benchmark lonely}} elsewhere.", "untrue-claim"},
           {"Those surveyed were chattier than others ({{share neighbours}} against {{benchmark neighbours}}).",
            "ambiguous-claim"},
           {"{{share neighbours}} of those surveyed, and {{benchmark neighbours}} of the others, know their "
            "neighbours, the higher share.",
            "untrue-claim"},
           {"{{share neighbours}} < {{benchmark neighbours}}", "untrue-claim"},
       }) {
    expect_fails(one.text, one.code);
  }
}

TEST_F(Narratives, ALeadInMustHoldForEveryItem) {
  expect_fails(
      "Overall, those surveyed had more positive views than people living in areas with high levels of "
      "disadvantage:\n\n"
      "- {{share neighbours}} know their neighbours, {{compare neighbours}} people living in areas with high levels of "
      "disadvantage\n"
      "- {{share backgrounds}} agree, {{compare backgrounds}} people living in areas with high levels of "
      "disadvantage\n",
      "untrue-claim");
}

TEST_F(Narratives, ComparisonsBetweenGroupsThatHoldPass) {
  for (const char* text : {
           "{{share neighbours_lc}} of Local Conversations participants know their neighbours, higher than the {{share "
           "neighbours_ac}} of Active Communities participants.",
           "Local Conversations participants were more likely to know their neighbours ({{share neighbours_lc}}) than "
           "Active Communities participants ({{share neighbours_ac}}).",
           "More Local Conversations participants ({{share neighbours_lc}}) than Active Communities participants "
           "({{share neighbours_ac}}) know their neighbours.",
           "Fewer Active Communities participants ({{share neighbours_ac}}) than Local Conversations participants "
           "({{share neighbours_lc}}) know their neighbours.",
           "Active Communities participants were less likely to know their neighbours than those in Local "
           "Conversations ({{share neighbours_ac}} against {{share neighbours_lc}}).",
           "While {{share neighbours_ac}} of Active Communities participants know their neighbours, the share is "
           "higher in Local Conversations ({{share neighbours_lc}}).",
           "Knowing one's neighbours was more common in Local Conversations ({{share neighbours_lc}}) than in Active "
           "Communities ({{share neighbours_ac}}).",
           "Compared with {{share neighbours_ac}} in Active Communities, more people in Local Conversations ({{share "
           "neighbours_lc}}) know their neighbours.",
           "The share is lower in Active Communities, at {{share neighbours_ac}}, than in Local Conversations, at "
           "{{share neighbours_lc}}.",
           "Local Conversations participants ({{share neighbours_lc}}) outnumbered Active Communities participants "
           "({{share neighbours_ac}}) in knowing their neighbours.",
           "{{share friendships_lc}} of Local Conversations participants and {{share friendships_ac}} of Active "
           "Communities participants have such friendships, practically the same share.",
           "Friendships were about the same in Local Conversations ({{share friendships_lc}}) and in Active "
           "Communities ({{share friendships_ac}}).",
           "Local Conversations participants ({{share friendships_lc}}) were just as likely to have such friendships "
           "as Active Communities participants ({{share friendships_ac}}).",
           "Favours did not differ clearly between Local Conversations ({{share favours_lc}}) and Active Communities "
           "({{share favours_ac}}).",
           "There was no clear difference between Local Conversations ({{share favours_lc}}) and Active Communities "
           "({{share favours_ac}}).",
           "Loneliness was lower in Local Conversations ({{share lonely_lc}}) than in Active Communities ({{share "
           "lonely_ac}}).",
           "Local Conversations participants ({{share lonely_lc}}) were not as likely to be lonely as Active "
           "Communities participants ({{share lonely_ac}}).",
           "The share differs between Local Conversations ({{share neighbours_lc}}) and Active Communities ({{share "
           "neighbours_ac}}).",
           "{{share neighbours by=lc}} of Local Conversations participants do, more than the {{share neighbours "
           "by=ac}} of Active Communities participants.",
           "Local Conversations participants ({{share neighbours_lc}}) were no fewer to know their neighbours than "
           "Active Communities participants ({{share neighbours_ac}}).",
       }) {
    expect_passes(text);
  }
}

TEST_F(Narratives, ComparisonsBetweenGroupsThatDoNotHoldFail) {
  for (const False& one : std::vector<False>{
           {"{{share neighbours_ac}} of Active Communities participants know their neighbours, higher than the {{share "
            "neighbours_lc}} of Local Conversations participants.",
            "untrue-claim"},
           {"Active Communities participants were more likely to know their neighbours ({{share neighbours_ac}}) than "
            "Local Conversations participants ({{share neighbours_lc}}).",
            "untrue-claim"},
           {"Fewer Local Conversations participants ({{share neighbours_lc}}) than Active Communities participants "
            "({{share neighbours_ac}}) know their neighbours.",
            "untrue-claim"},
           {"Active Communities participants were more likely to know their neighbours than those in Local "
            "Conversations ({{share neighbours_ac}} against {{share neighbours_lc}}).",
            "untrue-claim"},
           {"Compared with {{share neighbours_lc}} in Local Conversations, more people in Active Communities ({{share "
            "neighbours_ac}}) know their neighbours.",
            "untrue-claim"},
           {"While {{share neighbours_lc}} of Local Conversations participants know their neighbours, the share is "
            "higher in Active Communities ({{share neighbours_ac}}).",
            "untrue-claim"},
           {"{{share favours_lc}} of Local Conversations participants exchange favours, more than the {{share "
            "favours_ac}} of Active Communities participants.",
            "untrue-claim"},
           {"{{share influence_lc}} of Local Conversations participants and the same share of Active Communities "
            "participants ({{share influence_ac}}) have influence.",
            "untrue-claim"},
           {"{{share friendships_lc}} of Local Conversations participants have such friendships, slightly more than "
            "the {{share friendships_ac}} of Active Communities participants.",
            "untrue-claim"},
           {"Neighbourliness is similar in Local Conversations ({{share neighbours_lc}}) and in Active Communities "
            "({{share neighbours_ac}}).",
            "untrue-claim"},
           {"Local Conversations participants ({{share neighbours_lc}}) are no more likely to know their neighbours "
            "than Active Communities participants ({{share neighbours_ac}}).",
            "untrue-claim"},
           {"Local Conversations participants ({{share neighbours_lc}}) are twice as likely to know their neighbours "
            "as Active Communities participants ({{share neighbours_ac}}).",
            "untrue-claim"},
           {"The share does not differ between Local Conversations ({{share neighbours_lc}}) and Active Communities "
            "({{share neighbours_ac}}).",
            "untrue-claim"},
           {"The share was higher in Local Conversations ({{share neighbours_lc}}) and friendships more common than in "
            "Active Communities ({{share friendships_ac}}).",
            "untested-claim"},
           {"{{share friendships}} of those surveyed have such friendships, more than the {{share favours}} who "
            "exchange favours.",
            "untested-claim"},
           {"Loneliness was worse in Local Conversations.", "untested-claim"},
           {"Loneliness was markedly lower in Active Communities ({{share lonely_ac}}) than in Local Conversations "
            "({{share lonely_lc}}).",
            "untrue-claim"},
           {"{{share neighbours_lc}} of Local Conversations participants and {{share neighbours_ac}} of Active "
            "Communities participants know their neighbours, which is higher.",
            "ambiguous-claim"},
           {"Neighbourliness was highest in Wales ({{share neighbours_wls}}).", "untrue-claim"},
           {"Local Conversations participants ({{share favours_lc}}) exceed Active Communities participants ({{share "
            "favours_ac}}).",
            "untrue-claim"},
           {"The gap between Local Conversations ({{share neighbours_lc}}) and Active Communities ({{share "
            "neighbours_ac}}) has widened.",
            "untested-claim"},
           {"Active Communities trails Local Conversations: {{share favours_ac}} against {{share favours_lc}}.",
            "untrue-claim"},
       }) {
    expect_fails(one.text, one.code);
  }
}

TEST_F(Narratives, ChangesThatHoldPass) {
  for (const char* text : {
           "Trust rose from {{share trust_w1}} in wave 1 to {{share trust_w2}} in wave 2.",
           "Trust has grown since wave 1: {{share trust_w2}}, up from {{share trust_w1}}.",
           "{{share trust wave=w1}} of those surveyed trusted their neighbours in wave 1, and this increased to "
           "{{share trust wave=w2}} in wave 2.",
           "Safety fell from {{share safety_w1}} to {{share safety_w2}}.",
           "Safety dropped to {{share safety_w2}} in wave 2, from {{share safety_w1}} in wave 1.",
           "Safety did not rise: {{share safety_w1}} in wave 1 and {{share safety_w2}} in wave 2.",
           "Belonging was unchanged ({{share belong_w1}} and {{share belong_w2}}).",
           "Belonging remained stable, at {{share belong_w1}} in wave 1 and {{share belong_w2}} in wave 2.",
           "Belonging did not fall between wave 1 ({{share belong_w1}}) and wave 2 ({{share belong_w2}}).",
           "Trust was higher in wave 2 ({{share trust_w2}}) than in wave 1 ({{share trust_w1}}).",
           "Advice showed no clear change, with {{share advice_w1}} in wave 1 and {{share advice_w2}} in wave 2.",
           "{{share trust_w2}} of those surveyed trust their neighbours, a rise from {{share trust_w1}}.",
       }) {
    expect_passes(text);
  }
}

TEST_F(Narratives, ChangesThatDoNotHoldFail) {
  for (const False& one : std::vector<False>{
           {"Trust fell from {{share trust_w1}} to {{share trust_w2}}.", "untrue-claim"},
           {"Trust did not rise: {{share trust_w1}} in wave 1 and {{share trust_w2}} in wave 2.", "untrue-claim"},
           {"Trust rose from {{share trust_w2}} to {{share trust_w1}}.", "ambiguous-claim"},
           {"Safety rose from {{share safety_w1}} to {{share safety_w2}}.", "untrue-claim"},
           {"Safety has improved: {{share safety_w1}} in wave 1, {{share safety_w2}} in wave 2.", "untrue-claim"},
           {"Advice rose from {{share advice_w1}} to {{share advice_w2}}.", "untrue-claim"},
           {"Advice was unchanged ({{share advice_w1}} and {{share advice_w2}}).", "untrue-claim"},
           {"Advice never rose: {{share advice_w1}} in wave 1, {{share advice_w2}} in wave 2.", "untrue-claim"},
           {"Belonging declined from {{share belong_w1}} to {{share belong_w2}}.", "untrue-claim"},
           {"Trust doubled, from {{share trust_w1}} to {{share trust_w2}}.", "untrue-claim"},
           {"Trust rose to {{share trust_w2}}.", "untested-claim"},
           {"Trust rose.", "untested-claim"},
           {"Participants' trust has increased over time.", "untested-claim"},
           {"Confidence soared.", "untested-claim"},
           {"The share rises from {{share neighbours_ac}} in Active Communities to {{share neighbours_lc}} in Local "
            "Conversations.",
            "untested-claim"},
           {"More and more people trust their neighbours.", "untested-claim"},
           {"A growing share of those surveyed, {{share trust_w2}}, trust their neighbours.", "untested-claim"},
           {"Trust hardly rose, from {{share trust_w1}} to {{share trust_w2}}.", "untrue-claim"},
           {"Trust was lower in wave 2 ({{share trust_w2}}) than in wave 1 ({{share trust_w1}}).", "untrue-claim"},
       }) {
    expect_fails(one.text, one.code);
  }
}

TEST_F(Narratives, WordsThatCompareNothingMeasuredPass) {
  for (const char* text : {
           "{{share confidence}} of those surveyed said that they feel more confident because of the project.",
           "{{share most}} of those surveyed said that they became more involved.",
           "Those who take part often become more involved in their area.",
           "One or more questions were left out.",
           "You can learn more about the programmes in the annex.",
           "The fund no longer pays for it.",
           "Rather than a sample, the whole list was invited.",
           "The wider community was invited, and further details are below.",
           "The projects met in spaces other than halls.",
           "Above all, people wanted to meet others.",
           "The restrictions lasted for more than a year.",
           "At the same time, the two programmes share their aims.",
           "Those who answered wanted to improve local services.",
           "Different surveys ask different questions.",
           "The same questions were asked in each wave.",
           "Some projects aim to increase the number of volunteers.",
           "People grew vegetables and dropped in when they could.",
           "Is trust higher in one programme than in the other?",
           "One participant put it as \xE2\x80\x9Cthere is far more trust here than there was\xE2\x80\x9D.",
           "> More people come now than ever before.",
           "The research took place against the background of the pandemic.",
           "Areas in the 20% or 30% most deprived were compared.",
           "Responses were compared with those of national surveys.",
       }) {
    expect_passes(text);
  }
}

TEST_F(Narratives, ScareQuotesAreTheAuthorsOwnWords) {
  expect_fails(
      "{{share favours_lc}} of Local Conversations participants is \xE2\x80\x9Chigher\xE2\x80\x9D than {{share "
      "favours_ac}} of Active Communities participants.",
      "untrue-claim");
}

TEST_F(Narratives, AProblemNamesItsLineAndWhatTheTestFound) {
  const auto problems = problems_of(
      "# What we found\n\nThose surveyed know people.\n{{share neighbours_ac}} of Active Communities participants\nare "
      "more likely to "
      "do so than {{share neighbours_lc}} of\nLocal Conversations participants.\n");
  ASSERT_EQ(problems.size(), 1U) << listed(problems);
  EXPECT_EQ(to_text(problems[0]),
            "report.md:5: \u201Cmore\u201D does not hold for `neighbours_ac` against `neighbours_lc` (tested): the "
            "test finds it lower");
}

}  // namespace
}  // namespace kith::report::tests
