// Changes of a mean: the figures against R, how they are shown, and what a few must not give away.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "system/two_waves.h"

namespace kith {
namespace {

using namespace tests::waves;
using testing::HasSubstr;
using testing::Not;

constexpr const char* score_everyone = "score_w2_change_w1_w2";
constexpr const char* score_matched = "score_w2_matched_w1_w2";

Story story_of_scores() {
  Story story;
  story.indicators = score_toml;
  story.change = "[[change]]\nindicator = \"score\"\nfrom = \"w1\"\nto = \"w2\"\nstandardise = [\"age\"]\n";
  return story;
}

finding::Comparison::Adjusted adjusted_of(const finding::Comparison& comparison) {
  return comparison.adjusted.value_or(finding::Comparison::Adjusted{});
}

// R survey 4.1-1: svyby(~score, ~wave, covmat = TRUE) and svycontrast, the matched on subset(); the standardised from
// svytotal of the influences that compare/adjusted.h gives, the means of wave 1 by age post-stratified to wave 2.
TEST(WavesOfMeans, AreThoseOfRSurveyWhereSitesAreTheClusters) {
  const Made waves = made(story_of_scores());
  const finding::Comparison& all = comparison_of(waves, score_everyone);
  EXPECT_NEAR(all.value, 4.573333333333333, 1e-12);
  EXPECT_NEAR(all.difference, 0.948541666666666, 1e-12);
  EXPECT_NEAR(all.p.value_or(-1), 0.179087522561404, 1e-9);
  EXPECT_NEAR(comparison_of(waves, score_matched).value, 4.56, 1e-12);
  EXPECT_NEAR(comparison_of(waves, score_matched).difference, 0.98, 1e-12);
  EXPECT_NEAR(comparison_of(waves, score_matched).p.value_or(-1), 0.250012186603508, 1e-9);
  EXPECT_NEAR(adjusted_of(all).value, 4.62375, 1e-9);
  EXPECT_NEAR(adjusted_of(all).p.value_or(-1), 0.225389849445907, 1e-7);
  EXPECT_FALSE(all.h.has_value()) << "an effect size of shares";
}

TEST(WavesOfMeans, KnowWhoIsInBothWhereAStudyHasNoClusters) {
  Story story = story_of_scores();
  story.population = "";
  const Made waves = made(story);
  EXPECT_NEAR(comparison_of(waves, score_everyone).p.value_or(-1), 6.48353152303273e-05, 1e-11);
  EXPECT_NEAR(comparison_of(waves, score_matched).p.value_or(-1), 0.00101439217775804, 1e-10);
  EXPECT_NEAR(adjusted_of(comparison_of(waves, score_everyone)).p.value_or(-1), 0.000224503965897031, 1e-9);
}

TEST(WavesOfMeans, AreToldInTheirOwnUnits) {
  Story story = story_of_scores();
  story.population = "";
  const Ran run = ran(story);
  ASSERT_EQ(run.outcome.exit_code, 0) << run.outcome.err;
  EXPECT_THAT(run.page, HasSubstr("the average of \u201CWellbeing\u201D rose from 4.57 to 5.52 (+0.95; 95% interval"));
  EXPECT_THAT(run.page, Not(HasSubstr("+0.95 points")));
  const Json& change = run.findings.at(score_everyone)["benchmark"];
  EXPECT_EQ(change["percent"], nullptr);
  EXPECT_EQ(change["value"], 4.57);
  EXPECT_EQ(change["difference"], 0.95);
  EXPECT_EQ(change["adjusted"]["value"], 4.62);
  EXPECT_EQ(run.findings.at("score_w1")["value"], 4.57);
}

// A change of one point is of interest, and the whole interval of the 0.95 does not lie below it; one of three is, and
// it does.
TEST(WavesOfMeans, KnowTheSmallestDifferenceThatTheIndicatorNames) {
  Story story = story_of_scores();
  story.population = "";
  EXPECT_EQ(comparison_of(made(story), score_everyone).verdict, "higher");
  story.indicators.insert(story.indicators.find("section"), "smallest_difference = 3\n");
  EXPECT_EQ(comparison_of(made(story), score_everyone).verdict, "practically the same");
}

TEST(WavesOfMeans, MayBeSaidInASentenceThatTheyBear) {
  Story story = story_of_scores();
  story.population = "";
  story.report = "# Wellbeing\n\nThe average score rose from {{mean score wave=w1}} to {{mean score wave=w2}}.\n";
  EXPECT_EQ(ran(story).outcome.exit_code, 0) << ran(story).outcome.err;
  story.population = "clusters = [\"site\"]\n";
  const Ran clustered = ran(story);
  EXPECT_EQ(clustered.outcome.exit_code, 1);
  EXPECT_THAT(clustered.outcome.err, HasSubstr("report.md:3"));
}

// Everybody says the same again but nine: how few they are would follow from the interval of the matched change.
TEST(WavesOfMeans, TheFewWhoseAnswerChangedAreNotGivenAway) {
  for (const int moved : {9, 30}) {
    Story story = story_of_scores();
    story.population = "";
    story.first = story.second = {1, 300};
    story.second_csv = "id,site,trust,age,score\n";
    for (int id = 1; id <= 300; ++id) {
      const int before = 37 * id % 101 / 10;
      const int step = id <= moved ? 1 : id <= 2 * moved ? -1 : 0;
      story.second_csv += std::to_string(id) + ",1,yes,old," + std::to_string(before + step) + "\n";
    }
    const Made waves = made(story);
    EXPECT_EQ(waves.findings.contains(score_matched), moved >= 10) << moved;
  }
}

TEST(WavesOfMeans, OfATotalAreRefused) {
  Story story = story_of_scores();
  story.indicators.replace(story.indicators.find("\"mean\""), 6, "\"total\"");
  const Ran run = ran(story);
  EXPECT_EQ(run.outcome.exit_code, 1);
  EXPECT_THAT(run.outcome.err, HasSubstr("a total, which grows with those who answer"));
}

}  // namespace
}  // namespace kith
