// Who is matched between two waves, and how many of them changed their answer.
#include "compare/change.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kith::compare {
namespace {

using testing::ElementsAre;

// Rows of wave 1 (a, b, b, c, "", e) and of wave 2 (a, b, c, d, "", e).
const std::vector<std::string> ids{"a", "b", "b", "c", "", "e", "a", "b", "c", "d", "", "e"};
const std::vector<std::uint8_t> before{1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0};
const std::vector<std::uint8_t> after{0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0};

TEST(Change, PeopleWithOneAnswerInEachWaveAreMatchedAndNobodyElse) {
  const Matched matched = match(ids, before, after);
  EXPECT_EQ(matched.people, 2);  // a and c; b answered twice in wave 1, e only once
  EXPECT_EQ(matched.repeated, 1);
  EXPECT_EQ(matched.unnamed, 2);
  EXPECT_THAT(matched.rows, ElementsAre(1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0));
}

TEST(Change, AnEmptyIdIsNobodysEvenWhereBothWavesHaveOne) {
  const std::vector<std::string> nobody{"", ""};
  EXPECT_EQ(match(nobody, std::vector<std::uint8_t>{1, 0}, std::vector<std::uint8_t>{0, 1}).people, 0);
}

TEST(Change, MovesCountThoseWhoseAnswerChangedInEachDirection) {
  const Matched matched = match(ids, before, after);
  const std::vector<double> yes{0, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1};
  EXPECT_EQ(moves(ids, matched, after, yes).gained, 1);  // a
  EXPECT_EQ(moves(ids, matched, after, yes).lost, 0);    // c said yes both times
  const std::vector<double> other{1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0};
  EXPECT_EQ(moves(ids, matched, after, other).lost, 2);
}

}  // namespace
}  // namespace kith::compare
