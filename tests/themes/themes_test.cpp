#include "themes/themes.h"

#include <gtest/gtest.h>

namespace kith::themes {
namespace {

using data::Column;
using data::Missing;

data::Table answers() {
  data::Table table;
  table.source = "w1.csv";
  table.add(Column::text("id", {"p1", "p2", "p3", "p4", "p5"}));
  table.add(Column::text("why", {"friends", "a say", "", "both", "unread"},
                         {0, 0, static_cast<std::uint8_t>(Missing::NotAsked), 0, 0}));
  return table;
}

const std::vector<Theme> codebook{{"people", "People", ""}, {"friends", "Friends", "people"}, {"say", "A say", ""}};

std::vector<Coding> some() {
  return {{"p1", "ann", "friends", {"c.csv", 2}},
          {"p2", "ann", "say", {"c.csv", 3}},
          {"p4", "ann", "friends", {"c.csv", 4}},
          {"p4", "ann", "say", {"c.csv", 5}},
          {"p1", "bob", "say", {"c.csv", 6}}};
}

TEST(Themes, AShareIsOfPeopleWhoseAnswerWasReadAndNotOfMentions) {
  data::Table table = answers();
  Problems problems;
  const Summary summary = add_theme_columns(table, "id", "why", codebook, some(), problems);
  EXPECT_TRUE(problems.empty());
  EXPECT_EQ(summary.answers, 4U);
  EXPECT_EQ(summary.coded, 3U);
  EXPECT_EQ(summary.coders, 2U);
  const Column& say = table.column("theme_say");
  EXPECT_EQ(say.label_at(0), "No");  // the second coder does not decide
  EXPECT_EQ(say.label_at(1), "Yes");
  EXPECT_EQ(say.missing_at(2), Missing::NotAsked);
  EXPECT_EQ(say.label_at(3), "Yes");
  EXPECT_EQ(say.missing_at(4), Missing::Blank);
}

TEST(Themes, AnAnswerCodedBelowAThemeCountsForIt) {
  data::Table table = answers();
  Problems problems;
  add_theme_columns(table, "id", "why", codebook, some(), problems);
  EXPECT_EQ(table.column("theme_people").label_at(0), "Yes");
  EXPECT_EQ(table.column("theme_people").label_at(1), "No");
}

TEST(Themes, EveryWrongCodingIsNamedWithItsLine) {
  data::Table table = answers();
  Problems problems;
  add_theme_columns(
      table, "id", "why", codebook,
      {{"p11", "ann", "say", {"c.csv", 2}}, {"p1", "ann", "sya", {"c.csv", 3}}, {"p3", "ann", "say", {"c.csv", 4}}},
      problems);
  ASSERT_EQ(problems.size(), 3U);
  EXPECT_EQ(to_text(problems.items()[0]), "c.csv:2: there is no respondent `p11`: did you mean `p1`?");
  EXPECT_EQ(to_text(problems.items()[1]), "c.csv:3: the codebook has no theme `sya` for `why`: did you mean `say`?");
  EXPECT_EQ(to_text(problems.items()[2]),
            "c.csv:4: respondent `p3` did not answer `why`: remove the coding, or restore the answer");
}

TEST(Themes, ReadWithoutAThemeStaysInTheBase) {
  data::Table table = answers();
  Problems problems;
  add_theme_columns(table, "id", "why", codebook, {{"p5", "ann", "", {"c.csv", 2}}}, problems);
  EXPECT_EQ(table.column("theme_say").label_at(4), "No");
}

TEST(Themes, AFileOfCodingsMustHaveItsThreeColumns) {
  data::Table file;
  file.source = "codings/why.csv";
  file.add(Column::text("answer_id", {"p1"}));
  file.add(Column::text("coders", {"ann"}));
  Problems problems;
  EXPECT_TRUE(codings(file, problems).empty());
  ASSERT_EQ(problems.size(), 2U);
  EXPECT_EQ(to_text(problems.items()[0]),
            "codings/why.csv:1: a file of codings needs the column `coder`: did you mean `coders`?");
}

}  // namespace
}  // namespace kith::themes
