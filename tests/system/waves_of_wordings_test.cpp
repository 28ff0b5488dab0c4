// Waves that were asked with different questionnaires: what Kith sees by itself, and what it makes of the answers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

#include "base/text.h"
#include "system/two_waves.h"

namespace kith {
namespace {

using namespace tests::waves;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* for_all = "[[change]]\nfrom = \"w1\"\nto = \"w2\"\n";

// The questionnaire of wave 1, with `was` for the text and the options of `trust`.
Story story_of(const std::string& words, const std::string& options) {
  Story story;
  story.first_instrument = instrument_toml;
  const std::string now_words = "Can most people be trusted?";
  const std::string now_options = R"([{ code = "yes", label = "Yes" }, { code = "no", label = "No" }])";
  story.first_instrument.replace(story.first_instrument.find(now_words), now_words.size(), words);
  story.first_instrument.replace(story.first_instrument.find(now_options), now_options.size(), options);
  return story;
}

const std::string same_words = "Can most people be trusted?";
const std::string same_options = R"([{ code = "yes", label = "Yes" }, { code = "no", label = "No" }])";

TEST(WavesOfWordings, TheSameQuestionInAnotherFileIsNoChange) {
  EXPECT_TRUE(made(story_of(same_words, same_options)).findings.contains(everyone));
}

TEST(WavesOfWordings, OtherWordsStopAPlannedChangeAndNameTheLine) {
  const Ran run = ran(story_of("Can most neighbours be trusted?", same_options));
  EXPECT_EQ(run.outcome.exit_code, 1);
  EXPECT_THAT(run.outcome.err, AllOf(HasSubstr("instruments/before.toml:3"), HasSubstr("plan.toml:13"),
                                     HasSubstr("\u201CCan most neighbours be trusted?\u201D")));
}

TEST(WavesOfWordings, AnotherOptionIsAChangeToo) {
  const Ran run = ran(story_of(
      same_words,
      R"([{ code = "yes", label = "Yes" }, { code = "maybe", label = "It depends" }, { code = "no", label = "No" }])"));
  EXPECT_EQ(run.outcome.exit_code, 1);
  EXPECT_THAT(run.outcome.err, HasSubstr("Its answers were \u201CYes / It depends / No\u201D and became"));
}

TEST(WavesOfWordings, AChangeForAllIndicatorsSaysWhatItLeavesOut) {
  Story story = story_of("Can most neighbours be trusted?", same_options);
  story.change = for_all;
  story.indicators = score_toml;
  const Ran run = ran(story);
  ASSERT_EQ(run.outcome.exit_code, 0) << run.outcome.err;
  EXPECT_TRUE(run.findings.contains("score_w2_change_w1_w2"));
  EXPECT_FALSE(run.findings.contains(everyone));
  EXPECT_THAT(run.page, AllOf(HasSubstr("Not followed"),
                              HasSubstr("<li>Trust, Wave 1 to Wave 2: Its words were \u201CCan most neighbours be "
                                        "trusted?\u201D")));
  const tests::Scratch scratch;
  write(scratch / "study", story);
  const tests::Outcome check = tests::kith({"check", (scratch / "study").string()});
  EXPECT_THAT(check.out, HasSubstr("`trust` is not followed from w1 to w2"));
}

TEST(WavesOfWordings, WhatAStudyDeclaresComesBeforeWhatIsSeen) {
  Story story = story_of("Can most neighbours be trusted?", same_options);
  story.instrument = "[[break]]\nquestion = \"trust\"\nwave = \"w2\"\nreason = \"It asked about neighbours only.\"\n";
  const Ran run = ran(story);
  EXPECT_THAT(run.outcome.err, AllOf(HasSubstr("It asked about neighbours only."), Not(HasSubstr("Its words were"))));
}

TEST(WavesOfWordings, TheAnnexSaysWhichWaveHadWhichQuestionnaire) {
  Story story = story_of("Can most neighbours be trusted?", same_options);
  story.change.clear();
  const Ran run = ran(story);
  ASSERT_EQ(run.outcome.exit_code, 0) << run.outcome.err;
  const std::size_t first = run.page.find("<summary>Questionnaire (Wave 1)</summary>"),
                    second = run.page.find("<summary>Questionnaire (Wave 2)</summary>"),
                    words = run.page.find("Can most neighbours be trusted?", first);
  ASSERT_TRUE(first != std::string::npos && second != std::string::npos && words != std::string::npos);
  EXPECT_EQ(first < second, words < second) << "under its own heading";
}

TEST(WavesOfWordings, ABridgeNeedsNoBreakThatKithSees) {
  Story story = story_of("Can most neighbours be trusted?", same_options);
  story.instrument = "[[bridge]]\nquestion = \"trust\"\nwave = \"w2\"\nreason = \"Both were asked of 400 people.\"\n";
  const Ran run = ran(story);
  ASSERT_EQ(run.outcome.exit_code, 0) << run.outcome.err;
  EXPECT_THAT(run.page, HasSubstr("They are compared all the same: Both were asked of 400 people."));
}

// Answers of wave 1 carry its own codes and labels; the figure of each wave is of the answers it could have.
TEST(WavesOfWordings, AnswersAreReadWithTheirOwnQuestionnaire) {
  Story story =
      story_of(same_words, R"([{ code = "no", label = "Not at all" }, { code = "yes", label = "By and large" },
    { code = "dk", label = "Cannot say", missing = "dont_know" }])");
  story.change = "[[breakdown]]\nid = \"wave\"\ndimensions = [\"wave\"]\n";
  const tests::Scratch scratch;
  write(scratch / "study", story);
  std::string csv = tests::slurp(scratch / "study/responses/w1.csv");
  int said = 0;
  for (std::size_t at = csv.find(",no,"); at != std::string::npos && said < 40; at = csv.find(",no,", at + 1)) {
    csv.replace(at, 4, said++ % 2 == 0 ? ",dk," : ",Not at all,");
  }
  tests::spit(scratch / "study/responses/w1.csv", csv);
  const tests::Outcome run = tests::kith({"run", (scratch / "study").string(), "--out", (scratch / "out").string()});
  ASSERT_EQ(run.exit_code, 0) << run.err;
  auto findings = tests::findings_in(scratch / "out");
  EXPECT_EQ(findings.at("trust_w1")["bases"]["unweighted"], 280);
  EXPECT_EQ(findings.at("trust_w1")["percent"], 57);  // 160 of 280
  EXPECT_EQ(findings.at("trust_w2")["percent"], 61);
}

TEST(WavesOfWordings, AQuestionOfAnotherKindIsAnotherQuestion) {
  Story story = story_of(same_words, same_options);
  const std::string number = "type = \"number\"\n";
  story.first_instrument.replace(story.first_instrument.find(number), number.size(), "type = \"text\"\n");
  const Ran run = ran(story);
  EXPECT_EQ(run.outcome.exit_code, 1);
  EXPECT_THAT(run.outcome.err, HasSubstr("`score` takes an answer in words here and a number in `people`"));
}

TEST(WavesOfWordings, AnIndicatorThatCouldNotBeSaidInAWaveIsRefused) {
  const Ran run = ran(story_of(same_words, R"([{ code = "1", label = "Yes" }, { code = "2", label = "No" }])"));
  EXPECT_EQ(run.outcome.exit_code, 1);
  EXPECT_THAT(run.outcome.err,
              HasSubstr("`trust` of `before` has none of the options that indicator `trust` counts (yes)"));
}

TEST(WavesOfWordings, AnUnknownQuestionnaireIsNamed) {
  Story story = story_of(same_words, same_options);
  const tests::Scratch scratch;
  write(scratch / "study", story);
  std::string study = tests::slurp(scratch / "study/study.toml");
  study.replace(study.find("\"before\""), 8, "\"befor\"");
  tests::spit(scratch / "study/study.toml", study);
  const tests::Outcome run = tests::kith({"check", (scratch / "study").string()});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.err, AllOf(HasSubstr("study.toml:"), HasSubstr("befor"), HasSubstr("`before`")));
}

