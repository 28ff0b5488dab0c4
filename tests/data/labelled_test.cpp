#include "data/labelled.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "data/label_meaning.h"
#include "data/sav_extras.h"
#include "support/shared.h"

namespace kith::data {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::filesystem::path awkward = "data/labelled/awkward";

TEST(LabelMeaning, KnowsWhyThereIsNoAnswerWhenTheLabelSaysSo) {
  EXPECT_EQ(reason_of_label("-8. Don't know"), Missing::DontKnow);
  EXPECT_EQ(reason_of_label("DON\u2019T KNOW"), Missing::DontKnow);
  EXPECT_EQ(reason_of_label("DK/NA"), Missing::DontKnow);
  EXPECT_EQ(reason_of_label("-9. Refused"), Missing::Refused);
  EXPECT_EQ(reason_of_label("Prefer not to say"), Missing::Refused);
  EXPECT_EQ(reason_of_label("Inapplicable"), Missing::NotAsked);
  EXPECT_EQ(reason_of_label("IAP"), Missing::NotAsked);
  EXPECT_EQ(reason_of_label("Technical error"), Missing::Other);
  EXPECT_EQ(reason_of_label("Reliapped"), Missing::Other);
  EXPECT_EQ(reason_of_label(""), Missing::Other);
}

TEST(Labelled, AMultipleResponseSetOfDichotomiesIsOneSet) {
  SKIP_WITHOUT_SHARED(awkward);
  const Imported imported = read(tests::shared(awkward / "pyreadstat_mrsets_simple_alltypes.sav"));
  const ResponseSet* const set = imported.table.set("mymrset");
  ASSERT_NE(set, nullptr);
  EXPECT_EQ(set->label, "My multiple response set");
  ASSERT_EQ(set->members.size(), 3U);
  EXPECT_EQ(set->members[1].column, "bool2");
  EXPECT_EQ(set->members[1].label, "Response #2");
  EXPECT_EQ(set->members[1].ticked, "1");
  ASSERT_EQ(imported.losses.size(), 1U);
  EXPECT_EQ(imported.losses[0].code, "category-set");
  EXPECT_EQ(imported.losses[0].column, "categorical_array");
}

TEST(Labelled, UserMissingValuesLeaveTheBaseAndKeepTheirLabels) {
  SKIP_WITHOUT_SHARED(awkward);
  const Table table = read(tests::shared(awkward / "pyreadstat_mrsets_simple_alltypes.sav")).table;
  const Column& z = table.column("z");  // 999 "skipped", and -999 to 0
  EXPECT_EQ(z.missing_at(0), Missing::Other);
  EXPECT_EQ(z.number_at(2), 1.234);
  EXPECT_EQ(z.missing_at(3), Missing::NotAsked);
  EXPECT_EQ(z.number_at(3), std::nullopt);
}

TEST(Labelled, TaggedMissingValuesAreOptionsThatLeaveTheBase) {
  SKIP_WITHOUT_SHARED(awkward);
  const Table table = read(tests::shared(awkward / "haven_tagged-na-double.dta")).table;
  const Column& x = table.column("x");
  const auto tag = x.option(".a");
  ASSERT_TRUE(tag);
  EXPECT_EQ(x.options()[*tag].label, "apple");
  EXPECT_EQ(x.missing_at(5), Missing::Other);
  EXPECT_EQ(x.number_at(0), 1.0);
}

TEST(Labelled, OptionsStandInOrderOfValueAndUnusedOnesAreKept) {
  SKIP_WITHOUT_SHARED("data/labelled/pspp");
  const Table table = read(tests::shared("data/labelled/pspp/hotel.sav")).table;
  const Column& v3 = table.column("v3");
  ASSERT_EQ(v3.options().size(), 5U);
  EXPECT_EQ(v3.options()[0], (Option{"1", "Strongly Disagree", 1.0, Missing::None}));
  EXPECT_EQ(v3.options()[4].label, "Strongly Agree");
}

TEST(Labelled, KeepsOnlyTheColumnsAskedFor) {
  SKIP_WITHOUT_SHARED("data/labelled/pspp");
  EXPECT_THAT(read(tests::shared("data/labelled/pspp/hotel.sav"), {.columns = {"v5", "v2"}}).table.names(),
              ElementsAre("v2", "v5"));
  try {
    (void)read(tests::shared("data/labelled/pspp/hotel.sav"), {.columns = {"v55"}});
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("there is no column `v55`: did you mean `v5`?"));
  }
}

TEST(SavExtras, IgnoresWhatIsNoSystemFile) {
  EXPECT_TRUE(read_sav_extras("").sets.empty());
  EXPECT_TRUE(read_sav_extras(std::string(500, '$')).sets.empty());
  EXPECT_TRUE(read_sav_extras("$FL2" + std::string(500, '\x07')).sets.empty());
}

}  // namespace
}  // namespace kith::data
