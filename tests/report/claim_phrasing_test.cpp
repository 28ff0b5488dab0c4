// Phrasings of every kind, as people write them and as nobody should; the codes do not matter here.
#include "report/narrative_fixture.h"

namespace kith::report::tests {
namespace {

TEST_F(Narratives, PhrasingsThatAreTruePass) {
  for (const char* text : {
           "At {{share neighbours_lc}}, Local Conversations participants are ahead of the {{share neighbours_ac}} in "
           "Active Communities.",
           "Local Conversations participants talk to neighbours more than Active Communities participants, at {{share "
           "neighbours_lc}} and {{share neighbours_ac}} respectively.",
           "A higher share of Local Conversations participants than of Active Communities participants stop and talk "
           "to their neighbours ({{share neighbours_lc}} and {{share neighbours_ac}}).",
           "The proportion who stop and talk to their neighbours is {{difference neighbours}} higher than for people "
           "living in areas with high levels of disadvantage.",
           "Loneliness is {{difference lonely}} lower than among people living in areas with high levels of "
           "disadvantage.",
           "Just {{share lonely}} of participants often feel lonely, less than half the {{benchmark lonely}} among "
           "people living in areas with high levels of disadvantage.",
           "The share was more than double that of people living in areas with high levels of disadvantage ({{share "
           "influence}} against {{benchmark influence}}).",
           "No fewer than {{share friendships}} of those surveyed have friendships.",
           "Between wave 1 and wave 2, trust rose ({{share trust_w1}} to {{share trust_w2}}).",
           "Between wave 1 ({{share safety_w1}}) and wave 2 ({{share safety_w2}}) fewer people felt safe after dark.",
           "Belonging neither rose nor fell ({{share belong_w1}} in wave 1, {{share belong_w2}} in wave 2).",
           "It is not possible to distinguish Local Conversations ({{share favours_lc}}) from Active Communities "
           "({{share favours_ac}}) on favours.",
           "The difference between Local Conversations ({{share favours_lc}}) and Active Communities ({{share "
           "favours_ac}}) is not statistically significant.",
           "A clear majority of participants ({{share neighbours}}) stop and talk to their neighbours.",
           "In excess of four fifths of participants ({{share friendships}}) have friendships.",
           "{{fewer than 20% lonely}} of participants often feel lonely.",
           "Nine out of every ten participants ({{share most}}) made friends.",
           "{{share trust_w1}} of those surveyed trust most people in their neighbourhood.",
           "We cannot say whether this is more or less than it was before, since there is no baseline.",
           "It is not known whether trust has risen.",
           "The questionnaire took about half an hour, and participants met twice a week.",
           "A third wave will follow.",
           "Data from the first wave gives us a preliminary insight.",
           "There is less than a year between the waves.",
           "The figures above are unweighted, those below are weighted.",
           "In total, {{count respondents_participant_w1}} participants answered.",
           "We thank all participants for their time.",
           "All participants were invited.",
           "This report is the first of three.",
           "None of this shows cause.",
           "Not all questions were asked of everyone.",
           "For those surveyed the figure stands at {{share neighbours}}, against {{benchmark neighbours}} for people "
           "living in areas with high levels of disadvantage: clearly higher.",
           "Set against the {{benchmark neighbours}} of people living in areas with high levels of disadvantage, "
           "{{share neighbours}} of those surveyed is a higher figure.",
           "{{share neighbours}} of those surveyed, as against {{benchmark neighbours}} of people living in areas with "
           "high levels of disadvantage, stop and talk to their neighbours, which is more.",
           "Active Communities participants are less likely than Local Conversations participants to stop and talk to "
           "their neighbours ({{share neighbours_ac}} compared with {{share neighbours_lc}}).",
           "{{share neighbours_ac}} of Active Communities participants stop and talk to their neighbours, compared "
           "with a higher {{share neighbours_lc}} of Local Conversations participants.",
           "In Local Conversations, at {{share neighbours_lc}}, the share is higher than in Active Communities, at "
           "{{share neighbours_ac}}.",
           "{{share neighbours_lc}} in Local Conversations versus {{share neighbours_ac}} in Active Communities.",
           "{{share neighbours_lc}} in Local Conversations is greater than {{share neighbours_ac}} in Active "
           "Communities, and {{share lonely_lc}} is lower than {{share lonely_ac}}.",
           "Trust in wave 2 ({{share trust_w2}}) exceeds that of wave 1 ({{share trust_w1}}).",
           "By wave 2 trust had risen to {{share trust_w2}}, having been {{share trust_w1}} in wave 1.",
           "Trust now stands at {{share trust_w2}}, more than the {{share trust_w1}} in wave 1.",
           "Since wave 1 safety has dropped from {{share safety_w1}} to {{share safety_w2}}, while trust has climbed "
           "from {{share trust_w1}} to {{share trust_w2}}.",
           "Safety has not improved: {{share safety_w1}} then, {{share safety_w2}} now.",
           "There was no rise in safety between wave 1 ({{share safety_w1}}) and wave 2 ({{share safety_w2}}).",
           "Between three quarters and nine in ten?",
           "A majority in both programmes made friends or talk: {{share neighbours_lc}} and {{share neighbours_ac}}.",
           "Two in three participants in Active Communities ({{share neighbours_ac}}) stop and talk to their "
           "neighbours.",
           "Fewer than one in five participants ({{share lonely}}) often feel lonely.",
           "Fewer than one in five participants often feel lonely ({{share lonely}}), a lower share than among people "
           "living in areas with high levels of disadvantage ({{benchmark lonely}}).",
           "Most participants ({{share neighbours}}) stop and talk to their neighbours, more than among people living "
           "in areas with high levels of disadvantage ({{benchmark neighbours}}).",
           "Nearly half volunteer ({{share volunteer}}), and most stop and talk to their neighbours ({{share "
           "neighbours}}).",
           "While most participants ({{share neighbours}}) stop and talk to their neighbours, only a third ({{share "
           "third}}) have met a councillor.",
           "**Most** participants ({{share neighbours}}) *stop and talk*.",
           "| programme | share |\n|---|---|\n| Local Conversations | {{share neighbours_lc}} |\n| Active Communities "
           "| {{share neighbours_ac}} |",
           "The share is neither higher nor lower in Local Conversations ({{share friendships_lc}}) than in Active "
           "Communities ({{share friendships_ac}}).",
           "We found no difference between Local Conversations ({{share friendships_lc}}) and Active Communities "
           "({{share friendships_ac}}).",
           "Participants were less often lonely than people living in areas with high levels of disadvantage ({{share "
           "lonely}} against {{benchmark lonely}}).",
           "Participants rated health no worse than people living in areas with high levels of disadvantage did "
           "({{share health}} against {{benchmark health}}).",
           "In both programmes participants stop and talk to their neighbours more than people living in areas with "
           "high levels of disadvantage ({{share neighbours_lc}} and {{share neighbours_ac}} against {{benchmark "
           "neighbours}}).",
           "Loneliness is rarer among participants ({{share lonely}}) than among people living in areas with high "
           "levels of disadvantage ({{benchmark lonely}}).",
           "{{share trust_w1}} is lower than the {{benchmark trust_w1 benchmark=national}} of people in the country as "
           "a whole?",
       }) {
    expect_passes(text);
  }
}

TEST_F(Narratives, PhrasingsThatAreFalseOrUntestedFail) {
  for (const char* text : {
           "At {{share neighbours_ac}}, Active Communities participants are ahead of the {{share neighbours_lc}} in "
           "Local Conversations.",
           "{{share neighbours_lc}} of Local Conversations participants stop and talk to their neighbours, behind the "
           "{{share neighbours_ac}} in Active Communities.",
           "A lower share of Local Conversations participants than of Active Communities participants stop and talk to "
           "their neighbours ({{share neighbours_lc}} and {{share neighbours_ac}}).",
           "The proportion who stop and talk to their neighbours is {{difference neighbours}} lower than for people "
           "living in areas with high levels of disadvantage.",
           "People living in areas with high levels of disadvantage are {{difference neighbours}} more likely to stop "
           "and talk to their neighbours than those surveyed.",
           "Participants were half as likely to have influence as people living in areas with high levels of "
           "disadvantage ({{share influence}} against {{benchmark influence}}).",
           "Trust didn't go up: {{share trust_w1}} in wave 1, {{share trust_w2}} in wave 2.",
           "Trust failed to rise, from {{share trust_w1}} to {{share trust_w2}}.",
           "As many Active Communities participants ({{share neighbours_ac}}) as Local Conversations participants "
           "({{share neighbours_lc}}) stop and talk to their neighbours.",
           "Both programmes did equally well ({{share neighbours_lc}} and {{share neighbours_ac}}).",
           "The difference between Local Conversations ({{share neighbours_lc}}) and Active Communities ({{share "
           "neighbours_ac}}) is not statistically significant.",
           "There is a clear difference between Local Conversations ({{share favours_lc}}) and Active Communities "
           "({{share favours_ac}}).",
           "It was the most common reason: {{share third}} of participants.",
           "Participants were safer in Local Conversations.",
           "Levels of trust are above average.",
           "Six times as many people came.",
           "Participation rose by 18 points.",
           "Four out of five agreed.",
           "Some 80 per cent agreed.",
           "For those surveyed the figure stands at {{share neighbours}}, against {{benchmark neighbours}} for people "
           "living in areas with high levels of disadvantage: clearly lower.",
           "Set against the {{benchmark neighbours}} of people living in areas with high levels of disadvantage, "
           "{{share neighbours}} of those surveyed is a lower figure.",
           "{{share neighbours_lc}} of Local Conversations participants stop and talk to their neighbours, compared "
           "with a higher {{share neighbours_ac}} of Active Communities participants.",
           "Active Communities participants are more likely than Local Conversations participants to stop and talk to "
           "their neighbours ({{share neighbours_ac}} compared with {{share neighbours_lc}}).",
           "{{share neighbours_lc}} in Local Conversations is greater than {{share neighbours_ac}} in Active "
           "Communities, and {{share lonely_lc}} is higher than {{share lonely_ac}}.",
           "Trust in wave 1 ({{share trust_w1}}) exceeds that of wave 2 ({{share trust_w2}}).",
           "By wave 2 trust had fallen to {{share trust_w2}}, having been {{share trust_w1}} in wave 1.",
           "Trust now stands at {{share trust_w2}}, less than the {{share trust_w1}} in wave 1.",
           "Since wave 1 safety has dropped from {{share safety_w1}} to {{share safety_w2}}, while trust has fallen "
           "from {{share trust_w1}} to {{share trust_w2}}.",
           "Safety has improved: {{share safety_w1}} then, {{share safety_w2}} now.",
           "There was no rise in trust between wave 1 ({{share trust_w1}}) and wave 2 ({{share trust_w2}}).",
           "Two in three participants in Local Conversations ({{share neighbours_lc}}) stop and talk to their "
           "neighbours.",
           "More than one in five participants ({{share lonely}}) often feel lonely.",
           "Nearly half volunteer ({{share volunteer}}), and most have met a councillor ({{share third}}).",
           "While most participants ({{share neighbours}}) stop and talk to their neighbours, only a third ({{share "
           "volunteer}}) volunteer.",
           "**M**ost participants ({{share third}}) have met a councillor.",
           "Mo\xC2\xADst participants ({{share third}}) have met a councillor.",
           "MOST PARTICIPANTS ({{share third}}) HAVE MET A COUNCILLOR.",
           "Neither programme did better ({{share neighbours_lc}} and {{share neighbours_ac}}).",
           "We found no difference between Local Conversations ({{share neighbours_lc}}) and Active Communities "
           "({{share neighbours_ac}}).",
           "Participants were more often lonely than people living in areas with high levels of disadvantage ({{share "
           "lonely}} against {{benchmark lonely}}).",
           "In both programmes participants stop and talk to their neighbours less than people living in areas with "
           "high levels of disadvantage ({{share neighbours_lc}} and {{share neighbours_ac}} against {{benchmark "
           "neighbours}}).",
           "Loneliness is rarer among people living in areas with high levels of disadvantage ({{benchmark lonely}}) "
           "than among participants ({{share lonely}}).",
           "Trust rose sharply, to {{share trust_w2}}.",
           "| programme | share |\n|---|---|\n| Local Conversations | higher |\n",
           "## More people trust each other\n",
           "# Trust rose\n",
           "{{share friendships}} of participants have friendships, three times more than elsewhere ({{benchmark "
           "friendships}}).",
           "Scotland had the lowest share.",
           "Participants had twice the trust.",
           "Participants who do not volunteer ({{share favours_lc}}) were more likely than others ({{share "
           "favours_ac}}).",
           "It cannot be said that participants in any of the projects of these programmes are really less lonely than "
           "people living in areas with high levels of disadvantage ({{share lonely}} against {{benchmark lonely}}).",
           "Trust was up.",
           "Trust is up on wave 1.",
           "Loneliness is down.",
           "Trust went through the roof, from {{share advice_w1}} to {{share advice_w2}}: a clear rise.",
           "A greater number of participants trust their neighbours these days.",
           "Participants did significantly better than the comparison group.",
           "Participation brought a threefold increase in friendships.",
           "Three-fifths of participants ({{share neighbours}}) stop and talk to their neighbours.",
           "Under a third of participants ({{share third}}) have met a councillor.",
           "Over nine in ten ({{share friendships}}) have friendships.",
           "Scarcely any participants ({{share third}}) have met a councillor.",
           "Almost none ({{share lonely}}) feel lonely.",
           "Not a single participant ({{share lonely}}) feels lonely.",
           "No participants ({{share lonely}}) feel lonely.",
           "Less than half ({{share favours}}) exchange favours.",
           "A majority do not stop and talk to their neighbours ({{share neighbours}}).",
           "It isn't true that most participants stop and talk to their neighbours ({{share neighbours}}).",
           "Participants are not less lonely than people living in areas with high levels of disadvantage ({{share "
           "lonely}} against {{benchmark lonely}}).",
           "Participants are no less lonely than people living in areas with high levels of disadvantage ({{share "
           "lonely}} against {{benchmark lonely}}).",
           "Participants are hardly less lonely than people living in areas with high levels of disadvantage ({{share "
           "lonely}} against {{benchmark lonely}}).",
           "Participants are by no means less lonely than people living in areas with high levels of disadvantage "
           "({{share lonely}} against {{benchmark lonely}}).",
           "It is untrue that participants are less lonely than people living in areas with high levels of "
           "disadvantage ({{share lonely}} against {{benchmark lonely}}).",
           "Seven in ten trust their neighbours ({{share trust_w1}}).",
           "{{share neighbours_lc}} of Local Conversations participants and {{share neighbours_ac}} of Active "
           "Communities participants stop and talk to their neighbours: no real difference.",
           "In England ({{share neighbours_eng}}) neighbours talk more than in Wales ({{share neighbours_wls}}).",
       }) {
    EXPECT_FALSE(problems_of(text).empty()) << text << "\n  passed";
  }
}

}  // namespace
}  // namespace kith::report::tests
