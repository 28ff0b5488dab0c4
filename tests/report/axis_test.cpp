// A chart of averages has a line of its own: nothing may run off the page, and what stands along it is round.
#include "report/axis.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kith::report {
namespace {

using testing::ElementsAre;

finding::Finding mean_of(double value, double low, double high) {
  finding::Finding finding;
  finding.kind = finding::Kind::Mean;
  finding.value = value;
  finding.interval = finding::Interval{.low = low, .high = high, .level = 0.95, .method = "wald"};
  finding.bases.unweighted = 200;
  return finding;
}

Axis axis_for(const std::vector<finding::Finding>& findings) {
  static const disclose::Rules rules;
  std::vector<Shown> shown;
  for (const finding::Finding& finding : findings) {
    shown.emplace_back(finding, rules);
  }
  return axis_of(shown);
}

std::vector<std::string> labels(const Axis& axis, bool shares, int steps) {
  std::vector<std::string> labels;
  for (const Tick& tick : ticks(axis, shares, steps)) {
    labels.push_back(tick.label);
  }
  return labels;
}

TEST(Axis, HoldsEveryLimitAndBeginsAtZero) {
  const Axis axis = axis_for({mean_of(7.9, 7.2, 8.4), mean_of(20.4, 18.2, 22.7)});
  EXPECT_EQ(axis.low, 0);
  EXPECT_EQ(axis.high, 30);
  EXPECT_THAT(labels(axis, false, 4), ElementsAre("0", "10", "20", "30"));
}

TEST(Axis, GoesBelowZeroOnlyForWhatIsBelow) {
  const Axis axis = axis_for({mean_of(-0.4, -1.2, 0.3)});
  EXPECT_LE(axis.low, -1.2);
  EXPECT_GE(axis.high, 0.3);
  EXPECT_THAT(labels(axis, false, 4), ElementsAre("-1.5", "-1", "-0.5", "0", "0.5"));
}

TEST(Axis, OfSharesIsTheWhole) {
  EXPECT_THAT(labels(Axis{}, true, 4), ElementsAre("0%", "25%", "50%", "75%", "100%"));
  EXPECT_THAT(labels(Axis{}, true, 2), ElementsAre("0%", "50%", "100%"));
}

TEST(Axis, OfNothingStillHasALength) {
  const Axis axis = axis_for({mean_of(0, 0, 0)});
  EXPECT_GT(axis.high, axis.low);
}

TEST(Axis, GroupsThousands) {
  EXPECT_THAT(labels(axis_for({mean_of(31000, 28000, 36000)}), false, 4),
              ElementsAre("0", "10,000", "20,000", "30,000", "40,000"));
}

}  // namespace
}  // namespace kith::report
