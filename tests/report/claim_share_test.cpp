// Shares in words and numerals in prose (K2, K3).
#include "report/narrative_fixture.h"

namespace kith::report::tests {
namespace {

struct False {
  const char* text;
  const char* code;
};

TEST_F(Narratives, SharesInWordsThatAreTruePass) {
  for (const char* text : {
           "Most of those surveyed ({{share neighbours}}) stop and talk to their neighbours.",
           "The majority of those surveyed, {{share neighbours}}, know their neighbours.",
           "The vast majority of those surveyed ({{share friendships}}) have such friendships.",
           "An overwhelming majority ({{share most}}) made friends.",
           "A small minority of those surveyed ({{share lonely}}) are lonely.",
           "Few of those surveyed ({{share lonely}}) are lonely.",
           "A mere {{share lonely}} of those surveyed are lonely.",
           "Plenty of those surveyed ({{share neighbours}}) know their neighbours.",
           "About half of those surveyed ({{share volunteer}}) volunteer.",
           "Nearly half of those surveyed ({{share volunteer}}) volunteer.",
           "Just under half of those surveyed ({{share volunteer}}) volunteer.",
           "Fewer than half of those surveyed ({{share volunteer}}) volunteer.",
           "Not quite half of those surveyed ({{share volunteer}}) volunteer.",
           "A third of those surveyed ({{share third}}) have met a councillor.",
           "One in three of those surveyed ({{share third}}) have met a councillor.",
           "Over a third of those surveyed ({{share third}}) have met a councillor.",
           "Three quarters of those surveyed ({{share neighbours}}) know their neighbours.",
           "Almost three-quarters of those surveyed ({{share neighbours}}) know their neighbours.",
           "Nine in ten of those surveyed ({{share most}}) made friends.",
           "More than nine out of ten of those surveyed ({{share most}}) made friends.",
           "Nine tenths of those surveyed ({{share most}}) made friends.",
           "Everyone ({{share everyone}}) has come back.",
           "All participants ({{share everyone}}) have come back.",
           "Nobody ({{share nobody}}) has left.",
           "None of those surveyed ({{share nobody}}) have left.",
           "Not everyone ({{share neighbours}}) knows their neighbours.",
           "Not all participants ({{share neighbours}}) know their neighbours.",
           "The bulk of those surveyed ({{share neighbours}}) know their neighbours.",
           "Most Local Conversations participants ({{share neighbours_lc}}) and Active Communities participants "
           "({{share neighbours_ac}}) know their neighbours.",
           "Over 70% of those surveyed ({{share confidence}}) feel more confident.",
           "Under 80% of those surveyed ({{share neighbours}}) know their neighbours.",
           "At least 80% of those surveyed ({{share friendships}}) have such friendships.",
           "No fewer than 80% of those surveyed ({{share friendships}}) have such friendships.",
           "Nearly 75% of those surveyed ({{share neighbours}}) know their neighbours.",
           "Around 75% of those surveyed ({{share neighbours}}) know their neighbours.",
           "Over seventy per cent of those surveyed ({{share confidence}}) feel more confident.",
           "{{over 70% confidence_lc}} of Local Conversations participants feel more confident.",
           "{{under 80% neighbours_lc neighbours_ac}} of participants in each programme know their neighbours.",
           "{{at least 68% neighbours_lc neighbours_ac}} of participants in both programmes know their neighbours.",
           "{{nearly 75% neighbours}} of those surveyed know their neighbours.",
           "Over half of participants in each programme ({{share neighbours_lc}} and {{share neighbours_ac}}) know "
           "their neighbours.",
           "More than half of those surveyed in both programmes ({{share favours}}) exchange favours.",
           "More than half of people living in areas with high levels of disadvantage ({{benchmark neighbours}}) know "
           "their neighbours.",
           "Barely half of those surveyed ({{share trust_w1}}) trust their neighbours.",
           "Only a third ({{share third}}) have met a councillor.",
           "As many as {{share neighbours}} of those surveyed know their neighbours.",
           "Only {{share lonely}} of those surveyed are lonely.",
           "A minority, {{share volunteer}}, volunteer.",
           "Some people said a few things.",
           "Most of those surveyed do not feel lonely ({{share lonely}} do).",
           "{{share neighbours}} of those surveyed know their neighbours; most do.",
       }) {
    expect_passes(text);
  }
}

TEST_F(Narratives, SharesInWordsThatAreFalseOrUnborneFail) {
  for (const False& one : std::vector<False>{
           {"Most of those surveyed ({{share volunteer}}) volunteer.", "untrue-claim"},
           {"The majority of those surveyed ({{share third}}) have met a councillor.", "untrue-claim"},
           {"The vast majority of those surveyed ({{share neighbours}}) know their neighbours.", "untrue-claim"},
           {"An overwhelming majority ({{share favours}}) exchange favours.", "untrue-claim"},
           {"Few of those surveyed ({{share volunteer}}) volunteer.", "untrue-claim"},
           {"A mere {{share neighbours}} of those surveyed know their neighbours.", "untrue-claim"},
           {"Plenty of those surveyed ({{share lonely}}) are lonely.", "untrue-claim"},
           {"A large number of participants ({{share lonely}}) are lonely.", "untrue-claim"},
           {"Half of those surveyed ({{share influence}}) have influence.", "untrue-claim"},
           {"More than half of those surveyed ({{share volunteer}}) volunteer.", "untrue-claim"},
           {"At least half of those surveyed ({{share volunteer}}) volunteer.", "untrue-claim"},
           {"No fewer than half of those surveyed ({{share volunteer}}) volunteer.", "untrue-claim"},
           {"Nearly half of those surveyed ({{share favours}}) exchange favours.", "untrue-claim"},
           {"Barely half of those surveyed ({{share neighbours}}) know their neighbours.", "untrue-claim"},
           {"More than three quarters of those surveyed ({{share neighbours}}) know their neighbours.", "untrue-claim"},
           {"Two thirds of those surveyed ({{share neighbours}}) know their neighbours.", "untrue-claim"},
           {"One in five of those surveyed ({{share third}}) have met a councillor.", "untrue-claim"},
           {"Nine in ten of those surveyed ({{share neighbours}}) know their neighbours.", "untrue-claim"},
           {"Nine tenths of those surveyed ({{share neighbours}}) know their neighbours.", "untrue-claim"},
           {"Everyone ({{share most}}) made friends.", "untrue-claim"},
           {"All participants ({{share most}}) made friends.", "untrue-claim"},
           {"Nobody ({{share lonely}}) is lonely.", "untrue-claim"},
           {"None of those surveyed ({{share lonely}}) are lonely.", "untrue-claim"},
           {"Nearly everyone ({{share neighbours}}) knows their neighbours.", "untrue-claim"},
           {"Not most of those surveyed ({{share neighbours}}) know their neighbours.", "untrue-claim"},
           {"Most of those surveyed do not know their neighbours ({{share neighbours}}).", "untrue-claim"},
           {"Over 70% of participants in each programme ({{share confidence_lc}} and {{share confidence_ac}}) feel "
            "more confident.",
            "untrue-claim"},
           {"Over 70% of those surveyed in each programme ({{share confidence}}) feel more confident.", "untrue-claim"},
           {"{{over 70% confidence_lc confidence_ac}} of participants feel more confident.", "untrue-claim"},
           {"{{over 75% neighbours}} of those surveyed know their neighbours.", "untrue-claim"},
           {"{{under 50% volunteer third neighbours}} do.", "untrue-claim"},
           {"Over 75% of those surveyed ({{share neighbours}}) know their neighbours.", "untrue-claim"},
           {"More than {{share neighbours}} of those surveyed know their neighbours.", "untrue-claim"},
           {"Over seventy-five percent of those surveyed ({{share neighbours}}) know their neighbours.",
            "untrue-claim"},
           {"Fewer than 30% of those surveyed ({{share third}}) have met a councillor.", "untrue-claim"},
           {"Nearly 60% of those surveyed ({{share neighbours}}) know their neighbours.", "untrue-claim"},
           {"Most of those surveyed know their neighbours.", "unborne-claim"},
           {"The majority got involved.", "unborne-claim"},
           {"Half of the participants volunteer.", "unborne-claim"},
           {"One in three has met a councillor.", "unborne-claim"},
           {"Everyone felt welcome.", "unborne-claim"},
           {"Three quarters of the group came back.", "unborne-claim"},
           {"The bulk of participants came back.", "unborne-claim"},
           {"Few people left.", "unborne-claim"},
           {"More than half of people living in areas with high levels of disadvantage ({{benchmark favours}}) "
            "exchange favours.",
            "untrue-claim"},
           {"The majority of those surveyed ({{share neighbours}}) know their neighbours, but most ({{share "
            "volunteer}}) volunteer.",
            "untrue-claim"},
           {"Just over half of those surveyed ({{share neighbours}}) know their neighbours.", "untrue-claim"},
           {"Well over half of those surveyed ({{share trust_w1}}) trust their neighbours.", "untrue-claim"},
       }) {
    expect_fails(one.text, one.code);
  }
}

TEST_F(Narratives, LooseNumeralsFail) {
  for (const char* text : {
           "75% of those surveyed know their neighbours.",
           "75 per cent of those surveyed know their neighbours.",
           "Seventy-five percent of those surveyed know their neighbours.",
           "Seventy five per cent of those surveyed know their neighbours ({{share neighbours}}).",
           "\xC2\xBE of those surveyed know their neighbours.",
           "\xEF\xBC\x97\xEF\xBC\x95\xEF\xBC\x85 of those surveyed know their neighbours.",
           "&#55;&#53;% of those surveyed know their neighbours.",
           "7**5**% of those surveyed know their neighbours.",
           "There were 1,204 answers.",
           "There were 2021 participants.",
           "There were two hundred participants.",
           "Forty-two people answered.",
           "Twelve of those surveyed disagreed.",
           "3 in 4 of those surveyed know their neighbours.",
           "Over 70% of those surveyed know their neighbours.",
           "Trust went from {{share trust_w1}} to 58%.",
           "The difference is 18 percentage points.",
           "One said that \xE2\x80\x9C"
           "80% of people here know each other\xE2\x80\x9D.",
           "> 80% of people know each other.",
           "The projects in the 40% most deprived areas answered.",
           "- 75% of those surveyed",
           "## 75% know their neighbours",
           "[75%](https://example.org) know their neighbours.",
           "Dozens of people came.",
           "In w\xC2\xB2 there were some.",
           "The mean was 3.4.",
           "Some 300 people came in 2021.",
           "*75*%",
           "The figure (75) is high.",
       }) {
    expect_fails(text, "loose-numeral");
  }
}

TEST_F(Narratives, DatesNamesAndCodeAreNotLooseNumerals) {
  for (const char* text : {
           "The first wave took place between April and July 2021.",
           "Fieldwork ended on 12 March 2022, and began on March 1, 2022.",
           "Fieldwork ran from 12 to 16 March 2022.",
           "It was held on 2022-03-01.",
           "The survey of 2014-15 asked this, and that of 2014\xE2\x80\x93"
           "2015 did too.",
           "Since the 1990s this has been so.",
           "The COVID-19 pandemic stopped it.",
           "Wave 1 and wave 2 asked the same questions.",
           "Areas in the 20% or 30% most deprived were compared.",
           "The benchmark is of the most deprived 20% of areas.",
           "Run `kith run 75` to see it.",
           "```\n75% of nothing\n```",
           "1. Trust\n2. Health",
           "3. Trust\n4. Health",
           "See [the survey](https://example.org/2021/75).",
           "The two programmes have three waves and three research questions.",
           "There were two complementary surveys.",
           "One of the projects began in 2019.",
           "The second phase will follow in October 2022.",
           "(1) how do practitioners see it? (2) what is different?",
           "The pandemic went on for two and a half years.",
           "The 2021 survey was the first.",
           "The two are distinct.",
           "The last half of the year was quiet, and half an hour was enough.",
       }) {
    expect_passes(text);
  }
}

TEST_F(Narratives, CountsOfWhatTheStudyDeclaresMustAgreeWithIt) {
  expect_fails("The three programmes share their aims.", "wrong-count");
  expect_fails("All two waves are over.", "wrong-count");
  expect_fails("The study has seven waves.", "wrong-count");
}

}  // namespace
}  // namespace kith::report::tests
