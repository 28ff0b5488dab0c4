// Means of participants against means of a national survey: published, and from its data.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include <fmt/format.h>

#include "base/text.h"
#include "system/small_study.h"

namespace kith::tests {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

constexpr const char* instrument_toml = R"(
title = "Questionnaire"
[[question]]
name = "happy"
text = "Overall, how happy did you feel yesterday?"
type = "number"
[[question]]
name = "age"
text = "Age"
options = [{ code = "young", label = "Under 40" }, { code = "old", label = "40 or over" }]
)";
constexpr const char* plan_toml = R"(
[[section]]
code = "main"
title = "Wellbeing"
[[indicator]]
id = "happy"
population = "neighbour"
question = "happy"
measure = "mean"
label = "average happiness yesterday, from 0 to 10"
short_label = "Happiness"
section = "main"
)";

// 300 people: 200 young who say 5, 6, 7 in turn, 100 old who say 7, 8, 9, 8 in turn.
std::string participants() {
  std::string csv = "id,happy,age,nation\n";
  for (int i = 0; i < 300; ++i) {
    const bool young = i < 200;
    const int happy = young ? 5 + i % 3 : (i % 4 == 3 ? 8 : 7 + i % 4);
    csv += std::to_string(i) + "," + std::to_string(happy) + (young ? ",young,eng\n" : ",old,eng\n");
  }
  return csv;
}

class MeansCompared : public SmallStudy {
 protected:
  void write_all(const std::string& benchmark, const std::string& comparison = "") const {
    write("study.toml",
          std::string("title = \"Wellbeing\"\n[[nation]]\ncode = \"eng\"\nname = \"England\"\n[[nation]]\n"
                      "code = \"wal\"\nname = \"Wales\"\n[[wave]]\ncode = \"w1\"\nname = \"Wave 1\"\n") +
              neighbours_toml + "nation = \"nation\"\n" + first_responses_toml);
    write("instruments/people.toml", instrument_toml);
    write("plan.toml",
          std::string(plan_toml) + "[[comparison]]\nindicator = \"happy\"\nbenchmark = \"uk\"\n" + comparison);
    write("responses/w1.csv", participants());
    write("benchmarks/uk.toml",
          "[[benchmark]]\nid = \"happy\"\nset = \"uk\"\nlabel = \"adults in the United Kingdom\"\n" + benchmark);
  }
  json compared(const Outcome& outcome, const std::string& out) const {
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return findings_in(scratch / out).at("happy_all").at("benchmark");
  }
};

TEST_F(MeansCompared, WithAPublishedFigureOfTheLibraryThatIsTakenAsFixed) {
  write_all("use = \"aps_2018_19_happy\"\n");
  const json found = compared(run("out"), "out");
  EXPECT_EQ(found["value"], 7.56);
  EXPECT_EQ(found["percent"], nullptr);
  EXPECT_EQ(found["benchmark_has_error"], false);
  EXPECT_EQ(found["benchmark_interval"], nullptr);
  EXPECT_EQ(found["verdict"], "lower");
  // As shown, less 7.56, and no finer.
  const auto own = findings_in(scratch / "out").at("happy_all");
  EXPECT_NEAR(found["difference"].get<double>(), own["value"].get<double>() - 7.56, 0.0051);
  const std::string page = slurp(scratch / "out/report.html");
  EXPECT_THAT(page, HasSubstr("Taken as fixed figures, since the source does not say how sure they are: Happiness."));
  EXPECT_THAT(page, HasSubstr("Average happiness yesterday, from 0 to 10, among those surveyed"));
  EXPECT_THAT(page, HasSubstr("<b>7.56</b> among adults in the United Kingdom: "));
  EXPECT_THAT(page, Not(HasSubstr("points lower")));
}