// A break in the instrument of one wave would be overlooked, and two wordings in one wave be one figure.
TEST(WavesOfWordings, NothingIsOverlooked) {
  Story story = story_of(same_words, same_options);
  story.first_instrument += "[[break]]\nquestion = \"trust\"\nwave = \"w2\"\nreason = \"Other words.\"\n";
  EXPECT_THAT(ran(story).outcome.err, HasSubstr("the breaks and bridges of `before` are not read"));
  story = story_of("Can most neighbours be trusted?", same_options);
  const tests::Scratch scratch;
  write(scratch / "study", story);
  std::string study = tests::slurp(scratch / "study/study.toml");
  study.replace(study.rfind("wave = \"w2\""), 11, "wave = \"w1\"");
  tests::spit(scratch / "study/study.toml", study);
  tests::spit(scratch / "study/plan.toml", tests::trust_plan_toml);
  EXPECT_THAT(tests::kith({"check", (scratch / "study").string()}).err,
              HasSubstr("`trust` was asked in two ways in wave `w1`"));
}

TEST(WavesOfWordings, GroupsThatWereAskedForInAnotherWayDoNotStandardise) {
  Story story = story_of(same_words, same_options);
  const std::string now = "Under 40";
  story.first_instrument.replace(story.first_instrument.find(now), now.size(), "Under 30");
  EXPECT_THAT(ran(story).outcome.err, AllOf(HasSubstr("plan.toml:"), HasSubstr("its groups are not the same")));
}

