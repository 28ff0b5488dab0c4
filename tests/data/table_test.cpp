#include "data/table.h"

#include <gtest/gtest.h>

namespace kith::data {
namespace {

Column trust() {
  return Column::categorical("trust",
                             {{"1", "Many", 1.0, Missing::None},
                              {"2", "Some", 2.0, Missing::None},
                              {"98", "Don't know", 98.0, Missing::DontKnow}},
                             {0, 1, 2, missing_code(Missing::NotAsked)});
}

TEST(Column, ACategoricalAnswerIsOneByteAndKeepsItsReason) {
  const Column column = trust();
  EXPECT_EQ(column.bytes(), 4U);
  EXPECT_EQ(column.number_at(1), 2.0);
  EXPECT_EQ(column.missing_at(2), Missing::DontKnow);
  EXPECT_EQ(column.number_at(2), std::nullopt);
  EXPECT_EQ(column.missing_at(3), Missing::NotAsked);
  EXPECT_EQ(column.label_at(0), "Many");
}

TEST(Column, FindsAnOptionByCodeBeforeLabel) {
  EXPECT_EQ(trust().option("2"), 1U);
  EXPECT_EQ(trust().option("Many"), 0U);
  EXPECT_EQ(trust().option("None"), std::nullopt);
}

TEST(Column, AUserMissingNumberIsMissingWithTheReasonOfItsLabel) {
  Column age = Column::number("age", {30, 98, 99, 0}, {0, 0, 0, 1});
  age.missing_ranges = {{98, 99}};
  age.value_labels = {{"99", "Refused", 99.0, Missing::Refused}};
  EXPECT_EQ(age.missing_at(0), Missing::None);
  EXPECT_EQ(age.missing_at(1), Missing::Other);
  EXPECT_EQ(age.missing_at(2), Missing::Refused);
  EXPECT_EQ(age.missing_at(3), Missing::Blank);
}

TEST(Column, TextKeepsEveryByte) {
  const Column column = Column::text("why", {"a,b", "", "c"});
  EXPECT_EQ(column.text_at(0), "a,b");
  EXPECT_EQ(column.text_at(1), "");
  EXPECT_EQ(column.text_at(2), "c");
}

TEST(Table, NamesTheColumnThatWasMeant) {
  Table table;
  table.source = "api.csv";
  table.add(trust());
  try {
    (void)table.column("trsut");
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "api.csv: there is no column `trsut`: did you mean `trust`?");
  }
  EXPECT_THROW(table.add(trust()), Error);
  EXPECT_THROW(table.add(Column::number("short", {1.0})), Error);
}

}  // namespace
}  // namespace kith::data
