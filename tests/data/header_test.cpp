#include "data/header.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/csv.h"
#include "data/natural.h"

namespace kith::data {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Header, AQuestionBecomesAShortUniqueNameAndALabel) {
  const Table table = read_csv(
                          "id,How often do you meet your neighbours in a typical week or month?,"
                          "How often do you meet your neighbours in summer?,Don't know\n1,a,b,c\n",
                          "a.csv")
                          .table;
  EXPECT_THAT(table.names(),
              ElementsAre("id", "how_often_do_you_meet_your", "how_often_do_you_meet_your_2", "dont_know"));
  EXPECT_EQ(table.columns()[2].label, "How often do you meet your neighbours in summer?");
  EXPECT_EQ(table.columns()[0].label, "");
}

TEST(Header, NamesAreNeverEmptyAndNeverTwice) {
  const Imported imported = read_csv(",x,x,\u05E9\u05DC\u05D5\u05DD \u05E2\n1,2,3,4\n", "a.csv");
  EXPECT_THAT(imported.table.names(), ElementsAre("column_1", "x", "x_2", "column_4"));
  EXPECT_THAT(imported.guesses.front(), HasSubstr("column 1 has no name"));
}

TEST(Header, LettersLoseTheirMarksInNames) {
  EXPECT_EQ(short_name("\u00CAtes-vous all\u00E9 au march\u00E9 ?"), "etes_vous_alle_au_marche");
}

constexpr const char* survey_monkey =
    "Respondent ID,What did you join? (tick all),,,How much do you trust,,Any comments?\n"
    ",A choir,A garden,Other (please specify),Neighbours,The council,Open-Ended Response\n"
    "1,A choir,,,A lot,Not at all,fine\n"
    "2,A choir,A garden,Chess,Some,Some,\n"
    "3,,A garden,Cards,A lot,Not at all,\n";

TEST(Header, BlankHeadsContinueTheQuestionBefore) {
  const Imported imported = read_csv(survey_monkey, "a.csv");
  const Table& table = imported.table;
  EXPECT_EQ(table.rows(), 3U);
  EXPECT_THAT(table.names(),
              ElementsAre("respondent_id", "what_did_you_join_tick_a_choir", "what_did_you_join_tick_a_garden",
                          "what_did_you_join_tick_other_please_specify", "how_much_do_you_trust_neighbours",
                          "how_much_do_you_trust_the_council", "any_comments"));
  EXPECT_EQ(table.columns()[5].label, "How much do you trust: The council");
  EXPECT_EQ(table.columns()[6].label, "Any comments?");
  EXPECT_THAT(imported.guesses, testing::Contains("the heading has 2 rows"));
}

TEST(Header, AGroupOfTicksIsAResponseSetAndAGridIsNot) {
  const Table table = read_csv(survey_monkey, "a.csv").table;
  ASSERT_EQ(table.sets.size(), 1U);
  EXPECT_EQ(table.sets[0].name, "what_did_you_join_tick");
  ASSERT_EQ(table.sets[0].members.size(), 3U);
  EXPECT_EQ(table.sets[0].members[1].code, "a_garden");
  EXPECT_EQ(table.sets[0].members[1].label, "A garden");
}

TEST(Header, QualtricsHasThreeRows) {
  const Table table = read_csv(
                          "StartDate,Q1,Q2\nStart Date,\"Do you, in general, agree?\",Why?\n"
                          "\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{"
                          "\"\"ImportId\"\":\"\"QID2\"\"}\"\n"
                          "2021-04-01,Yes,x\n2021-04-02,No,y\n",
                          "a.csv")
                          .table;
  EXPECT_EQ(table.rows(), 2U);
  EXPECT_THAT(table.names(), ElementsAre("StartDate", "Q1", "Q2"));
  EXPECT_EQ(table.column("Q1").label, "Do you, in general, agree?");
}

TEST(Header, TheAnswerBesideATextForOtherIsOneQuestion) {
  const Table table = read_csv(
                          "Respondent ID,How do you describe yourself?,,Your age\n"
                          ",Response,Another way (please say),Response\n"
                          "1,A woman,,30\n2,A man,,40\n3,Another way,agender,50\n",
                          "a.csv")
                          .table;
  EXPECT_THAT(table.names(), ElementsAre("respondent_id", "how_do_you_describe_yourself",
                                         "how_do_you_describe_another_way_please_say", "your_age"));
  EXPECT_EQ(table.columns()[1].label, "How do you describe yourself?");
  EXPECT_EQ(table.columns()[2].label, "How do you describe yourself? - Another way (please say)");
  EXPECT_TRUE(table.sets.empty());
}

TEST(Header, ItemsThatAreNumbersAreItemsWhereAnAnswerSaysResponse) {
  const Table table =
      read_csv("ID,How many?,,Why?\n,1,2 or more,Open-Ended Response\n7,1,,x\n8,,2 or more,y\n", "a.csv").table;
  EXPECT_EQ(table.rows(), 2U);
  ASSERT_EQ(table.sets.size(), 1U);
  EXPECT_EQ(table.sets[0].members[1].label, "2 or more");
}

