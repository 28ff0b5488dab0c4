// What the annex says of the study's thresholds, rules and questionnaires, and of notes, to somebody who reads reports.
#include <gtest/gtest.h>

#include <set>

#include "fixture.h"
#include "report/annex_words.h"
#include "report/reader_notes.h"

namespace kith::report {
namespace {

using tests::Example;

study::Study example_study() {
  study::Study study = tests::example_study();
  for (study::Indicator& indicator : study.indicators) {
    indicator.measure = "share";
  }
  return study;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// ---- smallest differences ------------------------------------------------------------------------------------------

TEST(SmallestDifferences, OfAllIndicatorsIsOneSentence) {
  study::Study study = example_study();
  EXPECT_EQ(smallest_differences_text(study),
            "Differences smaller than 5 percentage points, with an interval that lies wholly within that range, are "
            "called practically the same. ");
  study.smallest_difference = 7.0 / 100;
  EXPECT_TRUE(has(smallest_differences_text(study), "smaller than 7 percentage points,")) << "not 7.000000000000001";
  study.smallest_difference = 0.01;
  EXPECT_TRUE(has(smallest_differences_text(study), "smaller than 1 percentage point,"));
  study.indicators[1].smallest_difference = 0.01;
  EXPECT_FALSE(has(smallest_differences_text(study), "their own")) << "it is everybody's";
}

TEST(SmallestDifferences, OfAnIndicatorsOwnNamesIt) {
  study::Study study = example_study();
  study.indicators[0].smallest_difference = 0.02;
  study.indicators[1].smallest_difference = 0;
  study.indicators[2].measure = "mean";
  study.indicators[2].smallest_difference = 0.25;
  const std::string own =
      "These have a limit of their own: Stop and chat with people near by (2 percentage points); Share food, tools or "
      "help (none); Different ages and backgrounds get on (0.25).";
  EXPECT_TRUE(smallest_differences_text(study).starts_with("Differences smaller than 5 percentage points,"));
  EXPECT_TRUE(has(smallest_differences_text(study), own));
  EXPECT_TRUE(has(html(Example(study).input()), own + " P-values are adjusted"));
}

TEST(SmallestDifferences, OfNoneAreNotMentioned) {
  study::Study study = example_study();
  study.smallest_difference = 0;
  EXPECT_EQ(smallest_differences_text(study), "");
  const std::string page = html(Example(study).input());
  EXPECT_FALSE(has(page, "smaller than 0"));
  EXPECT_TRUE(has(page, "<p>P-values are adjusted"));
  study.indicators[0].smallest_difference = 0.02;
  EXPECT_EQ(smallest_differences_text(study),
            "Only these figures have a limit such that differences with an interval wholly within it are called "
            "practically the same: Stop and chat with people near by (2 percentage points). ");
}

// ---- rules ---------------------------------------------------------------------------------------------------------

TEST(ChangedRules, AreSaidInWordsWithTheirKeyBehind) {
  disclose::Rules rules;
  for (const disclose::NamedRule& rule : disclose::named_rules) {
    rules.*rule.rule += 5;
  }
  std::set<std::string> said;
  for (const disclose::NamedRule& rule : disclose::named_rules) {
    const std::string text = changed_rule_text(rule, rules);
    EXPECT_TRUE(text.ends_with(" (" + std::string(rule.name) + ")")) << text;
    EXPECT_LT(text.find(": "), text.find(rule.name)) << text << ": words come first";
    said.insert(text.substr(0, text.find(": ")));
  }
  EXPECT_EQ(said.size(), disclose::named_rules.size());
  EXPECT_EQ(changed_rule_text(disclose::named_rules[0], {.minimum_cell = 5}),
            "fewest people behind a figure and on either side of a share: 5 instead of 10 (minimum_cell)");
  EXPECT_EQ(changed_rule_text(disclose::named_rules[5], {.round_counts_to = 5}),
            "what counts are rounded to: 5 instead of nothing (round_counts_to)");
}

// ---- questionnaires ------------------------------------------------------------------------------------------------

study::Study of_two_waves(const std::string& first_instrument) {
  study::Study study = example_study();
  study.instruments.push_back(study.instruments[0]);
  study.instruments.back().name = "before";
  study.responses = {{.file = "a.csv", .population = "participant", .wave = "w0", .mapping = "", .where = {}},
                     {.file = "b.csv", .population = "participant", .wave = "w1", .mapping = "", .where = {}}};
  study.responses[0].instrument = first_instrument;
  return study;
}

TEST(Questionnaires, OfOneTitleSayTheirWaves) {
  const study::Study study = of_two_waves("before");
  EXPECT_EQ(questionnaire_title(study, study.instruments[0]), "Participant questionnaire (Wave 2)");
  EXPECT_EQ(questionnaire_title(study, study.instruments[1]), "Participant questionnaire (Wave 1)");
  const Example example(study);
  const Input input = example.input();
  const std::string page = html(input);
  EXPECT_TRUE(has(page, "<summary>Participant questionnaire (Wave 1)</summary>"));
  EXPECT_TRUE(has(page, "<summary>Participant questionnaire (Wave 2)</summary>"));
  int rows = 0;
  for (const Sheet& sheet : workbook(input)) {
    for (const auto& row : sheet.rows) {
      rows += !row.empty() && row[0] == "Participant questionnaire (Wave 1)" ? 1 : 0;
    }
  }
  EXPECT_EQ(rows, 8) << "one a question";
}

TEST(Questionnaires, ThatServeEveryWaveKeepTheirTitle) {
  const study::Study study = of_two_waves("");
  EXPECT_EQ(questionnaire_title(study, study.instruments[0]), "Participant questionnaire");
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
  const Example example(example_study(), findings);
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