// Nobody of a wave could choose what its questionnaire did not have, so there is no 0% to tell.
TEST(WavesOfWordings, AnOptionHasAFigureInTheWavesThatHadIt) {
  Story story = story_of(
      same_words,
      R"([{ code = "yes", label = "Yes" }, { code = "maybe", label = "It depends" }, { code = "no", label = "No" }])");
  story.change = "[[breakdown]]\nid = \"wave\"\ndimensions = [\"wave\"]\n";
  story.indicators =
      "[[indicator]]\nid = \"said\"\npopulation = \"neighbour\"\nquestion = \"trust\"\nlabel = \"said so\"\n";
  const Ran run = ran(story);
  ASSERT_EQ(run.outcome.exit_code, 0) << run.outcome.err;
  EXPECT_TRUE(run.findings.contains("said_w1_maybe"));
  EXPECT_FALSE(run.findings.contains("said_w2_maybe"));
  EXPECT_TRUE(run.findings.contains("said_w2_yes"));
}

// The study of `story` with the questionnaire of wave 1 alone given to `waves` in its stead.
tests::Outcome checked(const Story& story, const std::vector<std::string>& waves) {
  const tests::Scratch scratch;
  write(scratch / "study", story);
  std::string study = tests::slurp(scratch / "study/study.toml");
  const std::string own = "instrument = \"before\"\n";
  study.erase(study.find(own), own.size());
  for (const std::string& wave : waves) {
    study.insert(study.rfind("wave = \"" + wave + "\""), own);
  }
  tests::spit(scratch / "study/study.toml", study);
  return tests::kith({"check", (scratch / "study").string()});
}

// The population's own questionnaire may have what no wave was asked; no figure can be made of it.
TEST(WavesOfWordings, WhatNoWaveWasAskedIsNamedWhereItStands) {
  Story story = story_of(same_words, same_options);
  story.instrument = "[[question]]\nname = \"clubs\"\ntext = \"Are you in a club?\"\ntype = \"number\"\n";
  EXPECT_EQ(checked(story, {"w1", "w2"}).exit_code, 0);
  story.indicators = text::replace_all(score_toml, "score\"", "clubs\"");
  EXPECT_THAT(checked(story, {"w1"}).err, Not(HasSubstr("no wave was asked")));
  const tests::Outcome never = checked(story, {"w1", "w2"});
  EXPECT_EQ(never.exit_code, 1);
  EXPECT_THAT(never.err, HasSubstr("instruments/people.toml:15: no wave was asked `clubs`, which indicator `clubs` "
                                   "counts: it is not in `before`: "));
}

