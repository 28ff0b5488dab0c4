#include "study/load.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <string>

#include "base/file.h"
#include "study/base_study.h"

namespace kith {
namespace {

using study::Study;

TEST(Load, TheBaseStudyHasNoProblem) {
  EXPECT_EQ(tests::BaseStudy("whole").problems(), "");
}

TEST(Load, ResolvesWhatOneFileSaysOfAnother) {
  const tests::BaseStudy base("resolved");
  const Study study = base.load();
  EXPECT_EQ(study.wave, "w1") << "the last wave with responses: wave 2 is only planned";
  EXPECT_DOUBLE_EQ(study.smallest_difference, 0.04);
  EXPECT_EQ(study.disclosure.minimum_cell, 12);
  EXPECT_EQ(study.disclosure.withhold_below, 30);
  EXPECT_EQ(study.programme("lc")->funded_projects, 3);
  EXPECT_EQ(study.programme("ac")->noun, "Active Communities") << "the noun is the name unless given";
  EXPECT_EQ(study.population("participant")->plural, "participants");
  EXPECT_EQ(study.population("participant")->clusters, std::vector<std::string>{"project"});
  const study::Instrument* instrument = study.instrument_of(*study.population("participant"));
  ASSERT_NE(instrument, nullptr);
  EXPECT_EQ(instrument->question("helped")->options.size(), 3U) << "options of a shared scale";
  EXPECT_EQ(instrument->question("neighbours")->option("dont_know")->missing, "dont_know");
  EXPECT_EQ(study.indicator("neighbours")->research_question, "For whom?");
  EXPECT_EQ(study.indicator("helped")->section, "later") << "the last section unless given";
  EXPECT_TRUE(study.indicator("age")->sensitive) << "as its question is";
  EXPECT_EQ(study.comparisons.at(0).family, "headline");
  EXPECT_EQ(study.coded.at(0).themes, (std::vector<std::string>{"networks", "friends"}));
  EXPECT_EQ(study.left_out.at(0).cell.at("nation"), "sct");
  EXPECT_EQ(study.indicator("neighbours")->where.file, "plan.toml");
  EXPECT_EQ(study.indicator("neighbours")->where.line, 20);
}

TEST(Load, HoldsAGradeAAsBWhenTheQuestionIsAnother) {
  const auto held = [](const std::string& name, const std::string& from, const std::string& to) {
    const tests::BaseStudy base(name);
    EXPECT_TRUE(base.change("benchmarks/national.toml", from, to));
    const Study study = base.load();
    const study::Benchmark* benchmark = study.benchmark("neighbours", "deprived");
    return std::string(1, benchmark->grade) + ": " + benchmark->grade_note;
  };
  EXPECT_EQ(held("same_words", "I talk with people in my street", "I talk, with people in my Street."), "A: ");
  EXPECT_EQ(held("other_words", "I talk with people in my street", "I love my neighbours"),
            "B: Held as B: the wording is not the same.");
  EXPECT_EQ(held("other_scale", "2-point agreement", "4-point agreement"),
            "B: Held as B: their scale has 4 points, ours 2.");
}

TEST(Load, HoldsAGradeAAsBWhenItsPassportHasGaps) {
  const tests::BaseStudy base("grades");
  const Study study = base.load();
  EXPECT_EQ(study.benchmark("neighbours", "deprived")->grade, 'A');
  EXPECT_EQ(study.benchmark("neighbours", "deprived")->grade_note, "");
  EXPECT_EQ(study.benchmark("helped", "deprived")->grade, 'B');
  EXPECT_EQ(study.benchmark("helped", "deprived")->grade_note,
            "Held as B: not stated by the source: wording, scale, mode, fieldwork dates, geography, cut, base.");
}

TEST(Load, KeepsTheHashOfEveryFileItRead) {
  const tests::BaseStudy base("hashes");
  const Study study = base.load();
  EXPECT_EQ(study.hashes.size(), 7U);
  EXPECT_EQ(study.hashes.at("plan.toml"), sha256(read_file(base.folder() / "plan.toml")));
  EXPECT_TRUE(study.hashes.contains("instruments/participants.toml"));
}

TEST(Load, TakesTheNarrativeAsItIs) {
  const tests::BaseStudy base("narrative");
  ASSERT_TRUE(base.change("report.md", "", "# Headline\n"));
  EXPECT_EQ(base.load().narrative.text, "# Headline\n");
}

TEST(Load, AFolderThatIsNotThereIsTheAuthorsProblem) {
  try {
    (void)study::load("no/such/folder");
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "no/such/folder: there is no such folder: `kith new` makes a study");
  }
}

TEST(Load, AnEmptyFolderLacksItsFiles) {
  const tests::BaseStudy base("empty");
  for (const auto& entry : std::filesystem::directory_iterator(base.folder())) {
    std::filesystem::remove_all(entry.path());
  }
  EXPECT_EQ(base.problems(),
            "plan.toml: the study has no plan.toml: `kith new` makes a study from a template\n"
            "study.toml: the study has no study.toml: `kith new` makes a study from a template");
}

TEST(Load, ResponsesOfAStudyWithoutAWaveAreNamedByTheirLine) {
  const tests::BaseStudy base("no-wave");
  std::string text = read_file(base.folder() / "study.toml");
  for (std::size_t at = text.find("[[wave]]"); at != std::string::npos; at = text.find("[[wave]]")) {
    text.erase(at, text.find("\n[", at + 1) - at + 1);
  }
  write_file(base.folder() / "study.toml", text);
  const std::string problems = base.problems();
  const auto line =
      1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(text.find("[[responses]]")), '\n');
  EXPECT_NE(problems.find("study.toml:" + std::to_string(line) +
                          ": there are responses, and the study names no wave: add [[wave]]"),
            std::string::npos)
      << problems;
}

TEST(Load, NestingThatCouldExhaustTheStackIsAProblem) {
  for (const std::string& bomb : {"a = " + std::string(100000, '['), "a" + [] {
                                    std::string dots;
                                    for (int i = 0; i < 100000; ++i) {
                                      dots += ". a ";
                                    }
                                    return dots;
                                  }() + "= 1"}) {
    const tests::BaseStudy base("bomb");
    ASSERT_TRUE(base.change("theory.toml", "", bomb));
    EXPECT_TRUE(base.problems().starts_with("theory.toml:")) << base.problems().substr(0, 200);
  }
}

TEST(Maryland, LevelFollowsFromTheFacts) {
  study::DesignFacts facts;
  EXPECT_EQ(maryland_level(facts), 1);
  facts.reweighted = true;
  EXPECT_EQ(maryland_level(facts), 1) << "reweighted to nothing";
  facts.comparator = true;
  EXPECT_EQ(maryland_level(facts), 2);
  facts.reweighted = false;
  EXPECT_EQ(maryland_level(facts), 1) << "a comparison group that was not made alike";
  facts.baseline = true;
  EXPECT_EQ(maryland_level(facts), 3);
  facts.comparator = false;
  facts.panel = true;
  EXPECT_EQ(maryland_level(facts), 1) << "before and after, without a comparison group";
  facts.random_assignment = true;
  EXPECT_EQ(maryland_level(facts), 5);
}

}  // namespace
}  // namespace kith
