// What the annex says of notes to somebody who reads reports.
#include <gtest/gtest.h>

#include "fixture.h"
#include "report/reader_notes.h"

namespace kith::report {
namespace {

using tests::Example;

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// ---- notes ---------------------------------------------------------------------------------------------------------

TEST(ReaderNotes, OfFewClustersSayHowFarToTrustTheIntervalAndNoNumber) {
  const auto notes = reader_notes({{"few-clusters", "Rests on 7 clusters; below 20 the standard error is uncertain."},
                                   {"rounded-base", "The base is rounded to the nearest 10."}});
  ASSERT_EQ(notes.size(), 2U);
  EXPECT_EQ(notes[0].text, "From few projects or places, so how sure the figure is can only be said roughly.");
  EXPECT_EQ(notes[1].text, "The base is rounded to the nearest 10.");
}

TEST(ReaderNotes, WithoutAnIntervalSaySoOnce) {
  const auto notes = reader_notes({{"no-variance", "No stratum has two clusters, so the variance is unknown."},
                                   {"few-clusters", "Rests on 1 cluster; below 20 it is uncertain."},
                                   {"no-small-sample-correction", "This is without."},
                                   {"no-degrees-of-freedom", "As many strata as clusters."}});
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_EQ(notes[0].text, "From too few projects or places to say how sure the figure is.");
}

TEST(ReaderNotes, StandInPageAndWorkbook) {
  std::vector<finding::Finding> findings = tests::example_findings();
  for (finding::Finding& finding : findings) {
    finding.notes.push_back({"few-clusters", "Rests on 7 clusters; below 20 the standard error is uncertain."});
  }
  const Example example(tests::example_study(), findings);
  const Input input = example.input();
  std::string all = html(input);
  for (const Sheet& sheet : workbook(input)) {
    for (const auto& row : sheet.rows) {
      all += row.empty() ? "" : row.back();
    }
  }
  EXPECT_FALSE(has(all, "cluster;") || has(all, "7 clusters"));
  EXPECT_TRUE(has(all, "From few projects or places"));
}

}  // namespace
}  // namespace kith::report
