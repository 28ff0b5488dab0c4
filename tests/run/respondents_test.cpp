// The table that figures are made from: which columns it has, whatever a study calls its own.
#include "run/respondents.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "support/process.h"

namespace kith::run {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// A study whose one file of answers has its own names for everything.
class Estate {
 public:
  Estate() {
    study.folder = scratch_.path();
    study.programmes = {{"lc", "Local", {}, {}, {}}, {"ac", "Active", {}, {}, {}}};
    study.nations = {{"eng", "England", {}}, {"sct", "Scotland", {}}};
    study.projects = {{"p1", "Harbour Street", "lc", "eng", {}}, {"p2", "Glen", "ac", "sct", {}}};
    study.waves = {{"w1", "Wave 1", {}, {}, false, {}}, {"w2", "Wave 2", {}, {}, false, {}}};
    study::Population people;
    people.code = "participant";
    people.instrument = "people";
    people.project = "site";
    people.wave = "round";
    people.mode = "how";
    study.populations = {people};
    study::Instrument instrument;
    instrument.name = "people";
    study::Question why;
    why.name = "why";
    why.type = study::QuestionType::Text;
    instrument.questions = {why};
    study.instruments = {instrument};
    study.responses = {{"answers.csv", "participant", "", "", {}}};
  }

  data::Table read(const std::string& csv) {
    write_file(study.folder / "answers.csv", csv);
    Problems problems;
    std::vector<Respondents> all = read_respondents(study, problems);
    EXPECT_THAT(problems.items(), IsEmpty());
    EXPECT_EQ(all.size(), 1U);
    return all.empty() ? data::Table() : std::move(all.front().table);
  }

  study::Study study;

 private:
  tests::Scratch scratch_;
};

std::vector<std::string> codes(const data::Table& table, std::string_view name) {
  std::vector<std::string> codes;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    codes.push_back(code_at(table.column(name), row));
  }
  return codes;
}

constexpr const char* two_people = "id,site,round,how,strand,why\na,Glen,w2,paper,lc,x\nb,p1,Wave 1,online,ac,y\n";

TEST(Respondents, DimensionsHaveTheNamesThatPlansUseAndKeepTheStudysOwn) {
  Estate estate;
  const data::Table table = estate.read(two_people);
  EXPECT_THAT(codes(table, "project"), ElementsAre("p2", "p1"));
  EXPECT_THAT(codes(table, "site"), ElementsAre("p2", "p1"));
  EXPECT_THAT(codes(table, "programme"), ElementsAre("ac", "lc"));
  EXPECT_THAT(codes(table, "nation"), ElementsAre("sct", "eng"));
  EXPECT_THAT(codes(table, "wave"), ElementsAre("w2", "w1"));
  EXPECT_THAT(codes(table, "round"), ElementsAre("w2", "w1"));
  EXPECT_THAT(codes(table, "mode"), ElementsAre("paper", "online"));
  EXPECT_EQ(table.column("project").label_at(0), "Glen");
}

TEST(Respondents, AProgrammeOfTheirOwnComesBeforeThatOfTheirProject) {
  Estate estate;
  estate.study.populations[0].programme = "strand";
  EXPECT_THAT(codes(estate.read(two_people), "programme"), ElementsAre("lc", "ac"));
}

TEST(Respondents, TheWaveOfAFileComesBeforeThatOfItsColumn) {
  Estate estate;
  estate.study.responses[0].wave = "w1";
  EXPECT_THAT(codes(estate.read(two_people), "wave"), ElementsAre("w1", "w1"));
}

TEST(Respondents, MoreProjectsThanAColumnHasOptionsStayApart) {
  Estate estate;
  std::string csv = "id,site,round,how,why\n";
  std::vector<std::string> expected;
  for (int i = 3; i <= 300; ++i) {
    const std::string code = fmt::format("p{}", i);
    estate.study.projects.push_back({code, "Project " + code, i % 2 == 0 ? "lc" : "ac", "eng", {}});
    csv += fmt::format("r{0},p{0},w1,paper,x\n", i);
    expected.push_back(code);
  }
  const data::Table table = estate.read(csv);
  EXPECT_EQ(codes(table, "project"), expected);
  EXPECT_EQ(codes(table, "programme").back(), "lc");
}

}  // namespace
}  // namespace kith::run
