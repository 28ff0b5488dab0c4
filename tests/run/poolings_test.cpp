// Pooling after the gate: what it tells is a function of what is shown, in an order that is nobody's rank.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "compare/pooling.h"
#include "run/evaluation.h"
#include "run/poolings.h"
#include "study/load.h"
#include "support/process.h"

namespace kith::run {
namespace {

namespace fs = std::filesystem;
using finding::Finding;
using finding::Pooling;
using Json = nlohmann::json;

struct Project {
  std::string name;
  int yes, people;
};

study::Study plan(const std::string& order = "study") {
  study::Study study;
  study.breakdowns = {{.id = "project", .dimensions = {"project"}, .by_default = true, .where = {}}};
  study.poolings = {{.indicator = "trust", .by = "project", .order = order, .where = {}}};
  return study;
}

std::vector<Finding> findings(const std::vector<Project>& projects) {
  std::vector<Finding> all;
  for (std::size_t i = 0; i < projects.size(); ++i) {
    Finding& one = all.emplace_back();
    one.id = "trust_p" + std::to_string(i);
    one.indicator = "trust";
    one.population = "participant";
    one.by = {{"project", "p" + std::to_string(i), projects[i].name}};
    one.value = static_cast<double>(projects[i].yes) / projects[i].people;
    one.numerator = projects[i].yes;
    one.bases.unweighted = projects[i].people;
    one.bases.weighted = one.bases.effective = projects[i].people;
  }
  return all;
}

Pooling pooled(const std::vector<Project>& projects, const std::string& order = "study") {
  disclose::Gate gate(disclose::Rules{});
  const auto found = pool_groups(plan(order), gate.release(findings(projects)), gate);
  EXPECT_EQ(found.size(), 1U);
  return *found.at(0);
}

const std::vector<Project> some{{"Zinnia", 90, 120}, {"Alder", 45, 60}, {"Maple", 110, 200}, {"Birch", 5, 12},
                                {"Cedar", 20, 40},   {"Elm", 130, 140}, {"Fir", 48, 80},     {"Yew", 60, 110}};

std::vector<std::string> names(const Pooling& pooling) {
  std::vector<std::string> found;
  for (const Pooling::Group& group : pooling.groups) {
    found.push_back(group.level.label);
  }
  return found;
}

bool same(const Pooling& a, const Pooling& b) {
  const auto interval = [](const Pooling::Group& group) {
    return group.interval ? std::pair(group.interval->low, group.interval->high) : std::pair(-1.0, -1.0);
  };
  return a.mean == b.mean && a.between == b.between && a.all == b.all && a.funnel.size() == b.funnel.size() &&
         std::ranges::equal(a.groups, b.groups, [&](const Pooling::Group& x, const Pooling::Group& y) {
           return x.low == y.low && x.high == y.high && x.raw == y.raw && x.steadied == y.steadied &&
                  x.place == y.place && interval(x) == interval(y);
         });
}

TEST(Poolings, StandInTheStudysOrderOrByName) {
  EXPECT_EQ(names(pooled(some)),
            (std::vector<std::string>{"Zinnia", "Alder", "Maple", "Birch", "Cedar", "Elm", "Fir", "Yew"}));
  EXPECT_EQ(names(pooled(some, "name")),
            (std::vector<std::string>{"Alder", "Birch", "Cedar", "Elm", "Fir", "Maple", "Yew", "Zinnia"}));
}

TEST(Poolings, TellNothingOfAGroupThatIsNotShown) {
  const Pooling one = pooled(some);
  EXPECT_EQ(one.not_shown, 1U);
  const Pooling::Group& birch = one.groups[3];
  EXPECT_FALSE(birch.raw || birch.steadied || birch.low || birch.high || birch.interval);
  EXPECT_TRUE(birch.place.empty());
  for (const auto& [yes, people] : {std::pair(12, 12), {0, 29}, {15, 25}, {1, 1}}) {
    std::vector<Project> other = some;
    other[3] = {"Birch", yes, people};
    EXPECT_TRUE(same(one, pooled(other))) << yes << " of " << people;
  }
}

// Every base of the band 50 to 99 with a share that is shown as 75%.
TEST(Poolings, TellNothingOfABaseThatIsABand) {
  const Pooling one = pooled(some);
  ASSERT_EQ(one.groups[1].low, 50);
  ASSERT_EQ(one.groups[1].high, 99);
  int tried = 0;
  for (int people = 50; people <= 99; ++people) {
    for (int yes = 10; yes <= people - 10; ++yes) {
      if (std::llround(100.0 * yes / people) == 75) {
        std::vector<Project> other = some;
        other[1] = {"Alder", yes, people};
        EXPECT_TRUE(same(one, pooled(other))) << yes << " of " << people;
        ++tried;
      }
    }
  }
  EXPECT_GT(tried, 30);
}

TEST(Poolings, OfExactBasesAreThoseOfTheRoundedShares) {
  const std::vector<Project> large{{"a", 75, 100}, {"b", 120, 200}, {"c", 270, 300}, {"d", 110, 200}};
  std::vector<compare::GroupShare> shares;
  for (const Project& project : large) {
    shares.push_back({static_cast<double>(project.yes), static_cast<double>(project.people)});
  }
  const compare::Pooled expected = compare::pool(shares);
  const Pooling found = pooled(large);
  for (std::size_t i = 0; i < large.size(); ++i) {
    EXPECT_NEAR(found.groups[i].steadied.value_or(-1), expected.groups[i].steadied, 0.0051);
    EXPECT_NEAR(found.groups[i].interval.value_or(finding::Interval{}).low, expected.groups[i].low.value_or(-1),
                0.0051);
  }
  EXPECT_NEAR(found.between.value_or(-1), expected.between, 0.0006);
  EXPECT_EQ(found.all, 0.72);  // 575 of 800
  EXPECT_EQ(found.groups[2].place, "outside 99.8%");
}

// A share of 60% lies outside the funnel about 75% with 99 people and inside it with 50.
TEST(Poolings, CallAGroupOutsideOnlyIfItIsSoAtBothEndsOfItsBand) {
  std::vector<Project> projects{{"a", 750, 1000}, {"b", 225, 300}, {"c", 57, 95}};
  EXPECT_NE(compare::place({59.4, 99}, 0.75), compare::Place::Inside);
  EXPECT_EQ(compare::place({33, 55}, 0.75), compare::place({0.6 * 55, 55}, 0.75));
  const Pooling found = pooled(projects);
  const bool both = compare::place({30, 50}, found.all.value_or(0)) != compare::Place::Inside &&
                    compare::place({59.4, 99}, found.all.value_or(0)) != compare::Place::Inside;
  EXPECT_EQ(found.groups[2].place != "inside", both);
}

TEST(Poolings, OfFewerThanTwoGroupsSayWhyThereAreNone) {
  const Pooling found = pooled({{"a", 75, 100}, {"b", 5, 9}});
  EXPECT_FALSE(found.mean || found.groups[0].steadied);
  EXPECT_TRUE(found.funnel.empty());
  EXPECT_EQ(found.reason, "Fewer than two groups have a figure that is shown.");
}

// ---- in a study -----------------------------------------------------------------------------------------------------

class PoolingStudy : public testing::Test {
 protected:
  PoolingStudy() : study_(scratch_ / "study") {
    std::string toml = "title = \"Trust in projects\"\n[[wave]]\ncode = \"w1\"\nname = \"Wave 1\"\n";
    std::string csv = "id,project,trust\n";
    int id = 0;
    for (std::size_t p = 0; p < some.size(); ++p) {
      toml += "[[programme]]\ncode = \"g" + std::to_string(p) + "\"\nname = \"Programme " + std::to_string(p) +
              "\"\n[[project]]\ncode = \"p" + std::to_string(p) + "\"\nname = \"" + some[p].name +
              " Project\"\nprogramme = \"g" + std::to_string(p) + "\"\nnation = \"eng\"\n";
      for (int i = 0; i < some[p].people; ++i) {
        csv += std::to_string(++id) + ",p" + std::to_string(p) + (i < some[p].yes ? ",yes\n" : ",no\n");
      }
    }
    toml +=
        "[[nation]]\ncode = \"eng\"\nname = \"England\"\n[[population]]\ncode = \"participant\"\nnoun = "
        "\"participant\"\nplural = \"participants\"\nbase_noun = \"those surveyed\"\ninstrument = "
        "\"people\"\nproject = \"project\"\nclusters = [\"id\"]\n[[responses]]\nfile = "
        "\"responses/people.csv\"\npopulation = \"participant\"\n";
    tests::spit(study_ / "study.toml", toml);
    tests::spit(study_ / "responses/people.csv", csv);
    tests::spit(study_ / "instruments/people.toml",
                "title = \"Questions\"\n[[question]]\nname = \"trust\"\ntext = \"Do you trust people?\"\noptions = [ { "
                "code = \"yes\", label = \"Yes\" }, { code = \"no\", label = \"No\" } ]\n");
    tests::spit(study_ / "plan.toml",
                "[[section]]\ncode = \"all\"\ntitle = \"Trust\"\n[[breakdown]]\nid = \"project\"\ndimensions = "
                "[\"project\"]\n[[indicator]]\nid = \"trust\"\npopulation = \"participant\"\nquestion = "
                "\"trust\"\npositive = [\"yes\"]\nlabel = \"trust people\"\n[[pooling]]\nindicator = \"trust\"\nby = "
                "\"project\"\norder = \"name\"\n");
  }

