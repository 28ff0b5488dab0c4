#include "run/scaffold.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <optional>

#include "base/file.h"
#include "base/problem.h"
#include "data/import.h"
#include "data/responses.h"
#include "run/evaluation.h"
#include "study/load.h"
#include "support/shared.h"

namespace kith::run {
namespace {

namespace fs = std::filesystem;

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("kith-scaffold-" + std::to_string(::getpid()))) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  Folder(Folder&&) = delete;
  Folder& operator=(Folder&&) = delete;
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  fs::path operator/(const fs::path& name) const { return path_ / name; }

 private:
  fs::path path_;
};

std::vector<std::string> codes(const study::Question& question) {
  std::vector<std::string> found;
  for (const study::Option& option : question.options) {
    found.push_back(option.code);
  }
  return found;
}

using Codes = std::vector<std::string>;

// What SurveyMonkey writes: two header rows, a question above its first column; and columns of other platforms.
constexpr const char* exported =
    "Respondent ID,Start Date,\"The street, it's friendly?\",\"Why did you come?\",,,Mode,weight,Anything else?\n"
    ",,Response,To meet people,To help,Other (please specify),Response,Response,Open-Ended Response\n"
    "101,01/02/2024,Agree,To meet people,,,Web,1.25,\"It was \"\"great\"\"\"\n"
    "102,01/02/2024,Strongly agree,To meet people,To help,,Paper,0.5,Nothing to add\n"
    "103,02/02/2024,Disagree,,To help,,Web,1,I liked the tea\n"
    "104,02/02/2024,Don't know,,,,Paper,1.5,More please\n"
    "105,03/02/2024,Agree,To meet people,,,Web,0.75,The walk was long\n"
    "106,03/02/2024,Strongly disagree,,To help,,Web,1,Come to our street\n"
    "107,03/02/2024,Neither agree nor disagree,To meet people,To help,,Web,1,Yes\n"
    "108,04/02/2024,Strongly agree,To meet people,,,Paper,1,The bench is broken\n";

class FromFile : public ::testing::Test {
 protected:
  FromFile() {
    write_file(file, exported);
    made = study_from_file(file);
    made.files.commit(folder / "study");
    study = study::load(folder / "study");
  }

  const study::Question& question(const std::string& name) const {
    const study::Question* found = study.instruments.at(0).question(name);
    EXPECT_NE(found, nullptr) << name;
    static const study::Question none;
    return found == nullptr ? none : *found;
  }

  Folder folder;
  fs::path file = folder / "export.csv";
  NewStudy made;
  study::Study study;
};

TEST_F(FromFile, KeepsTheFileAsItCame) {
  EXPECT_EQ(read_file(folder / "study/responses/export.csv"), exported);
  EXPECT_EQ(study.responses.at(0).file, "responses/export.csv");
  EXPECT_EQ(study.responses.at(0).mapping, "responses/export.map.toml");
}

TEST_F(FromFile, PutsAnswersInTheOrderOfTheirScaleAndNotOfTheFile) {
  const study::Question& street = question("the_street_its_friendly");
  EXPECT_EQ(street.text, "The street, it's friendly?");
  EXPECT_TRUE(street.ordered);
  EXPECT_EQ(codes(street), (Codes{"strongly_agree", "agree", "neither_agree_nor_disagree", "disagree",
                                  "strongly_disagree", "dont_know"}));
  EXPECT_EQ(street.option("dont_know")->missing, "dont_know");
  EXPECT_EQ(street.option("agree")->missing, "");
}

TEST_F(FromFile, TellsQuestionsFromIdentifiersTimesAndWeights) {
  EXPECT_EQ(study.populations.at(0).id, "respondent_id");
  EXPECT_EQ(study.populations.at(0).weight, "") << "a weight is proposed, never taken";
  const std::string text = read_file(folder / "study/study.toml");
  EXPECT_NE(text.find("# guess: this column is a weight"), std::string::npos) << text;
  EXPECT_NE(text.find("# weight = \"weight\""), std::string::npos) << text;
  const std::string instrument = read_file(folder / "study/instruments/questionnaire.toml");
  EXPECT_NE(instrument.find("# left out: \"start_date\" (when or how it was answered)"), std::string::npos)
      << instrument;
  EXPECT_EQ(question("anything_else").type, study::QuestionType::Text);
  EXPECT_EQ(study.indicator("anything_else"), nullptr) << "an open question has no figure";
}

