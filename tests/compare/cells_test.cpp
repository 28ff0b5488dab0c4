#include "compare/cells.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/problem.h"

namespace kith::compare {
namespace {

using testing::HasSubstr;

std::string problems_of(const std::vector<double>& shares, const std::vector<double>& bases) {
  data::Table table;
  table.add(data::Column::number("share", shares));
  table.add(data::Column::number("n", bases));
  table.source = "cells.csv";
  const Side side{.table = &table, .measure = "mean(share)", .design = {.weight = "n"}, .cells = CellColumns{"n", ""}};
  try {
    cells_of(side);
    return "";
  } catch (const Error& error) {
    std::string all;
    for (const Problem& problem : error.problems()) {
      all += problem.message + "\n";
    }
    return all;
  }
}

TEST(Cells, HoldSharesAndPeople) {
  EXPECT_EQ(problems_of({0, 0.57, 1}, {700, 600, 5}), "");
}

TEST(Cells, EveryImpossibleOneIsNamed) {
  const std::string problems = problems_of({1.2, 0.5, -0.1, 57}, {700, 0, 5, 600});
  EXPECT_THAT(problems, HasSubstr("`share` is `1.2` in row 1"));
  EXPECT_THAT(problems, HasSubstr("`n` is `0` in row 2"));
  EXPECT_THAT(problems, HasSubstr("`share` is `-0.1` in row 3"));
  EXPECT_THAT(problems, HasSubstr("`share` is `57` in row 4"));
}

}  // namespace
}  // namespace kith::compare
