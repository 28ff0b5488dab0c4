// kith audit and kith explain on the example's release: sound as it was made, and every hole that is cut into it is
// found.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "data/xlsx_write.h"
#include "support/process.h"

namespace kith {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using testing::HasSubstr;
using tests::kith;
using tests::slurp;
using tests::spit;

const fs::path example = fs::path(KITH_SOURCE) / "examples/community-power";

class AuditOfTheExample : public testing::Test {
 protected:
  void SetUp() override {
    const auto outcome = kith({"run", example.string(), "--out", out().string()});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    const Json document = findings();
    for (const Json& finding : document.at("findings")) {
      if (!finding.at("withheld").is_null() && withheld_.empty() &&
          finding.at("measure").get<std::string>()[0] == 's') {
        withheld_ = finding.at("id").get<std::string>();
      }
    }
    ASSERT_FALSE(withheld_.empty()) << "the example must withhold a share";
  }
  fs::path out() const { return scratch_ / "out"; }
  Json findings() const { return Json::parse(slurp(out() / "findings.json")); }
  tests::Outcome audit() const { return kith({"audit", out().string()}); }
  void expect_found(const std::string& words) const {
    const auto outcome = audit();
    EXPECT_EQ(outcome.exit_code, 1) << outcome.out;
    EXPECT_THAT(outcome.out, HasSubstr(words));
  }

  tests::Scratch scratch_;
  std::string withheld_;
};

TEST_F(AuditOfTheExample, FindsNothingInWhatTheGateLetThrough) {
  const auto outcome = audit();
  EXPECT_EQ(outcome.exit_code, 0) << outcome.out;
  EXPECT_THAT(outcome.out, HasSubstr("nothing is exposed"));
  const auto json = kith({"audit", out().string(), "--format", "json"});
  const Json document = Json::parse(json.out);
  EXPECT_TRUE(document.at("sound").get<bool>());
  EXPECT_GT(document.at("counts").size(), 0U);
}

TEST_F(AuditOfTheExample, FindsANumberPutBackIntoFindingsJson) {
  Json document = findings();
  for (Json& finding : document.at("findings")) {
    if (finding.at("id") == withheld_) {
      finding["percent"] = 43;
    }
  }
  spit(out() / "findings.json", document.dump());
  expect_found("`" + withheld_ + "` is withheld, and its `percent` is there");
}

TEST_F(AuditOfTheExample, FindsANumberPutBackIntoAnAlternativeText) {
  std::string page = slurp(out() / "report.html");
  const std::size_t picture = page.find("not shown. ", page.find("<desc"));
  ASSERT_NE(picture, std::string::npos) << "a picture of the example must have a withheld figure";
  page.replace(picture, 10, "43% (30% to 57%).");
  spit(out() / "report.html", page);
  expect_found("is not shown in the table, and 43 here");
}

TEST_F(AuditOfTheExample, FindsANumberInACommentAnAttributeAnotherFileAndAFileName) {
  std::string page = slurp(out() / "report.html");
  const std::size_t body = page.find("<main");
  ASSERT_NE(body, std::string::npos);
  spit(out() / "report.html", page.substr(0, body) + "<!-- " + withheld_ + ": 43 -->" + page.substr(body));
  expect_found("report.html, comment");
  spit(out() / "report.html", page.substr(0, body) + "<p title='" + withheld_ + " = 43%'>More</p>" + page.substr(body));
  expect_found("report.html, attribute title");
  spit(out() / "report.html", page);
  spit(out() / "extra.csv", "id,percent\n" + withheld_ + ",43\n");
  expect_found("extra.csv:2");
  fs::rename(out() / "extra.csv", out() / (withheld_ + "-43.csv"));
  spit(out() / (withheld_ + "-43.csv"), "nothing\n");
  expect_found("the name of the file");
}

TEST_F(AuditOfTheExample, FindsADisagreementOfPageAndFindings) {
  Json document = findings();
  std::string changed;
  for (Json& finding : document.at("findings")) {
    if (changed.empty() && finding.at("percent").is_number() && finding.at("by").empty()) {
      changed = finding.at("id").get<std::string>();
      finding["percent"] = finding.at("percent").get<int>() + 1;
    }
  }
  spit(out() / "findings.json", document.dump());
  expect_found("`" + changed + "` is");
}

TEST_F(AuditOfTheExample, FindsASheetOutOfSight) {
  const std::string bytes = data::xlsx(
      {{"Findings", {"Id", "Figure"}, {{withheld_, "[u]"}}}, {"Working", {"Id", "Figure"}, {{withheld_, "43%"}}}});
  spit(out() / "tables.xlsx", bytes);
  expect_found("tables.xlsx, sheet Working");
}

TEST_F(AuditOfTheExample, ExplainsAWithheldFigureInPublicAndInPrivate) {
  const auto in_public = kith({"explain", out().string(), withheld_});
  EXPECT_EQ(in_public.exit_code, 0) << in_public.err;
  EXPECT_THAT(in_public.out, HasSubstr("is not shown"));
  EXPECT_THAT(in_public.out, HasSubstr("is not said"));
  const auto in_private = kith({"explain", out().string(), withheld_, "--study", example.string()});
  EXPECT_THAT(in_private.out, HasSubstr("For the analyst, not for release"));
  EXPECT_GT(in_private.out.size(), in_public.out.size() + 60);
  const auto unknown = kith({"explain", out().string(), withheld_ + "x"});
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_THAT(unknown.err, HasSubstr("did you mean"));
}

// Releases that somebody typed.
Json figure(const std::string& nation, const Json& percent, const Json& bases) {
  Json by = Json::object();
  if (!nation.empty()) {
    by["nation"] = nation;
  }
  return {{"id", "trust_" + (nation.empty() ? "all" : nation)},
          {"indicator", "trust"},
          {"measure", "share(trust)"},
          {"population", "p"},
          {"by", by},
          {"percent", percent},
          {"value", percent.is_null() ? Json() : Json(0.5)},
          {"bases", bases},
          {"withheld", percent.is_null() ? Json({{"code", "small-base"}}) : Json()}};
}

Json exact(int base) {
  return {{"unweighted", base}};
}

tests::Outcome audited(const std::vector<Json>& findings) {
  const tests::Scratch scratch;
  spit(scratch / "findings.json", Json({{"findings", findings}}).dump());
  return kith({"audit", scratch.path().string()});
}

TEST(Audit, FindsAPartThatItsTotalGivesAway) {
  const auto outcome = audited({figure("", 50, exact(420)), figure("eng", 50, exact(250)),
                                figure("wal", 50, exact(150)), figure("sct", {}, {})});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.out, testing::ContainsRegex("trust_sct +base +20 +20 +1 +10 +exposed"));
}