TEST_F(FromFile, ReportsEveryOptionOfEveryClosedQuestion) {
  ASSERT_NE(study.indicator("the_street_its_friendly"), nullptr);
  EXPECT_TRUE(study.indicator("the_street_its_friendly")->positive.empty());
  EXPECT_EQ(study.indicator("the_street_its_friendly")->label, "The street, it's friendly?");
}

TEST_F(FromFile, DoesNotTakeADimensionsNameForAQuestion) {
  EXPECT_EQ(question("q_mode").text, "Mode");
  EXPECT_NE(read_file(folder / "study/responses/export.map.toml").find("q_mode = \"Mode\""), std::string::npos);
}

TEST_F(FromFile, MarksEveryGuess) {
  std::size_t marked = 0;
  for (const fs::path& path : files_below(folder / "study", {".toml"})) {
    const std::string text = read_file(path);
    for (std::size_t at = text.find("# guess:"); at != std::string::npos; at = text.find("# guess:", at + 1)) {
      ++marked;
    }
  }
  EXPECT_EQ(made.guesses, marked);
  EXPECT_GE(marked, 4U);
}

TEST_F(FromFile, ReadsItsOwnResponses) {
  Problems problems;
  const data::Reception read = data::receive(study, study.responses.at(0), problems);
  ASSERT_TRUE(problems.empty()) << to_text(problems.items().front());
  EXPECT_EQ(read.table.rows(), 8U);
  EXPECT_EQ(read.questions.size(), 4U);
  const data::Column& street = read.table.column("the_street_its_friendly");
  EXPECT_EQ(street.label_at(1), "Strongly agree");
  EXPECT_EQ(street.missing_at(3), data::Missing::DontKnow);
  EXPECT_EQ(read.table.column("why_did_you_come_to_help").label_at(1), "Yes");
}

TEST_F(FromFile, RunsAtOnceAndDescribesEveryClosedQuestion) {
  const Release release = evaluate(study);
  EXPECT_FALSE(release.files.names().empty());
  std::size_t described = 0;
  for (const finding::Finding& finding : release.analyst) {
    described += finding.indicator == "the_street_its_friendly" || finding.indicator == "why_did_you_come" ? 1U : 0U;
  }
  EXPECT_EQ(described, 5U + 3U) << "five options of one question, three ticks of the other";
}

TEST_F(FromFile, GivesTheSameBytesTwice) {
  study_from_file(file).files.commit(folder / "again");
  for (const fs::path& path : files_below(folder / "study", {".toml"})) {
    EXPECT_EQ(read_file(path), read_file(folder / "again" / path.lexically_relative(folder / "study"))) << path;
  }
}

TEST(Scaffold, FindsTickedColumnsAndAnswersBetweenSemicolons) {
  const Folder folder;
  write_file(folder / "ticks.csv",
             "q1_1,q1_2,why/tea,why/talk,why/walk,likes,age\n"
             "Radio,Not selected,1,0,0,tea;cake,34\n"
             "Not selected,Paper,0,1,1,cake,51\n"
             "Radio,Paper,1,1,0,tea,29\n"
             "Not selected,Not selected,0,0,1,tea;cake;talk,77\n"
             "Radio,Paper,1,0,1,talk,62\n");
  study_from_file(folder / "ticks.csv").files.commit(folder / "study");
  const study::Study study = study::load(folder / "study");
  const study::Instrument& instrument = study.instruments.at(0);
  EXPECT_EQ(instrument.question("q1")->type, study::QuestionType::Multiple);
  EXPECT_EQ(codes(*instrument.question("q1")), (Codes{"radio", "paper"}));
  EXPECT_EQ(codes(*instrument.question("why")), (Codes{"tea", "talk", "walk"}));
  EXPECT_EQ(instrument.question("likes")->type, study::QuestionType::Multiple);
  EXPECT_EQ(codes(*instrument.question("likes")), (Codes{"cake", "talk", "tea"}));
  EXPECT_NE(read_file(folder / "study/responses/ticks.map.toml").find("[multiple.q1.columns]"), std::string::npos);
}

