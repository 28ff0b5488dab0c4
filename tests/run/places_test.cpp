// Postcodes of respondents: joined, and gone before anything is estimated.
#include "run/places.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "place/join.h"
#include "run/evaluation.h"
#include "study/load.h"
#include "support/process.h"

namespace kith::run {
namespace {

using testing::HasSubstr;

study::Study example() {
  return study::load(std::filesystem::path(KITH_SOURCE) / "examples/community-power");
}

TEST(Places, GiveDimensionsAndTakeThePostcodeAway) {
  const study::Study study = example();
  Problems problems;
  const std::vector<Respondents> all = read_respondents(study, problems);
  ASSERT_TRUE(problems.empty());
  const Respondents& participants = all.front();
  EXPECT_EQ(participants.table.find("postcode"), nullptr);
  EXPECT_TRUE(place::columns_of_postcodes(participants.table, {}).empty());
  const data::Column& deprivation = participants.table.column("deprivation");
  EXPECT_EQ(deprivation.options()[0].code, "deprived");
  EXPECT_EQ(deprivation.options()[0].label, "the 20% most deprived areas");
  EXPECT_EQ(participants.table.column("rurality").options()[1].code, "rural");
  EXPECT_THAT(text::join(participants.losses, "\n"),
              HasSubstr("postcodes of participants: 90 to 100% matched (fewer than 10% of them terminated)"));
}

TEST(Places, AProfileOfEachAreaGoesThroughTheGate) {
  const Release release = evaluate(example());
  std::map<std::string, const finding::Finding*> found;
  for (const finding::Finding& finding : release.analyst) {
    found[finding.id] = &finding;
  }
  ASSERT_TRUE(found.contains("respondents_participant_deprived"));
  ASSERT_TRUE(found.contains("influence_deprived"));
  ASSERT_TRUE(found.contains("influence_elsewhere"));
  const auto count = [&](const std::string& id) { return found.at(id)->numerator.value_or(0); };
  std::int64_t projects = 0;
  for (const auto& [id, finding] : found) {
    const bool both = finding->by.size() == 2 && finding->by[0].dimension == "project";
    projects += both && finding->by[1].code == "deprived" ? finding->numerator.value_or(0) : 0;
  }
  EXPECT_EQ(projects, count("respondents_participant_deprived"));
  EXPECT_LT(count("respondents_participant_deprived") + count("respondents_participant_elsewhere"),
            count("respondents_participant_all"));  // some gave no postcode
}

TEST(Places, AStudyThatAsksForPostcodesMustSayWhatBecomesOfThem) {
  const tests::Scratch folder;
  tests::copy_folder(std::filesystem::path(KITH_SOURCE) / "examples/community-power", folder.path());
  const std::string study = tests::slurp(folder / "study.toml");
  const std::size_t begin = study.find("[place]");
  const std::size_t end = study.find("[design]");
  tests::spit(folder / "study.toml", study.substr(0, begin) + study.substr(end));
  const auto without = tests::kith({"check", folder.path().string()});
  EXPECT_EQ(without.exit_code, 1);
  EXPECT_THAT(without.err + without.out, HasSubstr("gives postcodes, and nothing says what becomes of them"));
}

TEST(Places, AnAlteredIndexStopsTheRun) {
  const tests::Scratch folder;
  tests::copy_folder(std::filesystem::path(KITH_SOURCE) / "examples/community-power", folder.path());
  tests::spit(folder / "places/wales.csv",
              text::replace_all(tests::slurp(folder / "places/wales.csv"), ",30,10\n", ",30,9\n"));
  const auto run = tests::kith({"run", folder.path().string(), "--out", (folder / "out").string()});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.err, HasSubstr("1 decile of `invented_wales` does not follow from the rank"));
}

}  // namespace
}  // namespace kith::run
