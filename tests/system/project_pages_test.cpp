// A page for each project whose figures may be shown (K8), with what is known of its area (D6), and none for others.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include <fmt/format.h>

#include "system/small_study.h"

namespace kith::tests {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* study_toml = R"(
title = "Three projects"
[[wave]]
code = "w1"
name = "Wave 1"
[[project]]
code = "big"
name = "Mill Lane"
postcode = "ZZ1 1AA"
[[project]]
code = "other"
name = "Quay Side"
[[project]]
code = "small"
name = "Hill Top"
)";
constexpr const char* places_toml = R"(
[place]
definitions = ["places/indices.toml"]
postcodes = ["places/postcodes.csv"]
indices = { made = "places/made.csv" }
population = "places/people.csv"
)";
constexpr const char* index_toml = R"(
[[vintage]]
id = "made"
title = "Made-up area"
columns = ["area"]
codes = [{ from = "ZE001", to = "ZE010" }]
[[index]]
id = "made"
title = "Made-up index"
nations = ["England"]
vintages = ["made"]
areas = 10
publisher = "Kith"
rule = "Ten equal groups."
[index.columns]
code = ["area"]
rank = ["rank"]
decile = ["decile"]
[index.deciles]
by = "areas"
ends_at = "down"
[index.bands]
by = "areas"
ends_at = "down"
)";
const std::string people_toml = std::string(trust_instrument_toml) + R"([[question]]
name = "score"
text = "How well are you?"
type = "number"
)";
const std::string plan_toml = std::string(trust_plan_toml) + R"([[breakdown]]
id = "project"
dimensions = ["project"]
[[indicator]]
id = "score"
population = "neighbour"
question = "score"
measure = "mean"
label = "how well they are"
short_label = "Wellbeing"
section = "main"
)";

class ProjectPages : public SmallStudy {
 protected:
  void SetUp() override {
    write("study.toml",
          study_toml + std::string(neighbours_toml) + "project = \"project\"\n" + places_toml + first_responses_toml);
    write("instruments/people.toml", people_toml);
    write("plan.toml", plan_toml);
    write("places/indices.toml", index_toml);
    std::string ranks = "area,rank,decile\n", people = "area,population\n";
    for (int i = 1; i <= 10; ++i) {
      ranks += fmt::format("ZE{0:03},{0},{0}\n", i);
      people += fmt::format("ZE{:03},{}\n", i, 1233 + i);
    }
    write("places/people.csv", people);
    write("places/made.csv", ranks);
    write("places/postcodes.csv", "pcds,doterm,usertype,area,oslaua,ru11ind\nZZ1 1AA,,0,ZE001,ZE901,F1\n");
    answers(150, 140, 12);
  }
  // Everybody's answers in the three projects: three in four trust.
  void answers(int big, int other, int small) const {
    std::string csv = "id,project,trust,score\n";
    int id = 0;
    for (const auto& [code, people] : {std::pair("big", big), {"other", other}, {"small", small}}) {
      for (int i = 0; i < people; ++i) {
        csv += std::to_string(++id) + "," + code + (i % 4 == 0 ? ",no," : ",yes,") + std::to_string(i % 7) + "\n";
      }
    }
    write("responses/w1.csv", csv);
  }
  std::filesystem::path page(const std::string& code) const { return scratch / "out" / "projects" / (code + ".html"); }
};

TEST_F(ProjectPages, AreMadeWhereAFigureIsShownAndSayWhereTheProjectWorks) {
  const Outcome outcome = run("out");
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  ASSERT_TRUE(std::filesystem::exists(page("big")));
  EXPECT_FALSE(std::filesystem::exists(page("small")));
  const std::string html = slurp(page("big"));
  EXPECT_THAT(html, HasSubstr("<h1>Mill Lane</h1>"));
  EXPECT_THAT(html, HasSubstr("All neighbours"));
  EXPECT_THAT(html, HasSubstr("Made-up index: decile 1, most deprived"));
  EXPECT_THAT(html, HasSubstr("1,234"));
  EXPECT_THAT(html, HasSubstr("rural"));
  EXPECT_THAT(html, Not(HasSubstr("ZZ1 1AA")));
  EXPECT_THAT(html, Not(HasSubstr("Quay Side"))) << "projects are not compared";
  EXPECT_THAT(slurp(page("other")), Not(HasSubstr("Where the project works")));
  const auto figure = findings_in(scratch / "out").at("trust_big");
  EXPECT_THAT(html, HasSubstr(std::to_string(figure["percent"].get<int>()) + "%"));
  // A project is one cluster, whose error is nothing but noise: no digits of the mean hang on it.
  const auto mean = findings_in(scratch / "out").at("score_big")["value"].get<double>();
  EXPECT_NEAR(mean * 100, std::round(mean * 100), 1e-9);
  EXPECT_EQ(kith({"audit", (scratch / "out").string()}).exit_code, 0);
}

TEST_F(ProjectPages, AreGoneWhenTheProjectMayNoLongerBeShown) {
  ASSERT_EQ(run("out").exit_code, 0);
  spit(scratch / "out/projects/mine.html", "<p>not made by Kith</p>");
  answers(150, 20, 140);
  ASSERT_EQ(run("out").exit_code, 0);
  EXPECT_TRUE(std::filesystem::exists(page("big")) || std::filesystem::exists(page("small")));
  EXPECT_FALSE(std::filesystem::exists(page("other")));
  EXPECT_TRUE(std::filesystem::exists(page("mine")));
}

TEST_F(ProjectPages, NeedAPostcodeThatTheLookUpHas) {
  std::string toml = study_toml;
  toml.replace(toml.find("ZZ1 1AA"), 7, "ZZ9 9ZZ");
  write("study.toml", toml + neighbours_toml + "project = \"project\"\n" + places_toml + first_responses_toml);
  const Outcome unknown = run("out");
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_THAT(unknown.err, HasSubstr("the look-up does not have the postcode `ZZ9 9ZZ` of `big`"));
  write("study.toml", toml + neighbours_toml + "project = \"project\"\n" + first_responses_toml);
  EXPECT_THAT(run("out").err, HasSubstr("`big` has a postcode, and nothing says what is known of it"));
}

}  // namespace
}  // namespace kith::tests
