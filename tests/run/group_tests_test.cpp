// Tests between subgroups in a copy of the example: families, what a withheld group tells, what a sentence may say.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>

#include "run/evaluation.h"
#include "study/load.h"
#include "support/process.h"

namespace kith::run {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr const char* nations = "\n[[subgroup]]\nindicator = \"neighbours\"\nby = \"nation\"\n";
constexpr const char* programmes = "\n[[subgroup]]\nindicator = \"neighbours\"\nby = \"programme\"\n";

constexpr const char* like_them = "benchmark = \"deprived\"\nadjust = [\"age_band\", \"gender\"]\n";
constexpr const char* genders =
    "\n[[breakdown]]\nid = \"gender\"\ndimensions = [\"gender\"]\n\n[[subgroup]]\nindicator = \"neighbours\"\nby = "
    "\"gender\"\n";
constexpr const char* ages =
    "\n[[breakdown]]\nid = \"age\"\ndimensions = [\"age_band\"]\n\n[[subgroup]]\nindicator = \"neighbours\"\nby = "
    "\"age\"\n";
constexpr const char* higher_in_lc =
    "\n\n## Programmes\n\nThe share is higher in Local Conversations ({{share neighbours_lc}}) than in Active "
    "Communities ({{share neighbours_ac}}).\n";

class GroupTests : public testing::Test {
 protected:
  GroupTests() : study_(scratch_ / "study") {
    tests::copy_folder(fs::path(KITH_SOURCE) / "examples/community-power", study_);
    // Without the example's own.
    std::string plan = tests::slurp(study_ / "plan.toml");
    plan.erase(plan.find("[[subgroup]]"), plan.find("# ---- maps") - plan.find("[[subgroup]]"));
    tests::spit(study_ / "plan.toml", plan);
  }

  void append(const std::string& file, const std::string& text) const {
    tests::spit(study_ / file, tests::slurp(study_ / file) + text);
  }

  std::string file_of(const std::string& name) const {
    const Release release = evaluate(study::load(study_));
    std::string bytes;
    release.files.commit(scratch_ / "out");
    return tests::slurp(scratch_ / "out" / name);
  }

  Json group_tests() const { return Json::parse(file_of("findings.json")).value("group_tests", Json::array()); }

  void turn_answers_of_the_third_gender() const {
    const std::string file = "responses/w1-participants.csv";
    const std::regex of_the_third(",a[0-9][0-9],o,");
    const std::regex answer("^((?:[^,]*,){8})(a|sa|d)(,.*)$");
    std::istringstream lines(tests::slurp(study_ / file));
    std::string turned;
    int changed = 0;
    for (std::string line; std::getline(lines, line);) {
      std::smatch parts;
      if (std::regex_search(line, of_the_third) && std::regex_match(line, parts, answer)) {
        line = parts[1].str() + (parts[2] == "d" ? "sa" : "d") + parts[3].str();
        ++changed;
      }
      turned += line + '\n';
    }
    ASSERT_GT(changed, 8);
    tests::spit(study_ / file, turned);
  }

  void remove_the_oldest_from_the_cells() const {
    std::string kept;
    std::istringstream lines(tests::slurp(study_ / "benchmarks/synthetic-cells.csv"));
    for (std::string line; std::getline(lines, line);) {
      kept += line.find("75 or over") == std::string::npos ? line + '\n' : "";
    }
    tests::spit(study_ / "benchmarks/synthetic-cells.csv", kept);
  }

