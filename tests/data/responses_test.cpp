#include "data/responses.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "data/import.h"
#include "support/shared.h"

namespace kith::data {
namespace {

using study::QuestionType;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

study::Question question(std::string name, QuestionType type, std::vector<study::Option> options = {}) {
  study::Question made;
  made.text = "What about " + name + "?";
  made.name = std::move(name);
  made.type = type;
  made.options = std::move(options);
  made.where = {"instruments/people.toml", 7};
  return made;
}

// A study of two projects whose participants are asked a handful of questions, in a folder of its own.
class Village {
 public:
  Village() : folder_(std::filesystem::path(testing::TempDir()) / fmt::format("kith-village-{}", ::getpid())) {
    study.folder = folder_;
    study.programmes = {{"lc", "Local", {}, {}, {}}, {"ac", "Active", {}, {}, {}}};
    study.nations = {{"eng", "England", {}}, {"sct", "Scotland", {}}};
    study.projects = {{"p1", "Harbour Street", "lc", "eng", {}}, {"p2", "Glen", "ac", "sct", {}}};
    study.waves = {{"w1", "Wave 1", {}, {}, false, {}}, {"w2", "Wave 2", {}, {}, false, {}}};
    study::Population population;
    population.code = "participant";
    population.instrument = "people";
    population.project = "project";
    population.where = {"study.toml", 30};
    study.populations = {population};
    study::Instrument instrument;
    instrument.name = "people";
    const std::vector<study::Option> agree{{"agree", "I agree", "", {}},
                                           {"neither", "Neither", "", {}},
                                           {"disagree", "I disagree", "", {}},
                                           {"dont_know", "Don't know", "dont_know", {}}};
    instrument.questions = {
        question("trust", QuestionType::Single, agree),
        question("role", QuestionType::Single, {{"1", "Volunteer", "", {}}, {"2", "Visitor", "", {}}}),
        question("joined", QuestionType::Multiple,
                 {{"choir", "A choir", "", {}},
                  {"garden", "A garden", "", {}},
                  {"none", "Prefer not to say", "refused", {}}}),
        question("age", QuestionType::Number, {{"999", "Refused", "refused", {}}}),
        question("why", QuestionType::Text)};
    instrument.questions[0].ordered = true;
    study.instruments = {instrument};
    responses.file = "responses/w1.csv";
    responses.population = "participant";
    responses.wave = "w1";
  }
  Village(const Village&) = delete;
  Village& operator=(const Village&) = delete;
  ~Village() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  study::Population& population() { return study.populations[0]; }
  study::Question& asked(std::size_t index) { return study.instruments[0].questions[index]; }

  Reception receive(const std::string& csv) {
    write_file(folder_ / responses.file, csv);
    return data::receive(study, responses, problems);
  }
  void map(const std::string& toml) {
    responses.mapping = "responses/w1.map.toml";
    write_file(folder_ / responses.mapping, toml);
  }
  std::vector<std::string> found() const {
    std::vector<std::string> texts;
    for (const Problem& problem : problems.items()) {
      texts.push_back(to_text(problem));
    }
    return texts;
  }

  study::Study study;
  study::Responses responses;
  Problems problems;

