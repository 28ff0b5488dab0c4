// A real panel as a study of three waves: the General Social Survey panel of 2006 (NORC; public use). One file holds
// all waves; respondents present in all three have a panel weight; blanks were not asked. Stratified, two clusters a
// stratum.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/round.h"
#include "data/import.h"
#include "support/process.h"
#include "support/release.h"
#include "support/shared.h"

namespace kith {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr const char* file = "data/panel/gss_panel06_long.csv";

const std::string study_toml = R"(
title = "Trust and neighbours over three waves"
[[wave]]
code = "1"
name = "2006"
start = 2006-03-01
[[wave]]
code = "2"
name = "2008"
start = 2008-04-01
[[wave]]
code = "3"
name = "2010"
start = 2010-03-01
[[population]]
code = "adult"
noun = "adult"
plural = "adults"
base_noun = "adults in all three waves"
instrument = "panel"
id = "firstid"
wave = "wave"
weight = "wtpannr123"
strata = ["vstrat"]
clusters = ["vpsu"]
where_expression = "wtpannr123 > 0"
lonely_psu = "adjust"
random_sample = true
[[responses]]
file = "responses/panel.csv"
population = "adult"
mapping = "responses/panel.map.toml"
)";

const std::string instrument_toml = R"(
title = "Panel questionnaire"
[[question]]
name = "trust"
text = "Trust in most people"
options = [
  { code = "can", label = "can Trust" },
  { code = "cannot", label = "Cannot Trust" },
  { code = "depends", label = "Depends" },
]
[[question]]
name = "socommun"
text = "Evenings with neighbours"
ordered = true
options = [
  { code = "daily", label = "Almost Daily" },
  { code = "week", label = "Sev Times a Week" },
  { code = "month_several", label = "Sev Times a Mnth" },
  { code = "month", label = "Once a Month" },
  { code = "year_several", label = "Sev Times a Year" },
  { code = "year", label = "Once a Year" },
  { code = "never", label = "Never" },
]
)";

const std::string plan_toml = R"(
[[section]]
code = "panel"
title = "Trust and neighbours"
[[breakdown]]
id = "wave"
dimensions = ["wave"]
[[indicator]]
id = "trust"
population = "adult"
question = "trust"
positive = ["can"]
label = "think that most people can be trusted"
section = "panel"
[[indicator]]
id = "neighbours"
population = "adult"
question = "socommun"
positive = ["daily", "week", "month_several", "month"]
label = "spend an evening with neighbours at least once a month"
section = "panel"
)";

void write_study(const fs::path& study) {
  tests::spit(study / "study.toml", study_toml);
  tests::spit(study / "instruments/panel.toml", instrument_toml);
  tests::spit(study / "plan.toml", plan_toml);
  tests::spit(study / "responses/panel.map.toml", "[header]\nblank = \"not_asked\"\n");
  fs::copy_file(tests::shared(file), study / "responses/panel.csv");
}

TEST(Panel, ThreeWavesOfOneFileMakeAReportByWave) {
  SKIP_WITHOUT_SHARED(file);
  const tests::Scratch scratch;
  write_study(scratch / "study");
  const auto outcome = tests::kith({"run", (scratch / "study").string(), "--out", (scratch / "out").string()});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const std::map<std::string, Json> findings = tests::findings_in(scratch / "out");

  // The same shares by plain weighted counting.
  const data::Table table = data::read(tests::shared(file)).table;
  for (const std::string wave : {"1", "2", "3"}) {
    double trusting = 0, asked = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const double weight = table.column("wtpannr123").number_at(row).value_or(0);
      const std::string answer = table.column("trust").label_at(row);
      if (weight > 0 && table.column("wave").label_at(row) == wave && !answer.empty()) {
        asked += weight;
        trusting += answer == "can Trust" ? weight : 0;
      }
    }
    ASSERT_TRUE(findings.contains("trust_" + wave));
    EXPECT_EQ(findings.at("trust_" + wave).at("percent").get<int>(), whole_percent(trusting / asked)) << wave;
  }
  EXPECT_EQ(findings.at("trust_all").at("wave"), "3");
  EXPECT_NE(tests::slurp(scratch / "out/report.html").find("2008"), std::string::npos);
}

}  // namespace
}  // namespace kith
