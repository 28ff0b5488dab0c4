// Titles above a table, totals and notes below it: none of them is a respondent, and none goes unsaid.
#include "data/frame.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/csv.h"
#include "data/xlsx_read.h"
#include "data/zip_bytes.h"

namespace kith::data {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

Imported read_text(std::string_view text) {
  return read_csv(text, "answers.csv");
}

TEST(Frame, ATitleAboveTheHeadingIsNoHeading) {
  for (const char* title : {"A survey of 2024\n\n", "A survey of 2024,,\n", "\n\"A survey\"\n,,\n"}) {
    const Imported imported = read_text(std::string(title) + "id,region,hours\n1,North,3\n2,South,4\n3,East,5\n");
    EXPECT_THAT(imported.table.names(), ElementsAre("id", "region", "hours")) << title;
    EXPECT_EQ(imported.table.rows(), 3U) << title;
    ASSERT_FALSE(imported.guesses.empty()) << title;
    EXPECT_TRUE(imported.guesses[0].starts_with("above the heading stands what is no part of it: `A survey"))
        << imported.guesses[0];
  }
}

TEST(Frame, AnAnswerKeepsItsLineBelowATitle) {
  const Imported imported = read_text("A survey\n\nid,region,hours\n1,North,3\n2,South,4\n");
  EXPECT_EQ(imported.lines.of(1), 5);
}

TEST(Frame, TotalsAndNotesBelowTheAnswersAreNoRespondents) {
  const Imported imported =
      read_text("id,region,hours\n1,North,3\n2,South,4\n\nGrand Total,,7\r\n\"Downloaded on 3 March, by us\"\n,,\n");
  EXPECT_EQ(imported.table.rows(), 2U);
  EXPECT_THAT(imported.losses, IsEmpty());
  EXPECT_THAT(imported.guesses,
              Contains("below the answers stands what is none: `Grand Total, 7`, `Downloaded on 3 March, by us`"));
}

TEST(Frame, AnAnswerIsNeverTakenForATotal) {
  EXPECT_EQ(read_text("why,region,hours\nfun,North,3\nTotal,South,4\n").table.rows(), 2U) << "it has words beside it";
  EXPECT_EQ(read_text("id,why,hours\n1,fun,3\n2,\"a\nTotal,7\"\n").table.rows(), 2U) << "the end of a longer cell";
  EXPECT_EQ(read_text("id,why,hours\n1,fun,3\n2\n").table.rows(), 2U) << "somebody who answered nothing";
  EXPECT_EQ(read_text("why\nIt was good fun\nIt was a lot of work\n").table.rows(), 2U) << "a file of one column";
}

TEST(Frame, TwoColumnsMayHaveABlankHeading) {
  EXPECT_THAT(read_text("name,\n1,2\n3,4\n").table.names(), ElementsAre("name", "column_2"));
  EXPECT_THAT(read_text("Our street survey\nid,hours\n1,2\n3,4\n").table.names(), ElementsAre("id", "hours"));
}

TEST(Frame, TheLineThatNamesTheSeparatorIsObeyed) {
  const Imported imported = read_text("sep=;\nid;trust, in all\n1;a, b\n2;c, d\n");
  EXPECT_THAT(imported.table.names(), ElementsAre("id", "trust_in_all"));
  EXPECT_EQ(imported.lines.of(0), 3);
}

TEST(Frame, AWorkbookHasTitlesAndTotalsToo) {
  const auto cell = [](const char* place, const char* text) {
    return std::string("<c r=\"") + place + "\" t=\"str\"><v>" + text + "</v></c>";
  };
  const std::string bytes = tests::workbook_bytes(
      "<row r=\"1\">" + cell("A1", "Our street survey") + "</row><row r=\"3\">" + cell("A3", "id") +
      cell("B3", "region") + cell("C3", "hours") + "</row><row r=\"4\">" + cell("A4", "x1") + cell("B4", "North") +
      cell("C4", "3") + "</row><row r=\"5\">" + cell("A5", "x2") + cell("C5", "4") + "</row><row r=\"7\">" +
      cell("A7", "All answers are confidential") + "</row>");
  const Imported imported = read_xlsx(bytes, "a.xlsx");
  EXPECT_THAT(imported.table.names(), ElementsAre("id", "region", "hours"));
  EXPECT_EQ(imported.table.rows(), 2U);
  EXPECT_EQ(imported.lines.of(0), 4);
}

TEST(Frame, AFirstRowOfAnswersIsSaid) {
  std::string text = "Agree,North,5\n";
  for (int row = 0; row < 12; ++row) {
    text += row % 2 == 0 ? "Agree,South,5\n" : "Disagree,North,4\n";
  }
  const Imported imported = read_text(text);
  ASSERT_FALSE(imported.guesses.empty());
  EXPECT_TRUE(imported.guesses.back().starts_with("the first row is taken for the names of the columns"));
}

}  // namespace
}  // namespace kith::data
