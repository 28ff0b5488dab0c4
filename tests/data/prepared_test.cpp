// A prepared table is the table: every cell and every label, without a copy of the cells.
#include "data/prepared.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace kith::data {
namespace {

using testing::HasSubstr;

Table answers() {
  Table table;
  table.source = "answers.csv";
  Column trust = Column::categorical(
      "trust",
      {{"1", "Many", 1, Missing::None}, {"x", "Some", {}, Missing::None}, {"9", "Refused", 9, Missing::Refused}},
      {0, 1, 2, missing_code(Missing::NotAsked)});
  trust.label = "Can people be trusted?";
  trust.ordered = true;
  table.add(std::move(trust));
  Column age = Column::number("age", {16, 0, 99, 41.5}, {0, 1, 0, 0});
  age.missing_ranges = {{98, 99}};
  age.value_labels = {{"99", "Refused", 99, Missing::Refused}};
  age.format = "F8.2";
  table.add(std::move(age));
  table.add(Column::text("said", {"gwych", "", "caf\u00e9", "less"}));
  table.sets.push_back({"why", "Why?", {{"1", "Trust", "trust", "1"}}});
  return table;
}

Imported read(std::string bytes, const ReadOptions& options = {}) {
  return read_prepared(MappedFile::holding(std::move(bytes)), "a.kith", options);
}

TEST(Prepared, GivesBackEveryCellAndLabel) {
  const Table before = answers();
  const Table after = read(prepared(before)).table;
  ASSERT_EQ(after.rows(), before.rows());
  ASSERT_EQ(after.names(), before.names());
  for (const Column& column : before.columns()) {
    const Column& read = after.column(column.name);
    EXPECT_EQ(read.kind(), column.kind());
    EXPECT_EQ(read.label, column.label);
    EXPECT_EQ(read.format, column.format);
    EXPECT_EQ(read.ordered, column.ordered);
    EXPECT_EQ(read.options(), column.options());
    EXPECT_EQ(read.value_labels, column.value_labels);
    EXPECT_EQ(read.missing_ranges, column.missing_ranges);
    for (std::size_t row = 0; row < before.rows(); ++row) {
      EXPECT_EQ(read.missing_at(row), column.missing_at(row)) << column.name << row;
      EXPECT_EQ(read.number_at(row), column.number_at(row)) << column.name << row;
      EXPECT_EQ(read.label_at(row), column.label_at(row)) << column.name << row;
    }
  }
  ASSERT_EQ(after.sets.size(), 1U);
  EXPECT_EQ(after.sets[0].members[0].column, "trust");
}

TEST(Prepared, KeepsTheCellsWhereTheyAreForAsLongAsTheTableLives) {
  const auto file = MappedFile::holding(prepared(answers()));
  const std::string_view bytes = file->bytes();
  Table table = read_prepared(file, "a.kith", {}).table;
  const auto* const code = reinterpret_cast<const char*>(table.column("trust").codes().data());
  EXPECT_GE(code, bytes.data());
  EXPECT_LT(code, bytes.data() + bytes.size());
  EXPECT_GT(file.use_count(), 1);
}

TEST(Prepared, ReadsOnlyTheColumnsThatAreAskedFor) {
  EXPECT_EQ(read(prepared(answers()), {.columns = {"age"}}).table.names(), std::vector<std::string>{"age"});
  try {
    read(prepared(answers()), {.columns = {"aged"}});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.problems().front().code, "unknown-column");
    EXPECT_THAT(error.problems().front().hint, HasSubstr("age"));
  }
}

TEST(Prepared, RefusesEveryTruncation) {
  const std::string whole = prepared(answers());
  const std::size_t cells = whole.size() - prepared(Table()).size();
  for (std::size_t length = prepared(Table()).size(); length + 64 < whole.size(); length += 7) {
    EXPECT_THROW(read(whole.substr(0, length)), Error) << length << " of " << whole.size() << ", cells " << cells;
  }
}

TEST(Prepared, RefusesAnAnswerThatIsNoneOfItsOptions) {
  std::string bytes = prepared(answers());
  const std::string codes{0, 1, 2, static_cast<char>(missing_code(Missing::NotAsked))};
  const std::size_t at = bytes.find(codes);
  ASSERT_NE(at, std::string::npos);
  for (const std::uint8_t other : {std::uint8_t{77}, missing_code(Missing::None), std::uint8_t{248}}) {
    bytes[at] = static_cast<char>(other);
    try {
      read(bytes);
      FAIL() << int{other};
    } catch (const Error& error) {
      EXPECT_THAT(error.problems().front().message, HasSubstr("none of its options"));
    }
  }
}

}  // namespace
}  // namespace kith::data