TEST(Audit, FindsPeopleLeftOutOfTheTableButNotOfTheTotal) {
  const auto outcome =
      audited({figure("", 50, exact(420)), figure("eng", 50, exact(250)), figure("wal", 50, exact(150))});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.out, HasSubstr("the rest of trust_all by nation"));
}

TEST(Audit, FindsTheBaseThatSeveralPercentagesShare) {
  std::vector<Json> options;
  for (const int percent : {68, 57, 27, 39, 11}) {
    Json option = figure("", percent, {{"unweighted", nullptr}, {"band", {{"low", 30}, {"high", 49}}}});
    option["category"] = "c" + std::to_string(percent);
    option["id"] = "trust_all_" + std::to_string(percent);
    options.push_back(std::move(option));
  }
  const auto outcome = audited(options);
  EXPECT_EQ(outcome.exit_code, 1) << outcome.out;
  EXPECT_THAT(outcome.out, testing::ContainsRegex("trust_all_68 +base +44 +44 +1 +3 +exposed"));
}

TEST(Audit, FindsWhatTheRulesForbid) {
  EXPECT_THAT(audited({figure("", 3, exact(200))}).out, HasSubstr("fewer than 10 people on one side"));
  EXPECT_THAT(audited({figure("", 50, exact(20))}).out, HasSubstr("below 30"));
  EXPECT_EQ(audited({figure("", 50, exact(200))}).exit_code, 0);
}

TEST(Audit, SaysWhatIsWrongWithAFolder) {
  const tests::Scratch scratch;
  EXPECT_THAT(kith({"audit", (scratch / "none").string()}).err, HasSubstr("there is no such folder"));
  spit(scratch / "findings.json", "{");
  EXPECT_THAT(kith({"audit", scratch.path().string()}).err, HasSubstr("no JSON that Kith wrote"));
  spit(scratch / "findings.json", "{\"findings\":[]}");
  spit(scratch / "tables.xlsx", "PK no zip");
  EXPECT_EQ(kith({"audit", scratch.path().string()}).exit_code, 1);
}

// Groups by a question leave out those who did not answer it. Where a study says so nobody can take three bands of at
// most 99 for the 296 people who are missing from the other groups; where it does not, the audit expects the worst.
TEST(Audit, KnowsFromTheReleaseThatPeopleMayBeInNoGroup) {
  const tests::Scratch scratch;
  tests::copy_folder(example, scratch / "study");
  spit(scratch / "study/plan.toml", slurp(scratch / "study/plan.toml") +
                                        "\n[[breakdown]]\nid = \"gender\"\ndimensions = [\"gender\"]\n\n[[breakdown]]\n"
                                        "id = \"age\"\ndimensions = [\"age_band\"]\n");
  const fs::path out = scratch / "out";
  ASSERT_EQ(kith({"run", (scratch / "study").string(), "--out", out.string()}).exit_code, 0);
  EXPECT_EQ(kith({"audit", out.string()}).exit_code, 0) << kith({"audit", out.string()}).out;
  EXPECT_THAT(slurp(out / "report.html"),
              HasSubstr("Some participants are in the figures of everyone and in no group"));
  Json manifest = Json::parse(slurp(out / "manifest.json"));
  EXPECT_THAT(manifest["incomplete"].dump(), HasSubstr("age_band"));
  manifest["incomplete"] = Json::array();
  spit(out / "manifest.json", manifest.dump());
  EXPECT_THAT(kith({"audit", out.string()}).out, HasSubstr("skills_a16"));
}

}  // namespace
}  // namespace kith
