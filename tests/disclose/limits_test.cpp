// What is left to guess of a small base: the reader tries every base and every numerator.
//
// He knows the band, the whole percent, perhaps both limits, and the method. With limits at the whole percent hundreds
// of figures have a single answer, which is why they go; as released no figure has.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "base/round.h"
#include "disclose/gate.h"
#include "release_builder.h"

namespace kith::disclose::tests {
namespace {

// Wilson 1927, z = 1.96.
finding::Interval wilson(double numerator, double base) {
  const double z2 = 3.841458820694124;
  const double centre = (numerator + z2 / 2) / (base + z2);
  const double half = std::sqrt(z2) / (base + z2) * std::sqrt(numerator * (base - numerator) / base + z2 / 4);
  return {centre - half, centre + half, 0.95, "wilson"};
}

struct Guess {
  int numerator, base;
  bool releasable() const { return numerator >= 10 && base - numerator >= 10; }
};

enum class Reader { KnowsTheFigure, KnowsTheRulesToo };

// For each figure that is released, all that would look the same.
template <typename Shown>
std::vector<std::vector<Guess>> guesses(Reader reader, Shown shown) {
  std::map<decltype(shown(10, 30)), std::vector<Guess>> looks_like;
  for (int base = 30; base < 100; ++base) {
    for (int numerator = 0; numerator <= base; ++numerator) {
      const Guess guess{numerator, base};
      if (guess.releasable() || reader == Reader::KnowsTheFigure) {
        looks_like[shown(numerator, base)].push_back(guess);
      }
    }
  }
  std::vector<std::vector<Guess>> all;
  for (auto& [figure, found] : looks_like) {
    if (std::ranges::any_of(found, &Guess::releasable)) {
      all.push_back(std::move(found));
    }
  }
  return all;
}

std::size_t numerators(const std::vector<Guess>& guesses) {
  std::set<int> different;
  for (const Guess& guess : guesses) {
    different.insert(guess.numerator);
  }
  return different.size();
}

auto figure(int numerator, int base) {
  return std::tuple(band_of(base, {}).low, whole_percent(static_cast<double>(numerator) / base));
}

TEST(Limits, AtTheWholePercentWouldGiveBasesBack) {
  const auto found = guesses(Reader::KnowsTheFigure, [](int numerator, int base) {
    const finding::Interval interval = wilson(numerator, base);
    return std::tuple_cat(figure(numerator, base),
                          std::tuple(whole_percent(interval.low), whole_percent(interval.high)));
  });
  EXPECT_GT(std::ranges::count_if(found, [](const auto& guess) { return guess.size() == 1; }), 400);
}

TEST(Limits, AsReleasedNoFigureHasASingleAnswer) {
  std::size_t fewest = 1000;
  for (const auto& found : guesses(Reader::KnowsTheFigure, figure)) {
    fewest = std::min(fewest, numerators(found));
  }
  EXPECT_EQ(fewest, 4U);
}

// "79% of 30 to 49" can only be 38 of 48, since 9 others would not be shown. The rules leave such edges, but never with
// fewer than ten people on a side.
TEST(Limits, TheRulesThemselvesTellAFewCountsButNoneBelowTheMinimum) {
  std::size_t single = 0;
  for (const auto& found : guesses(Reader::KnowsTheRulesToo, figure)) {
    if (numerators(found) == 1) {
      single += found.size();
      EXPECT_TRUE(found.front().releasable());
    }
  }
  EXPECT_EQ(single, 8U);
}

TEST(Limits, GoWithoutClustersAndStayWithThem) {
  finding::Finding finding = share("trust", {}, 34, 46);
  finding.interval = wilson(34, 46);
  finding.df = 45;
  Gate gate(Rules{});
  const auto alone = gate.release(std::vector{finding}).at(0);
  EXPECT_FALSE(alone->interval);
  EXPECT_EQ(alone->notes.back().code, "no-interval");
  finding.df = 11;  // 12 projects
  const auto clustered = gate.release(std::vector{finding}).at(0);
  ASSERT_TRUE(clustered->interval);
  EXPECT_EQ(clustered->interval->low, 0.6);
  EXPECT_EQ(clustered->interval->high, 0.85) << "outwards to five points";
  finding.df.reset();
  EXPECT_FALSE(gate.release(std::vector{finding}).at(0)->interval);
}

}  // namespace
}  // namespace kith::disclose::tests
