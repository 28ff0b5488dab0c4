// Tests between groups and pooled projects in a release: what the audit makes of them, and of answers turned round.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/process.h"

namespace kith {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using testing::HasSubstr;
using tests::kith;
using tests::slurp;
using tests::spit;

struct Project {
  const char* name;
  int yes, people;
};

constexpr Project projects[] = {{"Harbour Table", 96, 130}, {"Mill Lane", 40, 64},   {"Friday Soup", 120, 210},
                                {"The Long Acre", 30, 38},  {"Bread & Salt", 7, 12}, {"Roof Garden", 64, 88},
                                {"Orchard", 138, 156},      {"Canal Side", 25, 44},  {"Open Door", 52, 71}};

class GroupsOfARelease : public testing::Test {
 protected:
  GroupsOfARelease() : study_(scratch_ / "study") {
    std::string toml =
        "title = \"Trust in nine projects\"\n[[wave]]\ncode = \"w1\"\nname = \"Wave 1\"\n[[nation]]\ncode = "
        "\"eng\"\nname = \"England\"\n[[programme]]\ncode = \"g\"\nname = \"Gardens\"\n";
    std::string csv = "id,project,trust,sex\n";
    int id = 0;
    int p = 0;
    for (const Project& project : projects) {
      const std::string code = "p" + std::to_string(p++);
      toml += "[[project]]\ncode = \"" + code + "\"\nname = \"" + project.name +
              "\"\nprogramme = \"g\"\nnation = \"eng\"\n";
      for (int i = 0; i < project.people; ++i) {
        csv += std::to_string(++id) + "," + code + (i < project.yes ? ",yes," : ",no,") +
               ((i * 7 + p) % 10 < (i < project.yes ? 6 : 4) ? "f\n" : "m\n");
      }
    }
    toml +=
        "[[population]]\ncode = \"participant\"\nnoun = \"participant\"\nplural = \"participants\"\nbase_noun = "
        "\"those "
        "surveyed\"\ninstrument = \"people\"\nproject = \"project\"\n[[responses]]\nfile = "
        "\"responses/people.csv\"\npopulation = \"participant\"\n";
    spit(study_ / "study.toml", toml);
    spit(study_ / "responses/people.csv", csv);
    spit(study_ / "instruments/people.toml",
         "title = \"Questions\"\n[[question]]\nname = \"trust\"\ntext = \"Do you trust people?\"\noptions = [ { code = "
         "\"yes\", label = \"Yes\" }, { code = \"no\", label = \"No\" } ]\n[[question]]\nname = \"sex\"\ntext = \"Are "
         "you a woman or a man?\"\noptions = [ { code = \"f\", label = \"women\" }, { code = \"m\", label = \"men\" } "
         "]\n");
    spit(study_ / "plan.toml",
         "[[section]]\ncode = \"all\"\ntitle = \"Trust\"\n[[breakdown]]\nid = \"project\"\ndimensions = "
         "[\"project\"]\n[[breakdown]]\nid = \"sex\"\ndimensions = [\"sex\"]\n[[indicator]]\nid = "
         "\"trust\"\npopulation = \"participant\"\nquestion = \"trust\"\npositive = [\"yes\"]\nlabel = \"trust "
         "people\"\nshort_label = \"Trust people\"\n[[pooling]]\nindicator = \"trust\"\nby = "
         "\"project\"\n[[subgroup]]\nindicator = \"trust\"\nby = \"sex\"\nfamily = "
         "\"headline\"\n[[subgroup]]\nindicator "
         "= \"trust\"\nby = \"project\"\n");
  }

  Json run() const {
    const auto outcome = kith({"run", study_.string(), "--out", (scratch_ / "out").string()});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return Json::parse(slurp(scratch_ / "out/findings.json"));
  }

  tests::Scratch scratch_;
  fs::path study_;
};

TEST_F(GroupsOfARelease, AreSoundToTheAudit) {
  const Json document = run();
  const auto audit = kith({"audit", (scratch_ / "out").string()});
  EXPECT_EQ(audit.exit_code, 0) << audit.out;
  EXPECT_THAT(audit.out, HasSubstr("nothing is exposed"));
  EXPECT_EQ(document["group_tests"].size(), 2U);
  EXPECT_EQ(document["poolings"].size(), 1U);
}

// Projects are the clusters: the design cannot say how much one project's answers vary.
TEST_F(GroupsOfARelease, ThatAreTheClustersAreNotTestedAndSaySo) {
  const Json tests = run()["group_tests"];
  EXPECT_EQ(tests[1]["verdict"], "not tested");
  EXPECT_TRUE(tests[1]["p"].is_null());
  EXPECT_THAT(
      slurp(scratch_ / "out/report.html"),
      HasSubstr("answers that all come from a single project or place do not tell how much of them is chance."));
}

TEST_F(GroupsOfARelease, DifferByTheTestOfTheirDifference) {
  const Json test = run()["group_tests"][0];
  EXPECT_EQ(test["df1"], 1.0);
  EXPECT_EQ(test["p"], test["q"]);
  const Json& gap = test["differences"][0];
  EXPECT_EQ(gap["verdict"] == "higher" || gap["verdict"] == "lower", test["verdict"] == "differ");
  EXPECT_EQ(gap["q"], test["p"]);
}

}  // namespace
}  // namespace kith
