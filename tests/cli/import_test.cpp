// kith import and kith convert, as a shell sees them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "cli/main.h"
#include "data/import.h"
#include "data/responses.h"
#include "study/base_study.h"

namespace kith {
namespace {

using testing::HasSubstr;
using testing::Not;

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

constexpr const char* answers =
    "Respondent ID,project,I talk with people in my street,helped,motives,age,difference,Browser\n"
    "001,p1,Agree,agree,To meet people;help,34,\"=so, it began\",Firefox\n"
    "002,Hill Top,Don't know,,,29,,Safari\n";

constexpr const char* mapping = "[columns]\nid = \"Respondent ID\"\n";

// A study without answers, an export, and its mapping.
class Import : public testing::Test {
 protected:
  Import() : base_("import") {
    EXPECT_TRUE(base_.change("instruments/participants.toml", "neighbours in \\\"agree\\\",\\\"later\\\"",
                             "neighbours in \\\"agree\\\""));
    EXPECT_TRUE(base_.change(
        "study.toml", "[[responses]]\nfile = \"responses/w1.csv\"\npopulation = \"participant\"\nwave = \"w1\"\n", ""));
    write_file(base_.folder() / "exports/export.csv", answers);
    write_file(base_.folder() / "exports/export.map.toml", mapping);
  }

  std::string path(const std::string& name) const { return (base_.folder() / name).string(); }
  Outcome import(std::vector<std::string> more) const {
    std::vector<std::string> words{
        "import",    path("exports/export.csv"),     "--study", base_.folder().string(), "--wave", "w1",
        "--mapping", path("exports/export.map.toml")};
    words.insert(words.end(), more.begin(), more.end());
    return kith(words);
  }

  tests::BaseStudy base_;
};

TEST_F(Import, ADryRunShowsWhatWouldComeInAndChangesNothing) {
  const std::string study = read_file(path("study.toml"));
  const Outcome outcome = import({"--dry-run"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("export.csv: 2 rows, "));
  EXPECT_THAT(outcome.out, HasSubstr("neighbours         1  i_talk_with_people_in_my_street\n"));
  EXPECT_THAT(outcome.out, HasSubstr("Never chosen:\n  neighbours: disagree\n"));
  EXPECT_THAT(outcome.out, HasSubstr("Taken for granted:\n  `neighbours` is the column with its wording"));
  EXPECT_THAT(outcome.out, HasSubstr("Not carried:\n  1 column that no question asks for: Browser\n"));
  EXPECT_EQ(read_file(path("study.toml")), study);
  EXPECT_FALSE(std::filesystem::exists(path("responses")));
}

TEST_F(Import, TheAnswersAreStoredInCodesAndTheStudyNamesThem) {
  EXPECT_EQ(import({}).code, 0);
  EXPECT_EQ(read_file(path("responses/w1-participant.csv")),
            "id,project,neighbours,helped,age,difference,motives_meet,motives_help\n"
            "001,p1,agree,agree,34,\"=so, it began\",1,1\n"
            "002,p2,dont_know,,29,,,\n");
  const study::Study study = base_.load();
  ASSERT_EQ(study.responses.size(), 1U);
  EXPECT_EQ(study.responses[0].file, "responses/w1-participant.csv");
  Problems problems;
  std::vector<data::Loss> losses;
  const data::Table table = data::read_responses(study, study.responses[0], problems, losses);
  EXPECT_TRUE(problems.empty());
  EXPECT_TRUE(losses.empty());
  EXPECT_EQ(table.column("id").label_at(0), "001");
  EXPECT_EQ(table.column("neighbours").missing_at(1), data::Missing::DontKnow);
}

TEST_F(Import, OtherAnswersAreNotOverwrittenUnasked) {
  EXPECT_EQ(import({}).code, 0);
  EXPECT_EQ(import({}).code, 0);  // the same again
  EXPECT_TRUE(base_.change("exports/export.csv", "Firefox\n", "Firefox\n003,p1,Disagree,,,60,,\n"));
  const Outcome refused = import({});
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("the study has other answers in this file"));
  EXPECT_EQ(import({"--replace"}).code, 0);
  EXPECT_THAT(read_file(path("responses/w1-participant.csv")), HasSubstr("003,p1,disagree"));
  EXPECT_EQ(base_.load().responses.size(), 1U);
}

TEST_F(Import, EveryProblemIsNamedUnderThePathThatWasGiven) {
  EXPECT_TRUE(base_.change("exports/export.csv", "Hill Top,Don't know", "Hill Tip,Perhaps"));
  const Outcome outcome = import({});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_EQ(outcome.err, path("exports/export.csv") +
                             ":3: `Hill Tip` is no project of study.toml (1 row): did you mean `Hill Top`?\n" +
                             path("exports/export.csv") +
                             ":3: `Perhaps` is no option of `neighbours` (once): one of: agree, disagree, dont_know\n");
  EXPECT_FALSE(std::filesystem::exists(path("responses")));
}

TEST_F(Import, NothingIsSaidToBeKeptWhereSomethingIsWrong) {
  const std::string header = "Respondent ID,project,I talk with people in my street,helped,motives,age,difference\n";
  write_file(path("exports/export.csv"), header + "001,p1,Agree,agree,To meet people;help,34,so it began\n");
  EXPECT_THAT(import({"--dry-run"}).out, HasSubstr("Nothing was lost."));
  write_file(path("exports/export.csv"), header + "001,p1,Agreed,agree,To meet people;help,34,so it began\n");
  const Outcome outcome = import({"--dry-run"});
  EXPECT_NE(outcome.code, 0);
  EXPECT_THAT(outcome.out, Not(HasSubstr("Nothing was lost.")));
}

TEST_F(Import, UnknownWavesAndPopulationsAreWrongUsage) {
  const Outcome wave = kith({"import", path("exports/export.csv"), "--study", base_.folder().string(), "--wave", "w3"});
  EXPECT_EQ(wave.code, 2);
  EXPECT_THAT(wave.err, HasSubstr("unknown wave `w3`"));
  EXPECT_EQ(import({"--population", "staff"}).code, 2);
}

TEST_F(Import, ConvertSaysWhatWasLost) {
  const Outcome outcome = kith({"convert", path("exports/export.csv"), path("out.sav")});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("out.sav: 2 rows, 8 columns\nNothing was lost.\n"));
  const data::Table back = data::read(path("out.sav")).table;
  EXPECT_EQ(back.column("i_talk_with_people_in_my_street").label, "I talk with people in my street");
  const Outcome flat = kith({"convert", path("out.sav"), path("out.csv")});
  EXPECT_EQ(flat.code, 0);
  EXPECT_THAT(flat.out, HasSubstr("Not carried:\n"));
  EXPECT_THAT(flat.out, HasSubstr("`i_talk_with_people_in_my_street`: the words of its question"));
  EXPECT_EQ(kith({"convert", path("exports/export.csv"), path("out.pdf")}).code, 2);
  EXPECT_EQ(kith({"convert", path("nothing.csv"), path("out.csv")}).code, 1);
}

}  // namespace
}  // namespace kith