TEST_F(MeansCompared, WithMicrodataAndWithPeopleLikeThem) {
  write_all(
      "survey = \"A survey\"\nsource = \"its file\"\ngeography = \"Wales\"\nmicrodata = \"benchmarks/survey.csv\"\n"
      "measure = \"mean(happy)\"\n",
      "adjust = [\"age\"]\n");
  std::string csv = "happy,age\n";  // of 400 young 6, 7, 8 in turn (7 but for one), of 800 old always 7 or 9 (8)
  for (int i = 0; i < 1200; ++i) {
    csv += i < 399      ? std::to_string(6 + i % 3) + ",young\n"
           : i < 400    ? "7,young\n"
           : i % 2 == 0 ? "7,old\n"
                        : "9,old\n";
  }
  write("benchmarks/survey.csv", csv);
  const json found = compared(run("out"), "out");
  EXPECT_NEAR(found["value"].get<double>(), (400 * 7 + 800 * 8) / 1200.0, 0.0051);
  EXPECT_EQ(found["benchmark_has_error"], true);
  EXPECT_LT(found["benchmark_interval"]["low"], found["value"]);
  ASSERT_FALSE(found["adjusted"].is_null()) << found["not_adjusted"];
  EXPECT_NEAR(found["adjusted"]["value"].get<double>(), (200 * 7 + 100 * 8) / 300.0, 0.0051);
  EXPECT_EQ(found["adjusted"]["verdict"], "lower");
  const std::string page = slurp(scratch / "out/report.html");
  EXPECT_THAT(page, HasSubstr("Figures of other nations"));
  EXPECT_THAT(page, HasSubstr("Wales; not in England, where people were asked here"));
}

// What data come to stands in a sentence as it stands in the table; before, a benchmark without a published figure read
// as 0%.
TEST_F(MeansCompared, MayStandInASentence) {
  write_all(
      "survey = \"A survey\"\nsource = \"its file\"\nmicrodata = \"benchmarks/survey.csv\"\nmeasure = "
      "\"mean(happy)\"\n");
  std::string csv = "happy\n";
  for (int i = 0; i < 400; ++i) {
    csv += i % 2 == 0 ? "7\n" : "9\n";
  }
  write("benchmarks/survey.csv", csv);
  write("report.md",
        "# Wellbeing\n\nOn average those surveyed rate {{mean happy}}, {{compare happy}} adults in the United Kingdom, "
        "{{benchmark happy}}.\n\nThe two are {{difference happy}} apart.\n");
  const Outcome outcome = run("out");
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const std::string page = slurp(scratch / "out/report.html");
  EXPECT_THAT(page, HasSubstr(">compared to 8 among</span> adults in the United Kingdom"));
  const auto value = findings_in(scratch / "out").at("happy_all").at("value").get<double>();
  EXPECT_THAT(page, HasSubstr(fmt::format(">{}</span> apart", text::exact(std::round((8 - value) * 100) / 100))));
}

TEST_F(MeansCompared, AreNoPercentagesAndNoMoreAlikeThanTheTestSays) {
  write_all("use = \"aps_2018_19_happy\"\n");
  const auto said = [&](const std::string& sentence) {
    write("report.md", "# Wellbeing\n\n" + sentence + "\n");
    const Outcome outcome = run("out");
    return outcome.exit_code == 0 ? std::string("accepted") : outcome.err;
  };
  const std::string people = "adults in the United Kingdom";
  EXPECT_THAT(said("{{mean happy}}% of those surveyed were happy."), HasSubstr("\u201C%\u201D behind"));
  EXPECT_THAT(said("The two are {{difference happy}} percentage points apart."), HasSubstr("which is no share"));
  EXPECT_THAT(said("Those surveyed, at {{mean happy}}, are just as happy as " + people + ", at {{benchmark happy}}."),
              HasSubstr("report.md:3"));
  EXPECT_EQ(said("Those surveyed, at {{mean happy}}, are not as happy as " + people + ", at {{benchmark happy}}."),
            "accepted");
}