  tests::Scratch scratch_;
  fs::path study_;
};

TEST_F(GroupTests, OfTheHeadlineAreAdjustedByHolmAndOthersByBenjaminiAndHochberg) {
  append("plan.toml", std::string(programmes) + "family = \"headline\"\n" + nations + "family = \"headline\"\n");
  const Json holm = group_tests();
  ASSERT_EQ(holm.size(), 2U);
  const double first = std::min(holm[0]["p"].get<double>(), holm[1]["p"].get<double>());
  const double second = std::max(holm[0]["p"].get<double>(), holm[1]["p"].get<double>());
  for (const Json& test : holm) {
    const double expected = test["p"] == first ? 2 * first : std::max(2 * first, second);
    EXPECT_NEAR(test["q"].get<double>(), expected, 0.0015);
  }
  std::string plan = tests::slurp(study_ / "plan.toml");
  for (std::size_t at = plan.find("family = \"headline\"\n\n[[subgroup]]"); at != std::string::npos;
       at = plan.find("family = \"headline\"\n\n[[subgroup]]")) {
    plan.erase(at, std::string("family = \"headline\"\n").size());
  }
  plan.erase(plan.rfind("family = \"headline\""));
  tests::spit(study_ / "plan.toml", plan);
  for (const Json& test : group_tests()) {
    const double expected = test["p"] == first ? std::min(2 * first, second) : second;
    EXPECT_NEAR(test["q"].get<double>(), expected, 0.0015);
  }
}

// The strongest form of "a group that is not shown has no part in it": its answers turned round leave every byte.
TEST_F(GroupTests, TellNothingOfAGroupThatIsNotShown) {
  append("plan.toml", genders);
  const Json before = group_tests();
  ASSERT_EQ(before.size(), 1U);
  EXPECT_EQ(before[0]["groups"], Json::array({"w", "m"}));
  EXPECT_EQ(before[0]["not_shown"], 1);
  EXPECT_TRUE(before[0]["p"].is_number());
  turn_answers_of_the_third_gender();
  EXPECT_EQ(group_tests(), before);
}

// Beside a band F and p would give the base back.
TEST_F(GroupTests, ShowNoNumbersBesideABaseThatIsNotExact) {
  append("plan.toml", ages);
  const Json document = Json::parse(file_of("findings.json"));
  std::map<std::string, Json> shown;
  for (const Json& finding : document["findings"]) {
    if (finding["indicator"] == "neighbours" && finding["by"].contains("age_band") && finding["withheld"].is_null()) {
      shown[finding["by"]["age_band"].get<std::string>()] = finding;
    }
  }
  const auto is_banded = [](const auto& level) { return level.second["bases"]["unweighted"].is_null(); };
  ASSERT_TRUE(std::ranges::any_of(shown, is_banded)) << "one of the groups must be small";
  const Json test = document["group_tests"][0];
  EXPECT_EQ(test["groups"].size(), shown.size());
  for (const char* number : {"f", "df1", "df2", "p", "q"}) {
    EXPECT_TRUE(test[number].is_null()) << number;
  }
  EXPECT_NE(test["verdict"], "not tested");
  for (const Json& gap : test["differences"]) {
    EXPECT_TRUE(gap["q"].is_null());
    if (!gap["from"].is_null()) {
      const bool limits = !shown[gap["of"]]["interval"].is_null() && !shown[gap["from"]]["interval"].is_null();
      EXPECT_EQ(gap["interval"].is_null(), !limits) << gap;
    }
  }
}

TEST_F(GroupTests, AreWrittenInASentenceAndATable) {
  append("plan.toml", nations);
  const std::string html = file_of("report.html");
  EXPECT_NE(html.find(">Do groups differ?</h2>"), std::string::npos);
  EXPECT_NE(html.find("England, Scotland and Wales do not clearly differ."), std::string::npos);
  EXPECT_NE(html.find("<th scope=\"row\">England less Scotland</th>"), std::string::npos);
}

// The two programmes by themselves differ; as one of three tests of a family they do not clearly.
TEST_F(GroupTests, HoldASentenceThatSaysOneGroupIsHigher) {
  append("report.md", higher_in_lc);
  EXPECT_NO_THROW(evaluate(study::load(study_)));
  append("plan.toml", programmes);
  EXPECT_NO_THROW(evaluate(study::load(study_)));
  append("plan.toml", std::string(nations) + "\n[[subgroup]]\nindicator = \"willing\"\nby = \"nation\"\n");
  try {
    evaluate(study::load(study_));
    FAIL() << "the programmes do not clearly differ";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("the groups as a whole do not clearly differ"), std::string::npos)
        << error.what();
  }
}

TEST_F(GroupTests, MayBeOfDifferencesFromBenchmarks) {
  append("benchmarks/national.toml",
         "\n[[benchmark]]\nid = \"neighbours\"\nset = \"lc_like\"\nlabel = \"people there\"\npercent = 70\nbase = "
         "900\nsource = \"An invented table\"\n\n[[benchmark]]\nid = \"neighbours\"\nset = \"ac_like\"\nlabel = "
         "\"people here\"\npercent = 45\nbase = 900\nsource = \"An invented table\"\n");
  append("plan.toml", std::string(programmes) + "benchmarks = { lc = \"lc_like\", ac = \"ac_like\" }\n" + programmes);
  const Json tests = group_tests();
  ASSERT_EQ(tests.size(), 2U);
  EXPECT_EQ(tests[0]["benchmarks"], Json::array({"people there", "people here"}));
  EXPECT_EQ(tests[0]["differences"][0]["difference"].get<int>(),
            tests[1]["differences"][0]["difference"].get<int>() - 25);
  EXPECT_EQ(tests[1]["benchmarks"], Json::array());
}

// ---- how far groups are from people like them ----------------------------------------------------------------------

