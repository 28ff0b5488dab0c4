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