// SmartSurvey: the question stands above each of its columns.
constexpr const char* smart_survey =
    "UserNo,1. Area,2. Why did you come?,2. Why did you come?,3. Please agree.,3. Please agree.,4. More\n"
    ",,To meet people,\"Other, please say\",It is safe,It is clean,\n"
    "1,North,To meet people,,Agree,Disagree,\n"
    "2,South,,the dog,Agree,Agree,fine\n"
    "3,North,To meet people,,Disagree,Agree,\n";

TEST(Header, AQuestionMayStandAboveEachOfItsColumns) {
  const Imported imported = read_csv(smart_survey, "a.csv");
  EXPECT_EQ(imported.table.rows(), 3U);
  EXPECT_EQ(imported.table.columns()[4].label, "3. Please agree. - It is safe");
  EXPECT_EQ(imported.table.columns()[1].label, "1. Area");
  EXPECT_THAT(imported.guesses, testing::Contains("the heading has 2 rows"));
}

TEST(Header, TitlesOfPagesStandAboveTheQuestions) {
  const Imported imported = read_csv(std::string("Page 1,,Page 2,,,,\n") + smart_survey, "a.csv");
  EXPECT_EQ(imported.table.rows(), 3U);
  EXPECT_EQ(imported.table.columns()[4].label, "3. Please agree. - It is safe");
  EXPECT_THAT(imported.guesses[0], HasSubstr("`Page 1, Page 2`"));
}

TEST(Header, TwoRowsOfAnswersAreNoHeading) {
  const Table table = read_csv("id,trust,trust\n1,Agree,Agree\n2,Agree,Disagree\n", "a.csv").table;
  EXPECT_EQ(table.rows(), 2U);
  EXPECT_THAT(table.names(), ElementsAre("id", "trust", "trust_2"));
}

TEST(Header, GoogleFormsPutsTheRowsOfAGridInBrackets) {
  const Table table = read_csv(
                          "Timestamp,Do you agree? [I feel safe],Do you agree? [I feel at home],Age\n"
                          "2024-01-01,Yes,No,30\n2024-01-02,No,No,31\n",
                          "a.csv")
                          .table;
  EXPECT_THAT(table.names(), ElementsAre("Timestamp", "do_you_agree_safe", "do_you_agree_at_home", "Age"));
  EXPECT_EQ(table.columns()[1].label, "Do you agree? - I feel safe");
}

TEST(Header, QualtricsNamesOptionsBehindTheQuestion) {
  const Table table =
      read_csv(
          "ResponseId,Q1_1,Q1_2,Q1_2_TEXT,Q2\n"
          "Response ID,Why? - Selected Choice - To meet people,Why? - Selected Choice - Other:,Why? - Other: - Text,"
          "Your area - Selected Choice\n"
          "\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"QID1_1\"\"}\",x,x,x\n"
          "R_1,To meet people,,,North\nR_2,To meet people,Other:,the dog,South\n",
          "a.csv")
          .table;
  EXPECT_THAT(table.names(), ElementsAre("ResponseId", "Q1_1", "Q1_2", "Q1_2_TEXT", "Q2"));
  ASSERT_EQ(table.sets.size(), 1U);
  EXPECT_EQ(table.sets[0].name, "Q1");
  EXPECT_EQ(table.sets[0].label, "Why?");
  ASSERT_EQ(table.sets[0].members.size(), 2U);
  EXPECT_EQ(table.sets[0].members[0].label, "To meet people");
  EXPECT_EQ(table.column("Q2").label, "Your area");
}

TEST(Header, BlanksOfWebFormsAreNoPartOfAQuestion) {
  const Table table = read_csv("How old are you?\u00A0,Where is it?\u200B\n1,2\n", "a.csv").table;
  EXPECT_EQ(table.columns()[0].label, "How old are you?");
  EXPECT_EQ(table.columns()[1].label, "Where is it?");
}

TEST(Header, TheCallerKnowsBetter) {
  const Table table = read_csv("q1,q2\nFirst question,Second question\n1,2\n", "a.csv", {.header_rows = 2}).table;
  EXPECT_EQ(table.rows(), 1U);
  EXPECT_EQ(table.columns()[0].label, "q1: First question");
}

TEST(Natural, ListsAsPeopleDo) {
  EXPECT_TRUE(natural_less("Year 2", "Year 10"));
  EXPECT_TRUE(natural_less("apple", "Banana"));
  EXPECT_TRUE(natural_less("5-17", "18-29"));
  EXPECT_TRUE(natural_less("a", "ab"));
  EXPECT_FALSE(natural_less("x", "x"));
  EXPECT_TRUE(natural_less("01", "1") != natural_less("1", "01"));
}

}  // namespace
}  // namespace kith::data