TEST_F(GroupTests, MayBeOfDifferencesFromPeopleLikeThem) {
  append("plan.toml", std::string(programmes) + like_them + nations + like_them + genders + like_them);
  const Json document = Json::parse(file_of("findings.json"));
  std::map<Json, int> from_people_like_them;  // by level
  for (const Json& finding : document["findings"]) {
    if (finding["indicator"] == "neighbours" && finding["by"].size() == 1 && finding["withheld"].is_null() &&
        !finding["benchmark"]["adjusted"].is_null()) {
      from_people_like_them[finding["by"].front()] =
          finding["percent"].get<int>() - finding["benchmark"]["adjusted"]["percent"].get<int>();
    }
  }
  const Json tests = document["group_tests"];
  ASSERT_EQ(tests.size(), 3U);
  for (const Json& test : tests) {
    EXPECT_EQ(test["adjusted"], Json::array({"age_band", "gender"}));
    EXPECT_EQ(test["benchmarks"].size(), test["groups"].size());
    EXPECT_GE(test["groups"].size(), 2U);
    EXPECT_TRUE(test["f"].is_number() && test["p"].is_number());
    for (const Json& gap : test["differences"]) {
      EXPECT_EQ(gap["difference"].get<int>(),
                from_people_like_them.at(gap["of"]) - from_people_like_them.at(gap["from"]));
      EXPECT_FALSE(gap["interval"].is_null());
    }
  }
  EXPECT_EQ(tests[0]["left_out"], Json::array());
  EXPECT_NE(
      tests::slurp(scratch_ / "out/report.html")
          .find("in how far they are from people like them, of the same age band and gender, among people living in "
                "areas with high levels of disadvantage."),
      std::string::npos);
}

TEST_F(GroupTests, OfPeopleLikeThemMayBeFromMicrodataWithNamesOfItsOwn) {
  std::string csv = "talk,age,sex,w,area\n";
  const char* const ages_of_survey[] = {"16 to 24", "25 to 34", "35 to 44",  "45 to 54",
                                        "55 to 64", "65 to 74", "75 or over"};
  const char* const sexes[] = {"Woman", "Man", "In another way"};
  for (int i = 0; i < 630; ++i) {
    csv += std::string(i % 3 == 0 ? "yes," : "no,") + ages_of_survey[i % 7] + "," + sexes[i / 7 % 3] + "," +
           (i % 2 == 0 ? "1.1," : "0.9,") + std::to_string(i / 21) + "\n";
  }
  tests::spit(study_ / "benchmarks/survey.csv", csv);
  append(
      "benchmarks/national.toml",
      "\n[[benchmark]]\nid = \"neighbours\"\nset = \"survey\"\nlabel = \"people in a survey\"\nsource = \"An invented "
      "file\"\nmicrodata = \"benchmarks/survey.csv\"\nmeasure = 'share(talk in \"yes\")'\nweight = \"w\"\nclusters = "
      "[\"area\"]\n");
  append("plan.toml",
         std::string(programmes) +
             "benchmark = \"survey\"\nadjust = [\"age_band=age\", \"gender=sex\"]\nmethod = \"entropy\"\n" + nations +
             "benchmark = \"survey\"\nadjust = [\"age_band=aeg\"]\n");
  try {
    evaluate(study::load(study_));
    FAIL() << "the survey has no column aeg";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("benchmarks/survey.csv"), std::string::npos) << error.what();
  }
  std::string plan = tests::slurp(study_ / "plan.toml");
  tests::spit(study_ / "plan.toml", plan.replace(plan.find("=aeg"), 4, "=age"));
  const Json tests = group_tests();
  ASSERT_EQ(tests.size(), 2U);
  EXPECT_EQ(tests[0]["adjusted"], Json::array({"age_band", "gender"}));
  EXPECT_EQ(tests[0]["benchmarks"], Json::array({"people in a survey", "people in a survey"}));
  EXPECT_EQ(tests[0]["groups"], Json::array({"lc", "ac"}));
  EXPECT_TRUE(tests[0]["p"].is_number());
  EXPECT_EQ(tests[1]["adjusted"], Json::array({"age_band"}));
}

// Women with women, men with men: the characteristic is what the groups are made of.
TEST_F(GroupTests, MayHoldEachGroupAgainstItsOwnKindAndTellNothingOfTheThird) {
  append("plan.toml", std::string(genders) + like_them);
  const Json before = group_tests();
  ASSERT_EQ(before.size(), 1U);
  EXPECT_EQ(before[0]["groups"], Json::array({"w", "m"}));
  EXPECT_EQ(before[0]["not_shown"], 1);
  EXPECT_EQ(before[0]["left_out"], Json::array());
  EXPECT_TRUE(before[0]["p"].is_number());
  turn_answers_of_the_third_gender();
  EXPECT_EQ(group_tests(), before);
}

