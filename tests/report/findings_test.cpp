// findings.json and the workbook: the shapes that others read.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "fixture.h"

namespace kith::report {
namespace {

using tests::Example;
using Json = nlohmann::json;

const Json& finding(const Json& document, const std::string& id) {
  for (const Json& one : document["findings"]) {
    if (one["id"] == id) {
      return one;
    }
  }
  throw std::runtime_error("no finding " + id);
}

Json document() {
  return Json::parse(json(Example().input()));
}

TEST(FindingsJson, HasTheReleasedFigureWithItsPercentAndBenchmark) {
  const Json released = document();
  const Json& chat = finding(released, "chat_all");
  EXPECT_EQ(chat["percent"], 75);
  EXPECT_EQ(chat["value"], 0.75);
  EXPECT_EQ(chat["interval"]["low"], 0.71);
  EXPECT_EQ(chat["bases"]["unweighted"], 410);  // of 412: less one programme's exact base it would tell the other's
  EXPECT_EQ(chat["benchmark"]["percent"], 57);
  EXPECT_EQ(chat["benchmark"]["difference"], 18);
  EXPECT_EQ(chat["benchmark"]["grade"], "B");
  EXPECT_EQ(chat["benchmark"]["verdict"], "higher");
  EXPECT_TRUE(chat["withheld"].is_null());
  EXPECT_EQ(chat["notes"][0]["code"], "describes-variation");
}

TEST(FindingsJson, AbsentIsNull) {
  const Json released = document();
  const Json& skills = finding(released, "skills_all");
  EXPECT_TRUE(skills["benchmark"].is_null());
  EXPECT_TRUE(skills["category"].is_null());
  const Json& banded = finding(released, "chat_kt");
  EXPECT_EQ(banded["percent"], 68);
  EXPECT_TRUE(banded["bases"]["unweighted"].is_null());
  EXPECT_EQ(banded["bases"]["band"]["low"], 50);
  EXPECT_TRUE(banded["se"].is_null());
}

TEST(FindingsJson, AWithheldFindingHasAReasonAndNothingElse) {
  const Json released = document();
  const Json& join = finding(released, "join_sct");
  ASSERT_FALSE(join["withheld"].is_null());
  EXPECT_EQ(join["withheld"]["code"], "confidential");
  for (const char* key : {"value", "percent", "se", "df", "interval", "benchmark", "design_effect"}) {
    EXPECT_TRUE(join[key].is_null()) << key;
  }
  EXPECT_TRUE(join["bases"]["unweighted"].is_null());
}

TEST(FindingsJson, IsOneFindingALine) {
  const std::string text = json(Example().input());
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  EXPECT_EQ(lines, document()["findings"].size() + 6);
}

TEST(FindingsJson, TheManifestNamesWhatIsWithheldBySymbolOnly) {
  const Json manifest = document()["manifest"];
  ASSERT_FALSE(manifest["withheld"].empty());
  for (const Json& one : manifest["withheld"]) {
    EXPECT_EQ(one.size(), 2U);
    EXPECT_TRUE(one["symbol"] == "[c]" || one["symbol"] == "[u]");
  }
  EXPECT_EQ(manifest["rules"]["minimum_cell"], 10);
  EXPECT_EQ(manifest["sha256"].size(), 1U);
}

TEST(Workbook, HasItsSheetsWithRowsAsWideAsTheirHeader) {
  std::vector<std::string> names;
  for (const Sheet& sheet : workbook(Example().input())) {
    names.push_back(sheet.name);
    EXPECT_FALSE(sheet.rows.empty()) << sheet.name;
    for (const auto& row : sheet.rows) {
      EXPECT_EQ(row.size(), sheet.header.size()) << sheet.name;
    }
  }
  EXPECT_EQ(names,
            (std::vector<std::string>{"Findings", "Comparisons", "Bases", "Questions", "Flow", "Notes and rules"}));
}

TEST(Workbook, ShowsTheSymbolOfAWithheldFigure) {
  const Sheet findings = workbook(Example().input())[0];
  bool seen = false;
  for (const auto& row : findings.rows) {
    if (row[0] == "join_sct") {
      seen = true;
      EXPECT_EQ(row[4], "[c]");
      EXPECT_EQ(row[5], "");
      EXPECT_EQ(row[6], "[c]");
    }
  }
  EXPECT_TRUE(seen);
}

}  // namespace
}  // namespace kith::report