 private:
  std::filesystem::path folder_;
};

std::vector<std::string> shown(const Table& table, std::string_view name) {
  const Column& column = table.column(name);
  std::vector<std::string> shown;
  for (std::size_t row = 0; row < column.size(); ++row) {
    const Missing missing = column.missing_at(row);
    shown.push_back(missing == Missing::None ? column.label_at(row) : fmt::format("<{}>", to_string(missing)));
  }
  return shown;
}

constexpr const char* heading = "id,project,trust,role,joined,age,why\n";

TEST(Responses, AnswersBecomeTheOptionsOfTheInstrumentInItsOrder) {
  Village village;
  const Reception received = village.receive(std::string(heading) +
                                             "a,p1,agree,1,choir;garden,34,because\n"
                                             "b,Glen, I DISAGREE ,Visitor,A garden,999,\n"
                                             "c,p2,Don\u2019t know,2,,,so\n");
  EXPECT_THAT(village.found(), IsEmpty());
  const Table& table = received.table;
  EXPECT_THAT(shown(table, "trust"), ElementsAre("I agree", "I disagree", "<dont_know>"));
  EXPECT_EQ(table.column("trust").options().size(), 4U);
  EXPECT_TRUE(table.column("trust").ordered);
  EXPECT_EQ(table.column("trust").label, "What about trust?");
  EXPECT_THAT(shown(table, "age"), ElementsAre("34", "<refused>", "<blank>"));
  EXPECT_THAT(shown(table, "why"), ElementsAre("because", "<blank>", "so"));
  EXPECT_THAT(shown(table, "project"), ElementsAre("Harbour Street", "Glen", "Glen"));
  EXPECT_THAT(shown(table, "programme"), ElementsAre("Local", "Active", "Active"));
  EXPECT_THAT(shown(table, "nation"), ElementsAre("England", "Scotland", "Scotland"));
  EXPECT_THAT(shown(table, "wave"), ElementsAre("Wave 1", "Wave 1", "Wave 1"));
  EXPECT_EQ(table.column("role").number_at(1), 2.0);  // codes that are numbers are values
}

TEST(Responses, AMultipleChoiceQuestionIsASetOfYesAndNo) {
  Village village;
  const Table table = village
                          .receive(std::string(heading) +
                                   "a,p1,agree,1,choir;A garden,1,\nb,p1,agree,1,choir,1,\nc,p1,agree,1,,1,\n"
                                   "d,p1,agree,1,none,1,\n")
                          .table;
  EXPECT_THAT(village.found(), IsEmpty());
  EXPECT_THAT(shown(table, "joined_choir"), ElementsAre("Yes", "Yes", "<blank>", "<refused>"));
  EXPECT_THAT(shown(table, "joined_garden"), ElementsAre("Yes", "No", "<blank>", "<refused>"));
  const ResponseSet* const set = table.set("joined");
  ASSERT_NE(set, nullptr);
  ASSERT_EQ(set->members.size(), 2U);
  EXPECT_EQ(set->members[1].code, "garden");
  EXPECT_EQ(set->members[1].column, "joined_garden");
}

TEST(Responses, OneColumnAnOptionSaysTheSameAsAList) {
  Village village;
  const Table table = village
                          .receive(
                              "id,project,trust,role,joined_choir,joined_garden,joined_none,age,why\n"
                              "a,p1,agree,1,1,yes,,1,\nb,p1,agree,1,A choir,0,,1,\nc,p1,agree,1,,,,1,\n"
                              "d,p1,agree,1,,,x,1,\n")
                          .table;
  EXPECT_THAT(village.found(), IsEmpty());
  EXPECT_THAT(shown(table, "joined_choir"), ElementsAre("Yes", "Yes", "<blank>", "<refused>"));
  EXPECT_THAT(shown(table, "joined_garden"), ElementsAre("Yes", "No", "<blank>", "<refused>"));
}

TEST(Responses, EveryFaultIsNamedWithItsLineAndTheNearestOption) {
  Village village;
  village.population().weight = "weight";
  (void)village.receive(
      "id,project,trust,role,joined,age,why,weight\n"
      "a,p1,agre,1,choir,34,x,1\n"
      "b,p9,agre,1,chior;garden,old,x,heavy\n"
      "a,p2,agree,3,choir,34,x,-2\n"
      ",,agree,1,choir,34,x,\n");
  EXPECT_THAT(
      village.found(),
      ElementsAre("responses/w1.csv:4: respondent `a` occurs twice: first in line 2; keep one of them",
                  "responses/w1.csv:5: `id` is blank (1 row): every respondent needs an id",
                  "responses/w1.csv:3: `p9` is no project of study.toml (1 row): one of: p1, p2",
                  "responses/w1.csv:5: `project` is blank (1 row): every response belongs to a project",
                  "responses/w1.csv:3: `heavy` is no weight (1 row): a weight is a number that is not negative",
                  "responses/w1.csv:5: the weight `weight` is missing (1 row): leave the row out with where_expression",
                  "responses/w1.csv:2: `agre` is no option of `trust` (2 times): did you mean `agree`?",
                  "responses/w1.csv:4: `3` is no option of `role` (once): one of: 1, 2",
                  "responses/w1.csv:3: `chior` is no option of `joined` (once): did you mean `choir`?",
                  "responses/w1.csv:3: `old` is no number, which `age` asks for (once): one of: 999"));
}

TEST(Responses, ANumberOutsideItsRangeIsAProblem) {
  Village village, other;
  constexpr std::size_t age = 3;
  village.asked(age).minimum = other.asked(age).minimum = 16;
  other.asked(age).maximum = 110;
  (void)village.receive("id,project,trust,role,joined,age,why\na,p1,agree,1,choir,16,x\nb,p1,agree,1,choir,15,x\n");
  EXPECT_THAT(
      village.found(),
      ElementsAre("responses/w1.csv:3: 15 is an answer to `age`, which goes from 16 on (once): correct it, or give "
                  "the code that stands for no answer as an option with `missing`"));
  (void)other.receive("id,project,trust,role,joined,age,why\na,p1,agree,1,choir,999,x\nb,p1,agree,1,choir,1990,x\n");
  EXPECT_THAT(other.found(), ElementsAre(HasSubstr(":3: 1990 is an answer to `age`, which goes from 16 to 110 (once)")))
      << "999 stands for no answer";
}

TEST(Responses, ANegativeWeightIsAProblem) {
  Village village;
  village.population().weight = "weight";
  (void)village.receive(
      "id,project,trust,role,joined,age,why,weight\na,p1,agree,1,choir,34,x,1.5\nb,p1,agree,1,choir,34,x,-2\n");
  EXPECT_THAT(village.found(), ElementsAre(HasSubstr("w1.csv:3: the weight `weight` is negative (1 row)")));
}

TEST(Responses, AMissingColumnIsAProblemWithTheNearestNames) {
  Village village;
  (void)village.receive("id,project,trsut,role,joined,age,why\na,p1,agree,1,choir,34,x\n");
  ASSERT_EQ(village.found().size(), 1U);
  EXPECT_EQ(village.found()[0],
            "responses/w1.csv:1: no column holds the question `trust`: did you mean `trsut`?; or name its "
            "column in a mapping file");
}

TEST(Responses, WhoWasRoutedPastAQuestionWasNotAsked) {
  Village village;
  village.asked(4).asked_if = "role == 1";
  const Reception received =
      village.receive(std::string(heading) +
                      "a,p1,agree,1,choir,34,x\nb,p1,agree,2,choir,34,\nc,p1,agree,2,choir,34,y\n"
                      "d,p1,agree,,choir,34,\n");
  EXPECT_THAT(village.found(), IsEmpty());
  EXPECT_THAT(shown(received.table, "why"), ElementsAre("x", "<not_asked>", "<not_asked>", "<blank>"));
  ASSERT_EQ(received.losses.size(), 1U);
  EXPECT_EQ(received.losses[0].code, "routed-out");
  EXPECT_THAT(received.losses[0].text, HasSubstr("1 answer of"));
}

TEST(Responses, RowsOutsideTheStudyAreNotEvenChecked) {
  Village village;
  village.population().where_expression = "age >= 16 and kept > 0";
  const Table table =
      village
          .receive(
              "id,project,trust,role,joined,age,why,kept\n"
              "a,p1,agree,1,choir,34,x,1\nb,nowhere,nonsense,1,choir,15,x,1\nc,p2,agree,1,choir,34,x,0\n"
              "d,p2,neither,1,choir,16,x,2\n")
          .table;
  EXPECT_THAT(village.found(), IsEmpty());
  EXPECT_THAT(shown(table, "id"), ElementsAre("a", "d"));
  EXPECT_THAT(shown(table, "trust"), ElementsAre("I agree", "Neither"));
}

TEST(Responses, OneFileMayHoldSeveralWavesOfTheSamePeople) {
  Village village;
  village.population().wave = "round";
  village.responses.wave.clear();
  const Table table = village
                          .receive(
                              "id,round,project,trust,role,joined,age,why\n"
                              "a,w1,p1,agree,1,choir,34,x\na,Wave 2,p1,agree,1,choir,35,x\n")
                          .table;
  EXPECT_THAT(village.found(), IsEmpty());
  EXPECT_THAT(shown(table, "round"), ElementsAre("Wave 1", "Wave 2"));
}

TEST(Responses, AMappingFileTiesAnExportToTheQuestions) {
  Village village;
  village.map(
      "[header]\nrows = 2\nmissing = [\"NA\"]\n"
      "[columns]\nid = \"Respondent ID\"\nproject = \"Where?\"\ntrust = \"Some statements / I trust people\"\n"
      "role = \"Some statements / My role\"\nage = \"Age\"\nwhy = \"Why?\"\n"
      "[multiple.joined.columns]\nchoir = \"Joined? / Singing\"\ngarden = \"Joined? / Digging\"\n"
      "[values.trust]\n\"Yes, rather\" = \"agree\"\n\"no\" = \"disagree\"\n");
  const Reception received = village.receive(
      "Respondent ID,Where?,Some statements,,Joined?,,Age,Why?\n"
      ",,I trust people,My role,Singing,Digging,,Open-Ended Response\n"
      "1,p1,\"yes,  RATHER\",Volunteer,Singing,,30,x\n"
      "2,p2,No,Visitor,,,NA,y\n");
  EXPECT_THAT(village.found(), IsEmpty());
  EXPECT_THAT(shown(received.table, "trust"), ElementsAre("I agree", "I disagree"));
  EXPECT_THAT(shown(received.table, "age"), ElementsAre("30", "<blank>"));
  EXPECT_THAT(shown(received.table, "joined_choir"), ElementsAre("Yes", "<blank>"));
}

TEST(Responses, AMappingFileIsHeldToTheInstrument) {
  Village village;
  village.map(
      "[header]\nrow = 2\n[columns]\ntrsut = \"x\"\n[multiple.joined.columns]\nchior = \"y\"\n"
      "[values.trust]\n\"no\" = \"disagre\"\n[values.age2]\n\"x\" = \"y\"\n");
  (void)village.receive(std::string(heading) + "a,p1,agree,1,choir,34,x\n");
  EXPECT_THAT(
      village.found(),
      testing::IsSupersetOf({HasSubstr("w1.map.toml:2: unknown key"),
                             HasSubstr("w1.map.toml:4: unknown question or column `trsut`: did you mean `trust`?"),
                             HasSubstr("w1.map.toml:6: `joined` has no option `chior`: did you mean `choir`?"),
                             HasSubstr("w1.map.toml:8: `trust` has no option `disagre`: did you mean `disagree`?"),
                             HasSubstr("unknown question `age2`: did you mean `age`?")}));
}

TEST(Responses, AColumnWithTheWordingOfAQuestionIsAGuess) {
  Village village;
  const Reception received =
      village.receive("id,project,What about trust?,role,joined,age,why\na,p1,agree,1,choir,34,x\n");
  EXPECT_THAT(village.found(), IsEmpty());
  EXPECT_THAT(received.guesses, ElementsAre(HasSubstr("`trust` is the column with its wording")));
}

TEST(Responses, WhatNothingAskedForIsALoss) {
  Village village;
  const Reception received =
      village.receive("id,project,trust,role,joined,age,why,shoe,hat\na,p1,agree,1,choir,34,x,41,\n");
  EXPECT_THAT(received.unused, ElementsAre("shoe", "hat"));
  EXPECT_EQ(received.losses.at(0).code, "unused-columns");
  EXPECT_EQ(received.table.find("shoe"), nullptr);
  ASSERT_EQ(received.questions.size(), 5U);
  EXPECT_THAT(received.questions[0].unused, ElementsAre("neither", "disagree", "dont_know"));
}

TEST(Responses, AFileThatCannotBeReadIsAProblemUnderItsOwnName) {
  Village village;
  EXPECT_EQ(data::receive(village.study, village.responses, village.problems).table.rows(), 0U);
  EXPECT_THAT(village.found(), ElementsAre("responses/w1.csv: there is no such file: check the path"));
}

}  // namespace
}  // namespace kith::data