  tests::Scratch scratch_;
  fs::path study_;
};

TEST_F(PoolingStudy, PutsRawAndSteadiedSharesAndBasesSideBySide) {
  const Release release = evaluate(study::load(study_));
  release.files.commit(scratch_ / "out");
  const std::string html = tests::slurp(scratch_ / "out/report.html");
  EXPECT_NE(html.find(">Project by project</h2>"), std::string::npos);
  EXPECT_NE(html.find("<th scope=\"col\">Raw</th><th scope=\"col\">Steadied</th>"), std::string::npos);
  EXPECT_NE(html.find("id=\"funnel-1"), std::string::npos);
  const Json document = Json::parse(tests::slurp(scratch_ / "out/findings.json"));
  const Json groups = document["poolings"][0]["groups"];
  ASSERT_EQ(groups.size(), some.size());
  EXPECT_EQ(groups[0]["code"], "p1");  // Alder
  int withheld = 0;
  for (const Json& group : groups) {
    const auto finding =
        std::ranges::find_if(document["findings"], [&](const Json& one) { return one["id"] == group["id"]; });
    ASSERT_NE(finding, document["findings"].end());
    EXPECT_EQ((*finding)["withheld"].is_null(), group["steadied"].is_number());
    EXPECT_EQ(group["people"].is_null(), group["steadied"].is_null());
    withheld += group["steadied"].is_null() ? 1 : 0;
  }
  EXPECT_GE(withheld, 1);
  EXPECT_LE(withheld, 3);
}

TEST_F(PoolingStudy, IsNoLeagueTable) {
  std::string text = tests::slurp(study_ / "plan.toml");
  text.replace(text.find("order = \"name\""), 14, "order = \"value\"");
  tests::spit(study_ / "plan.toml", text);
  try {
    study::load(study_);
    FAIL() << "groups are not ranked";
  } catch (const Error& error) {
    EXPECT_EQ(
        std::string(error.what()),
        "plan.toml:16: groups are not ranked, so their order cannot be `value`: neighbours in a ranking differ by "
        "chance: write \"study\" or \"name\"");
  }
}

}  // namespace
}  // namespace kith::run
