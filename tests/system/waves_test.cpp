// The three figures of a change between waves, what breaks a series, and what must not be shown.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

#include "base/text.h"
#include "system/two_waves.h"

namespace kith {
namespace {

using namespace tests::waves;
using testing::HasSubstr;
using testing::Not;

// The reference is R survey 4.4: svyby over the wave with its covariances, svycontrast(c(-1, 1)), the matched on
// subset(); p by t on clusters in the domain less one.
TEST(Waves, PooledAndMatchedChangesAreThoseOfRSurveyWhereSitesAreTheClusters) {
  const Made waves = made({});
  EXPECT_NEAR(comparison_of(waves, everyone).value, 160.0 / 300, 1e-12);
  EXPECT_NEAR(comparison_of(waves, everyone).difference, 0.0760416666667, 1e-12);
  EXPECT_NEAR(comparison_of(waves, everyone).p.value_or(-1), 0.530187896342, 1e-9);
  EXPECT_NEAR(comparison_of(waves, matched).difference, 0.07, 1e-12);
  EXPECT_NEAR(comparison_of(waves, matched).p.value_or(-1), 0.614945940359, 1e-9);
  EXPECT_EQ(waves.findings.at(matched).bases.unweighted, 200);
}

// With people as clusters (no other is declared) the covariance of the two waves is that of the 200 who are in both.
// The plain paired difference is 14 of 200.
TEST(Waves, PeopleAreTheClustersWhereAStudyHasNoOthers) {
  Story story;
  story.population = "";
  const Made waves = made(story);
  EXPECT_NEAR(comparison_of(waves, everyone).p.value_or(-1), 0.0574077720656, 1e-9);
  EXPECT_NEAR(comparison_of(waves, matched).difference, 14.0 / 200, 1e-12);
  EXPECT_NEAR(comparison_of(waves, matched).p.value_or(-1), 0.161510606651, 1e-9);
}

// One characteristic of two levels is post-stratification: the shares of wave 1 by age, with the ages of wave 2. In
// wave 1 both ages have the same share, so nothing of the change was their number. The variance was made in R from the
// influences that compare/adjusted.h gives, summed by cluster over both waves (svytotal).
TEST(Waves, TheStandardisedChangeKnowsWhatTheWavesShare) {
  const Made sites = made({});
  const finding::Comparison::Adjusted adjusted =
      comparison_of(sites, everyone).adjusted.value_or(finding::Comparison::Adjusted{});
  EXPECT_NEAR(adjusted.value, 160.0 / 300, 1e-9);
  EXPECT_NEAR(adjusted.difference, 0.0760416666667, 1e-9);
  EXPECT_NEAR(adjusted.p.value_or(-1), 0.55927355633, 1e-7);
  Story story;
  story.population = "";
  const Made people = made(story);
  EXPECT_NEAR(comparison_of(people, everyone).adjusted.value_or(finding::Comparison::Adjusted{}).p.value_or(-1),
              0.065885909647, 1e-7);
}

// That nobody's answer changed, or one person's did, is what each of them said.
TEST(Waves, NothingIsToldOfAPanelInWhichFewerThanTenAnswersChanged) {
  for (const char* clusters : {"", "clusters = [\"site\"]\n"}) {
    for (const int changed : {0, 1, 9}) {
      Story story;
      story.population = clusters;
      story.second_csv = answers(1, {1, 300});
      for (int i = 0; i < changed; ++i) {
        story.second_csv.replace(story.second_csv.find(",no,"), 4, ",yes,");
      }
      const Made same = made(story);
      EXPECT_TRUE(same.findings.empty()) << changed;
      EXPECT_THAT(same.changes.made.front().row.not_told, HasSubstr("the few whose answer changed"));
      EXPECT_THAT(ran(story).page, HasSubstr("The change of the share who think that most people can be trusted is not "
                                             "told. Not shown, to protect the few whose answer changed."));
    }
  }
}

// A third of each wave is in both, and next to nobody of them changed an answer: the variance of the change among
// everyone must not say how many did.
TEST(Waves, TheErrorOfTheChangeAmongEveryoneDoesNotTellHowManyChangedTheirAnswers) {
  const auto p_value = [](bool two_changed) {
    Story story;
    story.population = "";
    std::string both = answers(1, {201, 300});
    if (two_changed) {
      both.replace(both.find(",no,"), 4, ",yes,");
      both.replace(both.rfind(",yes,"), 5, ",no,");
    }
    const std::string others = answers(2, {301, 500});
    story.second_csv = both + others.substr(others.find('\n') + 1);
    const Made made_of = made(story);
    EXPECT_FALSE(made_of.findings.contains(matched));
    EXPECT_FALSE(comparison_of(made_of, everyone).adjusted);
    return comparison_of(made_of, everyone).p.value_or(-1);
  };
  EXPECT_GT(p_value(false), 0);
  EXPECT_EQ(p_value(false), p_value(true));
}

// 360 of 400 answered in the first wave and the second, 359 of these in the third: one person's answer is the
// difference.
TEST(Waves, TwoMatchedGroupsOfOneWaveDoNotDifferByAFewPeople) {
  for (const int apart : {0, 1, 29, 60}) {
    Story story;
    story.indicators = score_toml;
    story.third = {101 + apart, 420};
    story.change =
        "[[change]]\nindicator = \"score\"\nfrom = \"w1\"\nto = \"w2\"\n[[change]]\nindicator = \"score\"\nfrom = "
        "\"w1\"\nto = \"w3\"\n";
    const Made waves = made(story);
    EXPECT_TRUE(waves.findings.contains("score_w1_matched_w1_w2"));
    EXPECT_EQ(waves.findings.contains("score_w1_matched_w1_w3"), apart == 0 || apart == 60) << apart;
  }
}

TEST(Waves, WithNobodyInBothWavesThereIsNoMatchedFigureAndTheReportSaysSo) {
  Story story;
  story.second = {301, 620};
  const Made apart = made(story);
  EXPECT_FALSE(apart.findings.contains(matched));
  EXPECT_TRUE(apart.findings.contains(everyone));
  EXPECT_THAT(apart.changes.made.front().row.not_matched, HasSubstr("Too few"));
}

TEST(Waves, ThoseWhoAnsweredOnlyOnceAreNotGivenAwayByThoseWhoAnsweredTwice) {
  for (const int only_once : {1, 9, 29}) {
    Story story;
    story.second = {1 + only_once, 300};
    EXPECT_FALSE(made(story).findings.contains(matched)) << only_once;
    EXPECT_FALSE(made(story).findings.contains(matched_before)) << only_once;
  }
}

TEST(Waves, TheReportSaysWhichOfTheThreeEachSentenceIs) {
  const Ran run = ran({});
  ASSERT_EQ(run.outcome.exit_code, 0) << run.outcome.err;
  EXPECT_THAT(run.page, HasSubstr("Change between waves"));
  EXPECT_THAT(run.page, HasSubstr("Among everyone who answered, the share who think that most people can be trusted "
                                  "was 53% and then 61% (+8 points;"));
  EXPECT_THAT(run.page,
              HasSubstr("With the make-up of Wave 2 in age, Wave 1 would have stood at 53%, and the change is "
                        "+8 ("));
  EXPECT_THAT(run.page, HasSubstr("Among the 200 people who answered both times, it was"));
  ASSERT_TRUE(run.findings.contains(everyone));
  EXPECT_EQ(run.findings.at(everyone)["benchmark"]["percent"], 53);
  EXPECT_EQ(run.findings.at(everyone)["benchmark"]["difference"], 8);
  EXPECT_EQ(run.findings.at(matched)["bases"]["unweighted"], 200);
  EXPECT_EQ(run.findings.at(matched)["benchmark"]["percent"], 54);  // 53.5%, and 60.5% is 61%
  EXPECT_EQ(run.findings.at(matched)["benchmark"]["difference"], 7);
  EXPECT_TRUE(run.findings.contains("trust_w1"));
}

TEST(Waves, AChangeIsNotShownWhereTheFigureOfOneWaveIsWithheld) {
  Story story;
  story.first = {1, 25};
  story.second = {301, 620};
  const Ran run = ran(story);
  ASSERT_EQ(run.outcome.exit_code, 0) << run.outcome.err;
  EXPECT_FALSE(run.findings.at("trust_w1")["withheld"].is_null());
  EXPECT_FALSE(run.findings.contains(everyone));
  EXPECT_THAT(run.page, HasSubstr("is not shown"));
}

constexpr const char* break_toml =
    "[[break]]\nquestion = \"trust\"\nwave = \"w2\"\nreason = \"It asked about neighbours only.\"\n";

TEST(Waves, AQuestionThatChangedStopsAPlannedChangeByFileAndLine) {
  Story story;
  story.instrument = break_toml;
  const Ran run = ran(story);
  EXPECT_EQ(run.outcome.exit_code, 1);
  EXPECT_THAT(run.outcome.err, HasSubstr("plan.toml:13"));
  EXPECT_THAT(run.outcome.err, HasSubstr("instruments/people.toml:15"));
  EXPECT_THAT(run.outcome.err, HasSubstr("It asked about neighbours only."));
}

TEST(Waves, ABridgeLetsItThroughAndIsToldWithTheFigure) {
  Story story;
  story.instrument = std::string(break_toml) +
                     "[[bridge]]\nquestion = \"trust\"\nwave = \"w2\"\nreason = \"Both were asked of 400 people.\"\n";
  const Ran run = ran(story);
  ASSERT_EQ(run.outcome.exit_code, 0) << run.outcome.err;
  EXPECT_THAT(run.page, HasSubstr("They are compared all the same: Both were asked of 400 people."));
  EXPECT_THAT(run.findings.at(everyone)["notes"].dump(), HasSubstr("bridged: Both were asked of 400 people."));
}

TEST(Waves, TheLineOfATrendStopsAtABreak) {
  Story story;
  story.change = "[[breakdown]]\nid = \"wave\"\ndimensions = [\"wave\"]\n";
  story.instrument = break_toml;
  const Ran broken = ran(story);
  ASSERT_EQ(broken.outcome.exit_code, 0) << broken.outcome.err;
  EXPECT_THAT(broken.page, HasSubstr("No line leads to Wave 2, because the question changed: It asked about"));
  story.instrument = "";
  EXPECT_THAT(ran(story).page, Not(HasSubstr("No line leads to")));
}

TEST(Waves, RoseNeedsAChangeThatBearsIt) {
  Story story;
  story.report = "# Trust\n\nTrust rose from {{share trust wave=w1}} to {{share trust wave=w2}}.\n";
  const Ran clustered = ran(story);  // eight points with twelve sites are no clear difference
  EXPECT_EQ(clustered.outcome.exit_code, 1);
  EXPECT_THAT(clustered.outcome.err, HasSubstr("report.md:3"));
  story.population = "random_sample = true\n";
  story.second_csv = "id,site,trust,age,score\n";
  for (int id = 301; id <= 700; ++id) {
    story.second_csv += std::to_string(id) + "," + std::to_string(id % 12) + (id % 10 < 8 ? ",yes" : ",no") +
                        (id % 2 < 1 ? ",young,5\n" : ",old,5\n");
  }
  const Ran apart = ran(story);
  EXPECT_EQ(apart.outcome.exit_code, 0) << apart.outcome.err;
}

TEST(Waves, EveryShareOfBothWavesIsMeantWhereTheChangeNamesNoIndicator) {
  Story story;
  story.change = "[[change]]\nfrom = \"w1\"\nto = \"w2\"\n";
  EXPECT_TRUE(made(story).findings.contains(everyone));
}

// A question may be called as it likes: it neither takes the place of a column of Kith's own nor loses its own.
TEST(Waves, AQuestionNeverMeetsAColumnOfKithsOwn) {
  for (const char* name : {"matched_pair", "matched", "in_study", "person_of_row", "person"}) {
    Story story;
    story.indicators = text::replace_all(score_toml, "question = \"score\"", fmt::format("question = \"{}\"", name));
    story.population = "";
    const Ran plain = [&] {
      Story same = story;
      same.indicators = score_toml;
      return ran(same);
    }();
    const tests::Scratch scratch;
    write(scratch / "study", story);
    for (const char* file : {"study/instruments/people.toml", "study/responses/w1.csv", "study/responses/w2.csv"}) {
      std::string bytes = tests::slurp(scratch / file);
      bytes.replace(bytes.find("score"), 5, name);
      tests::spit(scratch / file, bytes);
    }
    const tests::Outcome run = tests::kith({"run", (scratch / "study").string(), "--out", (scratch / "out").string()});
    ASSERT_EQ(run.exit_code, 0) << name << run.err;
    auto findings = tests::findings_in(scratch / "out");
    ASSERT_EQ(findings.size(), plain.findings.size()) << name;
    EXPECT_EQ(findings.at("score_all")["value"], plain.findings.at("score_all")["value"]) << name;
    EXPECT_EQ(findings.at(matched)["benchmark"], plain.findings.at(matched)["benchmark"]) << name;
  }
}

TEST(Waves, NobodyCanBeMadeAlikeInWhatAWaveHasNoAnswersTo) {
  Story story;
  story.second_csv = answers(2, story.second);
  for (const char* age : {",young,", ",old,"}) {
    story.second_csv = text::replace_all(story.second_csv, age, ",,");
  }
  const Ran run = ran(story);
  EXPECT_EQ(run.outcome.exit_code, 1);
  EXPECT_THAT(run.outcome.err, HasSubstr("plan.toml:13: the change of `trust` cannot be standardised by `age`: nobody "
                                         "in wave `w2` has an answer to it: remove it from `standardise`"));
}

TEST(Waves, APlanThatCannotBeIsRefusedWithTheNearestName) {
  Story story;
  story.change = "[[change]]\nindicator = \"trsut\"\nfrom = \"w2\"\nto = \"w1\"\n";
  EXPECT_THAT(ran(story).outcome.err, HasSubstr("wave `w1` does not come after `w2`"));
  story.change = "[[change]]\nindicator = \"trsut\"\nfrom = \"w1\"\nto = \"w2\"\n";
  EXPECT_THAT(ran(story).outcome.err, HasSubstr("trust"));
  story.change = "[[change]]\nindicator = \"trust\"\nfrom = \"w1\"\nto = \"w2\"\nstandardise = [\"agee\"]\n";
  EXPECT_THAT(ran(story).outcome.err, HasSubstr("age"));
}

}  // namespace
}  // namespace kith