// Google Forms in a sheet, SurveyMonkey condensed: several answers between commas, some options with a comma of their
// own, and what people wrote under "Other".
TEST(Scaffold, FindsAnswersBetweenCommasAndOptionsThatHoldOne) {
  const Folder folder;
  std::string rows = "Timestamp,Why did you come?,How do you travel?\n";
  const std::vector<std::string> answers{"To meet people, To help my street, or my estate",
                                         "To meet people",
                                         "To help my street, or my estate",
                                         "To learn, To meet people",
                                         "To help my street, or my estate, To learn",
                                         "To learn"};
  const std::vector<std::string> travel{"Yes, always by bus", "Yes, often by car", "No, never by bus"};
  for (std::size_t row = 0; row < 60; ++row) {
    rows +=
        "2024-01-01,\"" + (row == 7 ? std::string("my dog") : answers[row % 6]) + "\",\"" + travel[row % 3] + "\"\n";
  }
  write_file(folder / "form.csv", rows);
  study_from_file(folder / "form.csv").files.commit(folder / "study");
  const study::Study study = study::load(folder / "study");
  const study::Question* why = study.instruments.at(0).question("why_did_you_come");
  ASSERT_NE(why, nullptr);
  EXPECT_EQ(why->type, study::QuestionType::Multiple);
  EXPECT_EQ(codes(*why), (Codes{"to_help_my_street_or_my_estate", "to_learn", "to_meet_people", "other"}));
  EXPECT_EQ(study.instruments.at(0).question("how_do_you_travel")->type, study::QuestionType::Single);
  Problems problems;
  const data::Reception read = data::receive(study, study.responses.at(0), problems);
  ASSERT_TRUE(problems.empty()) << to_text(problems.items().front());
  const auto ticked = [&](const std::string& option) {
    const data::Column& column = read.table.column("why_did_you_come_" + option);
    std::size_t count = 0;
    for (std::size_t row = 0; row < column.size(); ++row) {
      count += column.label_at(row) == "Yes" ? 1U : 0U;
    }
    return count;
  };
  EXPECT_EQ(ticked("to_help_my_street_or_my_estate"), 30U);
  EXPECT_EQ(ticked("to_meet_people"), 29U) << "one of the thirty wrote of a dog";
  EXPECT_EQ(ticked("other"), 1U);
}

TEST(Scaffold, WhatIsWrittenUnderOtherIsATick) {
  const Folder folder;
  write_file(folder / "sm.csv",
             "Respondent ID,Why did you come?,,,Comments\n"
             ",To meet people,To help,Other (please specify),Open-Ended Response\n"
             "1,To meet people,,my dog,Good\n2,,To help,my dog,Good\n3,To meet people,,,Fine by me\n"
             "4,,To help,the cat,\n5,To meet people,To help,,Well done\n");
  study_from_file(folder / "sm.csv").files.commit(folder / "study");
  const study::Study study = study::load(folder / "study");
  Problems problems;
  const data::Reception read = data::receive(study, study.responses.at(0), problems);
  ASSERT_TRUE(problems.empty()) << to_text(problems.items().front());
  const data::Column& other = read.table.column("why_did_you_come_other_please_specify");
  EXPECT_EQ(other.label_at(0), "Yes");
  EXPECT_EQ(other.label_at(2), "No");
  EXPECT_EQ(other.label_at(3), "Yes");
  EXPECT_EQ(study.instruments.at(0).question("comments")->type, study::QuestionType::Text);
}

TEST(Scaffold, NeverAsksForPeopleAndFindsWhoAnsweredByCounting) {
  const Folder folder;
  write_file(folder / "people.csv",
             "Nummer,What is your postcode?,What is your full name?,Wert\n1,AB1 2CD,Ann A,3\n2,AB1 3CD,Bob B,4\n"
             "3,AB9 2CD,Cy C,3\n4,AB1 7XX,Di D,4\n");
  study_from_file(folder / "people.csv").files.commit(folder / "study");
  const study::Study study = study::load(folder / "study");
  EXPECT_EQ(study.populations.at(0).id, "Nummer");
  ASSERT_EQ(study.instruments.at(0).questions.size(), 1U);
  EXPECT_EQ(study.instruments.at(0).questions[0].name, "wert");
}

TEST(Scaffold, RefusesWhatIsNoFileOfAnswers) {
  const Folder folder;
  write_file(folder / "dates.csv", "start,end\n2024-01-01,2024-01-02\n2024-01-03,2024-01-05\n");
  EXPECT_THROW(study_from_file(folder / "dates.csv"), Error);
  write_file(folder / "empty.csv", "");
  EXPECT_THROW(study_from_file(folder / "empty.csv"), Error);
  EXPECT_THROW(study_from_file(folder / "none.csv"), Error);
  for (const char* foreign : {"<html><table><tr><td>id</td></tr></table></html>\n", "%PDF-1.7\n1 0 obj\n",
                              "\xEF\xBB\xBF  <?xml version=\"1.0\"?>\n<a/>\n", "[{\"id\": 1}]\n"}) {
    write_file(folder / "foreign.xls", foreign);
    EXPECT_THROW(study_from_file(folder / "foreign.xls"), Error) << foreign;
  }
}

