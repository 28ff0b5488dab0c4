// Findings on the analyst's screen and in the analyst's files.
#include "cli/findings_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kith::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

finding::Finding share(const std::string& label, double value, std::int64_t base) {
  finding::Finding finding;
  finding.measure = "share(trust)";
  finding.kind = finding::Kind::Share;
  finding.by = {{"region", label, label}};
  finding.value = value;
  finding.se = 0.0213;
  finding.bases.unweighted = base;
  return finding;
}

TEST(FindingsTable, AlignsFiguresToTheRightAndDrawsNoColumnThatNobodyFills) {
  EXPECT_EQ(findings_table(Findings{{share("Caf\xc3\xa9", 0.5, 60), share("Garden", 0.0725, 1024)}}, Colour::No),
            "measure       of      value    se  95% interval   base\n"
            "share(trust)  Caf\xc3\xa9    50.0%  2.1%             -     60\n"
            "share(trust)  Garden   7.3%  2.1%             -  1,024\n"
            "Unreleased: not checked for release.\n");
}

TEST(FindingsTable, ColoursTheHeadingAloneAndExplainsEachNoteOnce) {
  std::vector<finding::Finding> findings{share("North", 0.5, 60), share("South", 0.4, 70)};
  for (finding::Finding& finding : findings) {
    finding.notes.push_back({"few-clusters", "Rests on 4 clusters."});
  }
  const std::string table = findings_table(Findings{findings}, Colour::Yes);
  EXPECT_THAT(table, testing::StartsWith("\033[36mmeasure"));
  EXPECT_THAT(table, HasSubstr("notes\033[0m\nshare(trust)"));
  EXPECT_THAT(table, HasSubstr("60  few-clusters\n"));
  const std::string note = "\nfew-clusters: Rests on 4 clusters.\n";
  EXPECT_NE(table.find(note), std::string::npos);
  EXPECT_EQ(table.find(note), table.rfind(note));
}

TEST(FindingsCsv, GuardsTextsThatASpreadsheetWouldRunAndLeavesNumbersAlone) {
  finding::Finding finding = share("=HYPERLINK(\"x\"), or not", 0, 60);
  finding.value = -0.25;
  const std::string csv = findings_csv(Findings{{finding}});
  EXPECT_THAT(csv, HasSubstr(",share(trust),\"'=HYPERLINK(\"\"x\"\"), or not\",,-0.25,0.0213,"));
  finding.by[0].label = "-2+3";
  EXPECT_THAT(findings_csv(Findings{{finding}}), HasSubstr(",'-2+3,"));
  finding.by[0].label = "North";
  EXPECT_THAT(findings_csv(Findings{{finding}}), Not(HasSubstr("'")));
}

}  // namespace
}  // namespace kith::cli