// Beside such a base the release has no adjusted figure at all.
TEST_F(GroupTests, OfPeopleLikeThemLeaveOutABaseThatIsNotExact) {
  append("plan.toml", std::string(ages) + "benchmark = \"deprived\"\nadjust = [\"gender\"]\n");
  const Json document = Json::parse(file_of("findings.json"));
  std::size_t shown = 0;
  std::vector<std::string> exact;
  for (const Json& finding : document["findings"]) {
    if (finding["indicator"] == "neighbours" && finding["by"].contains("age_band") && finding["withheld"].is_null()) {
      ++shown;
      if (!finding["bases"]["unweighted"].is_null()) {
        exact.push_back(finding["by"]["age_band"]);
      }
    }
  }
  const Json test = document["group_tests"][0];
  ASSERT_LT(exact.size(), shown) << "one of the groups must be small";
  ASSERT_GE(exact.size(), 2U);
  EXPECT_EQ(test["groups"], Json(exact));
  EXPECT_EQ(test["left_out"],
            Json::array({{{"groups", shown - exact.size()},
                          {"reason",
                           "Beside a base that is not shown exactly there is no comparison with people like them."}}}));
}

TEST_F(GroupTests, SayWhyNobodyCouldBeComparedWithPeopleLikeThem) {
  remove_the_oldest_from_the_cells();
  append("plan.toml", std::string(programmes) + like_them);
  const Json test = group_tests()[0];
  EXPECT_EQ(test["verdict"], "not tested");
  EXPECT_EQ(test["groups"], Json::array());
  EXPECT_EQ(test["reason"], "Fewer than two groups could be compared with people like them.");
  EXPECT_EQ(
      test["left_out"],
      Json::array({{{"groups", 2}, {"reason", "The benchmark's data have nobody like some of the participants."}}}));
}

// Whether figures differ is one question, whether differences from benchmarks do is another.
TEST_F(GroupTests, OfDifferencesFromBenchmarksBearNoSentenceAboutTheFigures) {
  append("report.md", higher_in_lc);
  append("plan.toml", std::string(programmes) + like_them);
  EXPECT_NO_THROW(evaluate(study::load(study_)));
  remove_the_oldest_from_the_cells();  // so that it is not tested
  EXPECT_NO_THROW(evaluate(study::load(study_)));
  append("benchmarks/national.toml",
         "\n[[benchmark]]\nid = \"neighbours\"\nset = \"high\"\nlabel = \"people there\"\npercent = 95\nsource = \"An "
         "invented table\"\n\n[[benchmark]]\nid = \"neighbours\"\nset = \"low\"\nlabel = \"people here\"\npercent = "
         "20\nsource = \"An invented table\"\n");
  append("plan.toml",
         "\n[[subgroup]]\nindicator = \"neighbours\"\nby = \"nation\"\nbenchmarks = { eng = \"low\", sct = "
         "\"high\" }\n");
  EXPECT_EQ(group_tests()[1]["verdict"], "differ");
  append("report.md",
         "\n\n## Nations\n\nThe share is higher in England ({{share neighbours_eng}}) than in Scotland ({{share "
         "neighbours_sct}}).\n");
  EXPECT_THROW(evaluate(study::load(study_)), Error);
}

// Projects are the clusters, so one project does not tell how much of its figure is chance.
TEST_F(GroupTests, OfSingleClustersAreNotMadeAndBearNoSentence) {
  append("plan.toml", "\n[[subgroup]]\nindicator = \"influence\"\nby = \"project\"\n");
  const Json document = Json::parse(file_of("findings.json"));
  std::vector<std::string> shown;
  for (const Json& finding : document["findings"]) {
    if (finding["indicator"] == "influence" && finding["by"].size() == 1 && finding["by"].contains("project") &&
        finding["withheld"].is_null()) {
      shown.push_back(finding["id"]);
    }
  }
  ASSERT_GE(shown.size(), 2U) << "two projects must be shown";
  const Json test = document["group_tests"][0];
  EXPECT_EQ(test["verdict"], "not tested");
  EXPECT_EQ(test["groups"], Json::array());
  EXPECT_EQ(test["left_out"][0]["groups"], shown.size());
  append("report.md", "\n\n## Projects\n\nInfluence is higher there ({{share " + shown[0] + "}}) than here ({{share " +
                          shown[1] + "}}).\n");
  EXPECT_THROW(evaluate(study::load(study_)), Error);
}

}  // namespace
}  // namespace kith::run