TEST(WavesOfWordings, NobodyCanBeMadeAlikeInWhatAWaveWasNotAsked) {
  Story story = story_of(same_words, same_options);
  const std::size_t age = story.first_instrument.find("[[question]]\nname = \"age\"");
  story.first_instrument.erase(age, story.first_instrument.find("[[question]]\nname = \"score\"") - age);
  const std::string told =
      "plan.toml:17: `age` was not asked in wave `w1`, whose instrument is `before`: nobody there can be put in its "
      "groups: remove it from `standardise`";
  const tests::Outcome check = checked(story, {"w1"});
  EXPECT_EQ(check.exit_code, 1);
  EXPECT_THAT(check.err, HasSubstr(told));
  story.change = std::string(for_all) + "standardise = [\"age\"]\n";
  story.indicators = score_toml;
  const std::string all = checked(story, {"w1"}).err;
  const std::size_t first = all.find("`age` was not asked");
  ASSERT_NE(first, std::string::npos) << all;
  EXPECT_EQ(all.find("`age` was not asked", first + 1), std::string::npos) << all;
}

// In other words in wave 2 alone: the first and the third may be compared, neither with the second.
TEST(WavesOfWordings, AQuestionThatChangedBackIsTheSameQuestion) {
  Story story = story_of("Can most neighbours be trusted?", same_options);
  story.third = {101, 420};
  const auto change = [](const char* from, const char* to) {
    return fmt::format("[[change]]\nindicator = \"trust\"\nfrom = \"{}\"\nto = \"{}\"\n", from, to);
  };
  story.change = change("w1", "w3");
  EXPECT_EQ(checked(story, {"w2"}).exit_code, 0) << checked(story, {"w2"}).err;
  for (const auto& [from, to] : {std::pair("w1", "w2"), std::pair("w2", "w3")}) {
    story.change = change(from, to);
    EXPECT_THAT(checked(story, {"w2"}).err, HasSubstr("`trust` cannot be followed")) << from << to;
  }
  story.change = change("w1", "w3");
  EXPECT_EQ(checked(story, {"w1", "w2"}).exit_code, 1);
  story.instrument = "[[break]]\nquestion = \"trust\"\nwave = \"w3\"\nreason = \"It came after other questions.\"\n";
  EXPECT_THAT(checked(story, {"w2"}).err, HasSubstr("It came after other questions."));
}

// A survey platform's file of an earlier wave comes in with the questionnaire of that wave.
TEST(WavesOfWordings, AnImportNamesTheQuestionnaireItWasAskedWith) {
  Story story = story_of("Can most neighbours be trusted?", same_options);
  story.change = "";
  const tests::Scratch scratch;
  write(scratch / "study", story);
  std::string study = tests::slurp(scratch / "study/study.toml");
  study.erase(study.find("[[responses]]"),
              study.find("[[responses]]", study.find("[[responses]]") + 1) - study.find("[[responses]]"));
  tests::spit(scratch / "study/study.toml", study);
  fs::rename(scratch / "study/responses/w1.csv", scratch / "platform.csv");
  const tests::Outcome run = tests::kith({"import", (scratch / "platform.csv").string(), "--study",
                                          (scratch / "study").string(), "--wave", "w1", "--instrument", "before"});
  ASSERT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(tests::slurp(scratch / "study/study.toml"), HasSubstr("instrument = \"before\""));
  EXPECT_EQ(tests::kith({"check", (scratch / "study").string()}).exit_code, 0);
}

}  // namespace
}  // namespace kith
