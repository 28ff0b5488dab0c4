// One release after another: what an earlier one showed stays known, what it withheld stays unknown, and what changed
// between the two is a group of people like any other.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <ranges>
#include <string>
#include <vector>

#include "base/round.h"
#include "disclose/gate.h"
#include "release_builder.h"

namespace kith::disclose::tests {
namespace {

using finding::Finding;
using Codes = std::map<std::string, std::string>;

const Levels england{{"nation", "england"}}, scotland{{"nation", "scotland"}}, wales{{"nation", "wales"}};

std::vector<Finding> trust(std::int64_t yes, std::int64_t base) {
  return {share("trust", {}, yes, base)};
}

// 314 people, 8 of them in Scotland.
std::vector<Finding> nations() {
  return {share("trust", {}, 170, 314), share("trust", england, 80, 140), share("trust", scotland, 5, 8),
          share("trust", wales, 85, 166)};
}

TEST(Earlier, TheSameReleaseAgainIsTheSame) {
  std::vector<EarlierRelease> earlier;
  const Codes first = publish(nations(), earlier);
  EXPECT_TRUE(first.contains("trust_scotland"));
  EXPECT_EQ(first.size(), 2U);
  EXPECT_EQ(publish(nations(), earlier), first);
  EXPECT_EQ(publish(nations(), earlier), first);
}

TEST(Earlier, FiveWhoCameLateAreNotToBeSubtracted) {
  std::vector<EarlierRelease> earlier;
  EXPECT_TRUE(publish(trust(52, 130), earlier).empty());
  EXPECT_EQ(publish(trust(56, 135), earlier), (Codes{{"trust_all", "confidential"}}));
}

TEST(Earlier, AsManyAsMayBeShownMayCome) {
  std::vector<EarlierRelease> earlier;
  publish(trust(52, 130), earlier);
  EXPECT_TRUE(publish(trust(72, 170), earlier).empty());  // forty more, twenty on each side
}

TEST(Earlier, ManyWhoCameLateAndAllSaidYesAreWithheld) {
  std::vector<EarlierRelease> earlier;
  publish(trust(52, 130), earlier);
  EXPECT_EQ(publish(trust(92, 170), earlier), (Codes{{"trust_all", "confidential"}}));
}

TEST(Earlier, OneWhoWasTakenOutIsNotToBeSubtracted) {
  std::vector<EarlierRelease> earlier;
  publish(trust(52, 130), earlier);
  EXPECT_EQ(publish(trust(51, 129), earlier).size(), 1U);
}

TEST(Earlier, OneAnswerThatWasCorrectedIsNotToBeSubtracted) {
  std::vector<EarlierRelease> earlier;
  publish(trust(52, 130), earlier);
  EXPECT_EQ(publish(trust(53, 130), earlier).size(), 1U);
}

TEST(Earlier, WhatCameBetweenIsProtectedAcrossAReleaseThatShowedNothing) {
  std::vector<EarlierRelease> earlier;
  publish(trust(52, 130), earlier);
  EXPECT_EQ(publish(trust(56, 135), earlier).size(), 1U);
  EXPECT_EQ(publish(trust(58, 139), earlier).size(), 1U);  // nine since the first
  EXPECT_TRUE(publish(trust(82, 190), earlier).empty());   // sixty since the first
}

// The first release left Scotland in the total and could not show Wales; the second leaves Scotland out.
TEST(Earlier, ACellThatIsLeftOutTheNextTimeDoesNotFollow) {
  std::vector<EarlierRelease> earlier;
  const Codes first = publish(nations(), earlier);
  ASSERT_FALSE(first.contains("trust_all"));
  const Codes second = publish(
      {share("trust", {}, 165, 306), share("trust", england, 80, 140), share("trust", wales, 85, 166)}, earlier);
  EXPECT_TRUE(second.contains("trust_all"));
  EXPECT_TRUE(second.contains("trust_england") || second.contains("trust_wales"));
}

// What protected Scotland is a figure that may be shown by itself.
TEST(Earlier, TheNeighbourOfASmallCellStaysWithheldInAReleaseWithoutThatCell) {
  std::vector<EarlierRelease> earlier;
  const Codes first = publish(nations(), earlier);
  ASSERT_TRUE(first.contains("trust_england"));
  EXPECT_EQ(publish({share("trust", england, 80, 140)}, earlier).size(), 1U);
  EXPECT_EQ(publish({share("trust", england, 80, 140)}, earlier).size(), 1U);
  std::vector<EarlierRelease> none;
  EXPECT_TRUE(publish({share("trust", england, 80, 140)}, none).empty());
}

// Wave 1 was published; both waves together less wave 1 are the few of wave 2.
TEST(Earlier, BothWavesLessTheFirstAreTheSecond) {
  const auto with_wave = [](Finding finding, const std::string& wave) {
    finding.wave = wave;
    return finding;
  };
  std::vector<EarlierRelease> earlier;
  EXPECT_TRUE(publish({with_wave(share("trust", {}, 52, 130), "w1")}, earlier).empty());
  EXPECT_EQ(publish(trust(56, 138), earlier), (Codes{{"trust_all", "confidential"}}));
  earlier.resize(1);
  EXPECT_TRUE(
      publish({with_wave(share("trust", {}, 4, 30), "w3"), with_wave(share("trust", {}, 50, 100), "w2")}, earlier)
          .contains("trust_all"));
  earlier.resize(1);
  EXPECT_TRUE(publish({with_wave(share("trust", {}, 50, 101), "w2")}, earlier).empty()) << "other people";
}

TEST(Earlier, AnIndicatorWithAnotherNameIsTheSameFigure) {
  std::vector<EarlierRelease> earlier;
  publish(trust(52, 130), earlier);
  Finding renamed = share("trust", {}, 56, 135);
  renamed.id = "confidence_all";
  renamed.indicator = "confidence";
  EXPECT_EQ(publish({renamed}, earlier).size(), 1U);
}

TEST(Earlier, OtherQuestionsAreNotConcerned) {
  std::vector<EarlierRelease> earlier;
  publish(trust(52, 130), earlier);
  EXPECT_TRUE(publish({share("health", {}, 56, 135)}, earlier).empty());
}

// Under the rules of then it was shown; that cannot be undone, and costs no other figure.
TEST(Earlier, StricterRulesDoNotWithholdInVain) {
  std::vector<EarlierRelease> earlier;
  std::vector<Finding> figures{share("trust", {}, 60, 120), share("trust", england, 40, 90),
                               share("trust", wales, 20, 30)};
  EXPECT_TRUE(
      publish(figures, earlier, {.minimum_cell = 5, .withhold_below = 20, .bracket_below = 30, .flag_below = 30})
          .empty());
  EXPECT_EQ(publish(figures, earlier, {.minimum_cell = 25}), (Codes{{"trust_wales", "confidential"}}));
}

// What was withheld because five percentages give their base back stays so.
TEST(Earlier, PercentagesOfOneBaseAreCountedOverAllReleases) {
  const std::vector<std::int64_t> numerators{30, 25, 12, 17, 17};
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < numerators.size(); ++i) {
    Finding one = share("trust", {}, numerators[i], 44);
    one.id = "o" + std::to_string(i);
    one.category = one.id;
    findings.push_back(one);
  }
  std::vector<EarlierRelease> earlier;
  const Codes first = publish(findings, earlier);
  ASSERT_FALSE(first.empty());
  std::vector<Finding> rest;
  std::ranges::copy_if(findings, std::back_inserter(rest), [&](const Finding& one) { return first.contains(one.id); });
  EXPECT_EQ(publish(rest, earlier).size(), rest.size());
}

// The same under other rules: readers do not forget what they were told under them.
TEST(Earlier, PercentagesOfOneBaseAreCountedOverAllRules) {
  const std::vector<std::int64_t> numerators{30, 25, 12, 17, 17};
  std::vector<Finding> first, then;
  for (std::size_t i = 0; i < numerators.size(); ++i) {
    Finding one = share("trust", {}, numerators[i], 44);
    one.id = "o" + std::to_string(i);
    one.category = one.id;
    (i < 2 ? first : then).push_back(one);
  }
  std::vector<EarlierRelease> none, earlier;
  const Codes alone = publish(then, none);
  EXPECT_TRUE(publish(first, earlier, {.withhold_below = 20}).empty());
  const Codes beside = publish(then, earlier);
  EXPECT_GT(beside.size(), alone.size());
  std::size_t possible = 0;
  for (int base = 30; base < 50; ++base) {
    const auto fits = [&](const Finding& figure) {
      const int shown = whole_percent(*figure.value);
      const auto has_it = [&](int people) { return whole_percent(static_cast<double>(people) / base) == shown; };
      return beside.contains(figure.id) || std::ranges::any_of(std::views::iota(0, base + 1), has_it);
    };
    possible += std::ranges::all_of(first, fits) && std::ranges::all_of(then, fits) ? 1U : 0U;
  }
  EXPECT_GE(possible, 3U);
}

// A base that looser rules gave away is not protected at the cost of new figures.
TEST(Earlier, ABaseThatIsKnownCostsNothing) {
  std::vector<EarlierRelease> earlier;
  const Rules loose{.withhold_below = 20, .bracket_below = 30, .flag_below = 30};
  EXPECT_TRUE(publish({share("trust", {}, 25, 44)}, earlier, loose).empty());
  Finding other = share("trust", {}, 19, 44);
  other.category = "no";
  other.id = "trust_all_no";
  EXPECT_TRUE(publish({share("trust", {}, 25, 44), other}, earlier).empty());
}

// Four came, and the other answer is reported: base and answers are those of the same question.
TEST(Earlier, TheOtherAnswerDoesNotTellWhoCameSince) {
  const auto answer = [](const char* option, std::int64_t people, std::int64_t base) {
    Finding one = share("trust", {}, people, base);
    one.answers = {"trust", {option}, {"yes", "no"}};
    one.measure = std::string("share(trust in \"") + option + "\")";
    return one;
  };
  std::vector<EarlierRelease> earlier;
  EXPECT_TRUE(publish({answer("yes", 78, 155)}, earlier).empty());
  EXPECT_EQ(publish({answer("no", 81, 159)}, earlier).size(), 1U);
  earlier.pop_back();
  EXPECT_TRUE(publish({answer("no", 77, 155)}, earlier).empty()) << "of the same people";
  earlier.pop_back();
  EXPECT_EQ(publish({answer("no", 79, 155)}, earlier).size(), 1U) << "two corrected their answers";
}

TEST(Earlier, ARoundedBaseIsRoundedAgain) {
  const std::vector<Finding> figures{share("trust", {}, 100, 165), share("trust", england, 75, 120),
                                     share("trust", wales, 25, 45)};
  std::vector<EarlierRelease> earlier;
  EXPECT_TRUE(publish(figures, earlier).empty());
  EXPECT_TRUE(publish(figures, earlier).empty());
}

TEST(Earlier, TheAnalystIsToldOfWhatChanged) {
  std::vector<EarlierRelease> earlier;
  publish(trust(52, 130), earlier);
  Gate gate({}, {}, {}, earlier);
  gate.release(trust(56, 135));
  EXPECT_EQ(gate.explain("trust_all"),
            "`trust_all` is not shown: together with what is shown it would give back `what changed in trust_all since "
            "0001`");
}

}  // namespace
}  // namespace kith::disclose::tests