// "7.2" means nothing without its scale, and the words for a scale and for an interval are no figures of ours.
TEST_F(MeansCompared, SayOnWhichScaleTheyAre) {
  write_all("use = \"aps_2018_19_happy\"\n");
  write("instruments/people.toml",
        text::replace_all(instrument_toml, "type = \"number\"", "type = \"number\"\nminimum = 0\nmaximum = 10"));
  write("report.md",
        "# Wellbeing\n\nOn a scale from 0 to 10 those surveyed rate {{mean happy}}. Every figure has a 95% confidence "
        "interval.\n");
  const Outcome outcome = run("out");
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(slurp(scratch / "out/report.html"), HasSubstr("Average among neighbours, on a scale from 0 to 10"));
  write("report.md", "# Wellbeing\n\nHappiness rose from 0 to 10.\n");
  EXPECT_THAT(run("out").err, HasSubstr("report.md:3"));
  write("responses/w1.csv", participants() + "300,11,old,eng\n");
  EXPECT_THAT(run("out").err, HasSubstr("responses/w1.csv:302: 11 is an answer to `happy`, which goes from 0 to 10"));
}

// One person's amount is no average.
TEST_F(MeansCompared, GoWhereOnePersonsAmountIsMostOfThem) {
  write_all("mean = 7\nsource = \"a bulletin\"\n");
  std::string csv = "id,happy,age,nation\n";
  for (int i = 0; i < 300; ++i) {
    csv += std::to_string(i) + "," + std::to_string(i == 7 ? 100000 : i % 40) + ",young,eng\n";
  }
  write("responses/w1.csv", csv);
  ASSERT_EQ(run("out").exit_code, 0);
  EXPECT_EQ(findings_in(scratch / "out").at("happy_all").at("withheld").at("code"), "confidential");
  EXPECT_THAT(kith({"explain", (scratch / "out").string(), "happy_all", "--study", study.string()}).out,
              HasSubstr("the largest amount of one person makes more than 50% of all"));
}

// Codes that are no answers in the library's survey do not enter its mean.
TEST_F(MeansCompared, LeaveOutWhatIsNoAnswer) {
  write_all(
      "use = \"ons4_happy\"\nsource = \"its file\"\nmicrodata = \"benchmarks/survey.csv\"\nmeasure = "
      "\"mean(happy)\"\n");
  std::string csv = "happy\n";
  for (int i = 0; i < 400; ++i) {
    csv += i % 10 == 0 ? "-9\n" : i % 2 == 0 ? "7\n" : "9\n";
  }
  write("benchmarks/survey.csv", csv);
  EXPECT_NEAR(compared(run("out"), "out")["value"].get<double>(), (160 * 7 + 200 * 9) / 360.0, 0.006);
}

TEST_F(MeansCompared, OnlyWithMeans) {
  write_all("percent = 57\nsource = \"a bulletin\"\n");
  const Outcome share = run("out");
  EXPECT_EQ(share.exit_code, 1);
  EXPECT_THAT(share.err, HasSubstr("`happy` is a mean, and the benchmark a percentage"));
  EXPECT_THAT(share.err, HasSubstr("benchmarks/uk.toml:1"));
  write_all("percent = 57\nmean = 7\nsource = \"a bulletin\"\n");
  EXPECT_THAT(run("out").err, HasSubstr("a figure is a `percent` or a `mean`, not both"));
  write_all("mean = 7\nsource = \"a bulletin\"\n", "neutral = [\"5\"]\n");
  EXPECT_THAT(run("out").err, HasSubstr("`happy` is a mean, which has no neutral answers"));
  write_all("source = \"its file\"\nmicrodata = \"benchmarks/survey.csv\"\nmeasure = 'share(happy in \"7\")'\n");
  write("benchmarks/survey.csv", "happy\n7\n8\n");
  const Outcome counted = run("out");
  EXPECT_EQ(counted.exit_code, 1);
  EXPECT_THAT(counted.err, HasSubstr("is a mean, and `share(happy in \"7\")` a share"));
}

}  // namespace
}  // namespace kith::tests
