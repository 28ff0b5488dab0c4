// kith check and kith new, as a shell sees them.
#include <gtest/gtest.h>

#include <algorithm>

#include "cli/main.h"
#include "cli/text_table.h"
#include "study/base_study.h"

namespace kith {
namespace {

struct Outcome {
  int code = 0;
  std::string out, err;
};

Outcome kith(std::vector<std::string> words) {
  words.insert(words.begin(), "kith");
  std::vector<char*> arguments;
  for (std::string& word : words) {
    arguments.push_back(word.data());
  }
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  Outcome outcome;
  outcome.code = cli::run(static_cast<int>(arguments.size()), arguments.data());
  std::fflush(stdout);
  outcome.out = ::testing::internal::GetCapturedStdout();
  outcome.err = ::testing::internal::GetCapturedStderr();
  return outcome;
}

TEST(Check, SaysWhatASoundStudyHolds) {
  const tests::BaseStudy base("check-sound");
  const Outcome outcome = kith({"check", base.folder().string()});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(outcome.out,
            "A small study\n"
            "\n"
            "PROGRAMME  NAME                 PROJECTS  FUNDED\n"
            "lc         Local Conversations         1       3\n"
            "ac         Active Communities          1\n"
            "\n"
            "NATION  NAME      PROJECTS\n"
            "eng     England          1\n"
            "sct     Scotland         1\n"
            "\n"
            "WAVE  NAME    FIELDWORK                   FILES\n"
            "w1    Wave 1  2021-04-01 to 2021-07-31        1  reported\n"
            "w2    Wave 2  2022-03-01 to 2022-04-30  planned\n"
            "\n"
            "POPULATION   INSTRUMENT    QUESTIONS  INDICATORS  COMPARISONS\n"
            "participant  participants          5           5            1\n"
            "\n"
            "2 breakdowns, 2 benchmarks, 2 themes, 1 cell left out, 1 quote; design of Maryland level 1\n");
}

TEST(Check, PrintsEveryProblemOnALineOfItsOwn) {
  const tests::BaseStudy base("check-broken");
  ASSERT_TRUE(base.change("plan.toml", "question = \"motives\"", "question = \"motive\""));
  ASSERT_TRUE(base.change("theory.toml", "to = \"power\"", "to = \"powr\""));
  const Outcome outcome = kith({"check", base.folder().string()});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err,
            "plan.toml:41: unknown question `motive`: did you mean `motives`?\n"
            "theory.toml:14: unknown node `powr`: did you mean `power`?\n");
}

TEST(Check, WithoutAFolderIsWrongUsage) {
  EXPECT_EQ(kith({"check"}).code, 2);
}

TEST(New, MakesAStudyThatChecksAndRefusesToMakeItTwice) {
  const tests::BaseStudy base("new");
  const std::string folder = (base.folder() / "fresh").string();
  EXPECT_EQ(kith({"new", folder}).code, 0);
  EXPECT_EQ(kith({"check", folder}).code, 0);
  const Outcome again = kith({"new", folder});
  EXPECT_EQ(again.code, 1);
  EXPECT_NE(again.err.find("the folder is not empty"), std::string::npos) << again.err;
}

TEST(TextTable, AlignsByWhatPeopleSee) {
  EXPECT_EQ(cli::text_table({{"NAME"}, {"N", cli::Align::Right}}, {{"Caf\xc3\xa9", "7"}, {"Garden", "1,024"}}),
            "NAME        N\n"
            "Caf\xc3\xa9        7\n"
            "Garden  1,024\n");
}

}  // namespace
}  // namespace kith
