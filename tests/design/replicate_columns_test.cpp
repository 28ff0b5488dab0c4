#include "design/replicate_columns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/problem.h"

namespace kith::design {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::vector<std::string> names{"repwt10", "repwt_flag", "repwt",  "repwt2", "repwt1", "repwt1b",
                                     "weight",  "PWGTP",      "PWGTP1", "w01a",   "w02a",   "repwts3"};

std::string problem(const std::string& list) {
  try {
    replicate_columns(list, names);
  } catch (const Error& error) {
    return error.problems().front().code + ": " + error.problems().front().message;
  }
  return "";
}

TEST(ReplicateColumns, StarIsANumberAndNeverAFlag) {
  EXPECT_THAT(replicate_columns("repwt*", names), ElementsAre("repwt1", "repwt2", "repwt10"));
  EXPECT_THAT(replicate_columns("PWGTP*", names), ElementsAre("PWGTP1"));
  EXPECT_THAT(replicate_columns("w*a", names), ElementsAre("w01a", "w02a"));
}

TEST(ReplicateColumns, RangeNamesEachColumn) {
  EXPECT_THAT(replicate_columns("repwt[1-2], w[01-02]a", names), ElementsAre("repwt1", "repwt2", "w01a", "w02a"));
  EXPECT_THAT(problem("repwt[1-4]"), HasSubstr("2 of the replicate weights are not there: repwt3, repwt4"));
}

TEST(ReplicateColumns, RefusesWhatItCannotRead) {
  EXPECT_THAT(problem("wt*"), HasSubstr("no-replicates"));
  EXPECT_THAT(problem("weigth"), HasSubstr("unknown-column"));
  for (const char* bad : {"a**", "a*[1-2]", "a[1]", "a[2-1]", "a[x-3]", "", " , "}) {
    EXPECT_THAT(problem(bad), HasSubstr("bad-pattern")) << bad;
  }
}

TEST(ReplicateColumns, SaysWhatMatchedAndWhatIsMissingBetween) {
  EXPECT_EQ(describe_columns(replicate_columns("repwt[1-2]", names)), "repwt1 to repwt2 (2 columns)");
  EXPECT_EQ(describe_columns(replicate_columns("repwt*", names)),
            "repwt1 to repwt10 (3 columns, without 3, 4, 5, 6, 7, ...)");
}

}  // namespace
}  // namespace kith::design
