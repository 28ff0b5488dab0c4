// A real weighted survey as a study: what disclosure control must withhold in it. Among the youngest men of
// FiveThirtyEight's survey (2018, CC BY 4.0), 9 of 133 feel "not at all masculine".
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "support/process.h"
#include "support/release.h"
#include "support/shared.h"

namespace kith {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr const char* file = "data/imports/surveymonkey_538_masculinity_raw.csv";

TEST(Protected, NinePeopleAreWithheldAndNotGivenBackByTheOtherOptions) {
  SKIP_WITHOUT_SHARED(file);
  const tests::Scratch scratch;
  const fs::path study = scratch / "study";
  ASSERT_EQ(tests::kith({"new", study.string(), "--from", tests::shared(file).string()}).exit_code, 0);
  tests::spit(study / "plan.toml",
              tests::slurp(study / "plan.toml") + "\n[[breakdown]]\nid = \"age\"\ndimensions = [\"age3\"]\n");
  const auto outcome = tests::kith({"run", study.string(), "--out", (scratch / "out").string()});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;

  const std::map<std::string, Json> findings = tests::findings_in(scratch / "out");
  const std::string young = "q0001_18_34_";
  int withheld = 0;
  for (const char* option : {"very_masculine", "somewhat_masculine", "not_very_masculine", "not_at_all_masculine"}) {
    ASSERT_TRUE(findings.contains(young + option)) << option;
    withheld += findings.at(young + option).at("withheld").is_null() ? 0 : 1;
  }
  const Json& nine = findings.at(young + "not_at_all_masculine");
  EXPECT_FALSE(nine.at("withheld").is_null());
  for (const char* key : {"value", "percent", "se", "interval"}) {
    EXPECT_TRUE(nine.at(key).is_null()) << key;
  }
  EXPECT_GE(withheld, 2) << "a single gap among options that add up to everyone can be filled in";
  EXPECT_FALSE(findings.at("q0001_18_34_very_masculine").at("percent").is_null());
}

}  // namespace
}  // namespace kith