TEST(Scaffold, NeverMixesANewStudyWithAnOldFolder) {
  const Folder folder;
  EXPECT_NO_THROW(expect_empty(folder / "new"));
  fs::create_directories(folder / "bare");
  EXPECT_NO_THROW(expect_empty(folder / "bare"));
  write_file(folder / "full/notes.txt", "mine");
  EXPECT_THROW(expect_empty(folder / "full"), Error);
  EXPECT_THROW(expect_empty(folder / "full/notes.txt"), Error);
}

TEST(Template, IsAStudyWithoutProblemsThatSaysItIsSynthetic) {
  const Folder folder;
  study_from_template().files.commit(folder / "study");
  const study::Study study = study::load(folder / "study");
  EXPECT_EQ(study.programmes.size(), 2U);
  EXPECT_EQ(study.nations.size(), 2U);
  EXPECT_EQ(study.projects.size(), 6U);
  EXPECT_NE(study.synthetic.find("synthetic"), std::string::npos);
  EXPECT_NE(study.benchmarks.at(0).source.find("Invented"), std::string::npos);
  EXPECT_FALSE(study.narrative.text.empty());
}

TEST(Template, RunsAtOnceAndWithholdsNoFigureOfItsNarrative) {
  const Folder folder;
  study_from_template().files.commit(folder / "study");
  const Release release = evaluate(study::load(folder / "study"));
  const auto value_of = [&](const std::string& id) {
    const auto found = std::ranges::find(release.analyst, id, &finding::Finding::id);
    return found == release.analyst.end() ? std::optional<double>() : found->value;
  };
  // "agree" and "strongly_agree" over all answers but "dont_know", counted in responses/w1-participants.csv
  ASSERT_TRUE(value_of("chat_all").has_value());
  EXPECT_NEAR(*value_of("chat_all"), (89.0 + 68.0) / (124.0 + 105.0), 1e-12);
  EXPECT_NEAR(value_of("friends_gardens").value_or(0), 100.0 / 125.0, 1e-12);
  EXPECT_TRUE(value_of("reasons_all_company").has_value());
}

TEST(Template, HoldsAnswersThatItsInstrumentKnows) {
  const Folder folder;
  study_from_template().files.commit(folder / "study");
  const study::Study study = study::load(folder / "study");
  const fs::path responses = folder / "study" / study.responses.at(0).file;
  EXPECT_LT(fs::file_size(responses), 40000U);
  const data::Table table = data::read(responses).table;
  EXPECT_EQ(table.rows(), 244U);
  for (const study::Question& question : study.instruments.at(0).questions) {
    const data::Column& column = table.column(question.name);
    for (std::size_t row = 0; row < table.rows() && question.type == study::QuestionType::Single; ++row) {
      const std::string answer = column.label_at(row);
      EXPECT_TRUE(answer.empty() || question.option(answer) != nullptr) << question.name << ": " << answer;
    }
  }
  for (std::size_t row = 0; row < table.rows(); ++row) {
    EXPECT_NE(study.project(table.column("project").label_at(row)), nullptr);
  }
}

TEST(Scaffold, MakesAStudyOfEveryExportOrSaysWhyNot) {
  SKIP_WITHOUT_SHARED("data/imports");
  const Folder folder;
  int studies = 0;
  for (const char* below : {"data/imports", "data/labelled", "data/forms/pyxform/example_xls"}) {
    for (const fs::path& file : files_below(tests::shared(below), {".csv", ".sav", ".zsav", ".por", ".dta", ".xlsx"})) {
      if (file.string().find("golden") != std::string::npos) {
        continue;
      }
      const fs::path target = folder / ("study" + std::to_string(studies));
      try {
        study_from_file(file).files.commit(target);
      } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::Input) << file << ": " << error.what();
        continue;
      }
      ++studies;
      const study::Study study = study::load(target);
      Problems problems;
      const data::Reception read = data::receive(study, study.responses.at(0), problems);
      EXPECT_TRUE(problems.empty()) << file << ": " << to_text(problems.items().front());
      EXPECT_EQ(read.questions.size(), study.instruments.at(0).questions.size()) << file;
    }
  }
  EXPECT_GT(studies, 20);
}

}  // namespace
}  // namespace kith::run
