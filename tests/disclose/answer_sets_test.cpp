// Nets and options of one question, in one release: what adding and subtracting them tells.
#include "disclose/answer_sets.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/round.h"
#include "disclose/attack.h"
#include "disclose/gate.h"
#include "release_builder.h"

namespace kith::disclose::tests {
namespace {

using finding::Finding;
using Codes = std::map<std::string, std::string>;

// The share who gave one of these answers to the question about trust.
Finding answers(const std::string& indicator, Options options, std::int64_t numerator, std::int64_t base) {
  Finding finding = share(indicator, {}, numerator, base);
  finding.answers = {"trust", std::move(options), {"sa", "a", "n", "d", "sd"}};
  return finding;
}

Codes codes_of(const std::vector<Finding>& findings, const std::vector<EarlierRelease>& earlier = {}) {
  Gate gate(Rules{}, {}, {}, earlier);
  return withheld_codes(gate.release(findings));
}

// As sums of their names: "agree=sure+?" where a rest is left.
std::vector<std::string> named(const std::vector<Options>& sets, const std::vector<std::string>& names) {
  const AnswerSums found = answer_sums(sets);
  const auto name = [&](std::size_t set) { return set < names.size() ? names[set] : std::string("?"); };
  std::vector<std::string> sums;
  for (const AnswerSum& sum : found.sums) {
    std::string text = name(sum.total);
    for (std::size_t i = 0; i < sum.parts.size(); ++i) {
      text += (i == 0 ? '=' : '+') + name(sum.parts[i]);
    }
    sums.push_back(text);
  }
  return sums;
}

bool has(const std::vector<std::string>& sums, const std::string& sum) {
  return std::ranges::find(sums, sum) != sums.end();
}

TEST(AnswerSets, WhatANetLeavesIsASetOfItsOwn) {
  EXPECT_TRUE(has(named({{"a", "sa"}, {"sa"}}, {"agree", "sure"}), "agree=sure+?"));
}

TEST(AnswerSets, OptionsMakeUpANetWithoutARest) {
  EXPECT_TRUE(has(named({{"a"}, {"a", "sa"}, {"sa"}}, {"some", "agree", "sure"}), "agree=some+sure"));
}

TEST(AnswerSets, ARestIsTakenOutOfOtherSets) {
  // {a} is what {a, sa} leaves of {sa}, and {a, n} contains it.
  const AnswerSums found = answer_sums({{"a", "n"}, {"a", "sa"}, {"sa"}});
  const auto rest = std::ranges::find(found.sets, Options{"a"});
  ASSERT_NE(rest, found.sets.end());
  const auto index = static_cast<std::size_t>(rest - found.sets.begin());
  EXPECT_TRUE(std::ranges::any_of(found.sums,
                                  [&](const AnswerSum& sum) { return sum.total == 0 && sum.parts.front() == index; }));
}

TEST(AnswerSets, WhatCrossingSetsShareIsASetOfItsOwn) {
  const AnswerSums found = answer_sums({{"a", "sa"}, {"a", "n"}, {"a", "d", "n", "sa"}});
  ASSERT_EQ(found.shared.size(), 1U);
  const std::size_t shared = found.shared.front();
  EXPECT_EQ(found.sets[shared], Options{"a"});
  for (const std::size_t net : {std::size_t{0}, std::size_t{1}}) {
    EXPECT_TRUE(std::ranges::any_of(found.sums, [&](const AnswerSum& sum) {
      return sum.total == net && std::ranges::find(sum.parts, shared) != sum.parts.end();
    })) << net;
  }
  EXPECT_TRUE(answer_sums({{"a", "sa"}, {"sa"}, {"d"}}).shared.empty());
}

TEST(AnswerSets, AFigureTellsOfWhatItCountsAndOfTheOthers) {
  const Told told = told_by({"trust", {"sa", "a", "sa"}, {"sa", "a", "n"}});
  EXPECT_EQ(told.counted, (Options{"a", "sa"}));
  EXPECT_EQ(told.others, Options{"n"});
  EXPECT_EQ(told.all, (Options{"a", "n", "sa"}));
  EXPECT_TRUE(told_by({"trust", {"other"}, {"sa", "a"}}).all.empty());
  EXPECT_TRUE(told_by({}).all.empty());
}

TEST(Nets, AFewWhoAreLeftOfANetAreProtected) {
  // 52 agree, 47 of them strongly: five tend to.
  const Codes codes = codes_of({answers("agree", {"sa", "a"}, 52, 130), answers("sure", {"sa"}, 47, 130)});
  EXPECT_EQ(codes.size(), 1U);
}

TEST(Nets, NobodyWhoIsLeftIsToldByNoFigure) {
  EXPECT_EQ(codes_of({answers("agree", {"sa", "a"}, 47, 130), answers("sure", {"sa"}, 47, 130)}).size(), 1U);
}

TEST(Nets, ManyWhoAreLeftAreNot) {
  EXPECT_TRUE(codes_of({answers("agree", {"sa", "a"}, 62, 130), answers("sure", {"sa"}, 40, 130)}).empty());
}

TEST(Nets, AFewBetweenTwoNetsAreProtected) {
  // 70 agree, 55 disagree: five neither.
  EXPECT_EQ(codes_of({answers("agree", {"sa", "a"}, 70, 130), answers("disagree", {"d", "sd"}, 55, 130)}).size(), 1U);
  EXPECT_TRUE(codes_of({answers("agree", {"sa", "a"}, 70, 130), answers("disagree", {"d", "sd"}, 40, 130)}).empty());
}

TEST(Nets, AFewWhomTwoNetsShareAreProtected) {
  // 118 of 130 agree and 19 tend to or do neither: seven to nineteen tend to. They are eight.
  Finding agree = answers("agree", {"sa", "a"}, 118, 130), lukewarm = answers("lukewarm", {"a", "n"}, 19, 130);
  EXPECT_TRUE(codes_of({agree, lukewarm}).empty()) << "what they share is not known";
  agree.answers.chosen = lukewarm.answers.chosen = {110, 8, 11, 1, 0};
  EXPECT_EQ(codes_of({agree, lukewarm}).size(), 1U);
  agree.numerator = 70;
  agree.answers.chosen = lukewarm.answers.chosen = {62, 8, 11, 39, 10};
  EXPECT_TRUE(codes_of({agree, lukewarm}).empty()) << "none to nineteen do";
}

TEST(Nets, AWithheldOptionDoesNotFollowFromTheNet) {
  // Of five options "tend to agree" is small; the net would give it back.
  std::vector<Finding> findings{answers("agree", {"sa", "a"}, 55, 130)};
  for (const auto& [code, people] :
       {std::pair("sa", 50), std::pair("a", 5), std::pair("n", 30), std::pair("d", 25), std::pair("sd", 20)}) {
    Finding& option = findings.emplace_back(answers("trust", {code}, people, 130));
    option.id = std::string("trust_all_") + code;
    option.category = code;
    option.whole = "trust";
  }
  const Codes codes = codes_of(findings);
  EXPECT_TRUE(codes.contains("trust_all_a"));
  EXPECT_TRUE(codes.contains("agree_all") || codes.contains("trust_all_sa"));
}

TEST(Nets, OfAnotherQuestionSayNothing) {
  Finding other = answers("sure", {"sa"}, 47, 130);
  other.answers.question = "help";
  EXPECT_TRUE(codes_of({answers("agree", {"sa", "a"}, 52, 130), other}).empty());
}

// Options shown for everyone only: a net of their question by nation takes nothing from what they tell.
TEST(Nets, InOneDomainLeaveTheOptionsOfAnotherToTheAttacker) {
  std::vector<Seen> release;
  for (const auto& [code, people] : {std::pair("sa", 66), std::pair("a", 60), std::pair("n", 4)}) {
    Finding option = share("trust", {}, people, 130);
    option.id += std::string("_") + code;
    option.category = code;
    option.answers = {"trust", {code}, {"sa", "a", "n"}};
    Seen& seen = release.emplace_back(Seen{option, {130, 130}, true, whole_percent(*option.value)});
    if (people < 10) {
      seen.figure.withheld = finding::Withheld{"confidential", {}};
      seen.base = {};
      seen.percent_shown = false;
    }
  }
  const auto exposed = [&] {
    const Attacked attacked = attack(release, {}, Rules{});
    return std::ranges::count_if(attacked.bounds, [](const Bound& bound) { return bound.exposed; });
  };
  const auto alone = exposed();
  EXPECT_GT(alone, 0);
  Finding net = share("agree", {{"nation", "eng"}}, 60, 110);
  net.answers = {"trust", {"sa", "a"}, {"sa", "a", "n"}};
  release.push_back({net, {110, 110}, true, whole_percent(*net.value)});
  EXPECT_GE(exposed(), alone);
}

TEST(Nets, WhatTheyShareIsSeenByTheAttacker) {
  const auto exposed = [](std::int64_t agreed, std::int64_t lukewarm) {
    std::vector<Seen> release;
    for (Finding net : {answers("agree", {"sa", "a"}, agreed, 130), answers("lukewarm", {"a", "n"}, lukewarm, 130)}) {
      release.push_back({net, {130, 130}, true, whole_percent(*net.value)});
    }
    const Attacked attacked = attack(release, {}, Rules{});
    return std::ranges::any_of(attacked.bounds, [](const Bound& bound) { return bound.exposed; });
  };
  EXPECT_TRUE(exposed(126, 9)) << "five to nine of them, give or take what the percentages leave open";
  EXPECT_FALSE(exposed(70, 30));
}

TEST(Nets, OfAnEarlierReleaseAreTakenOutToo) {
  // The indicator was "agree" and is "strongly agree" now: the same people, of whom five tend to agree.
  const std::vector<EarlierRelease> earlier{{"0001", Rules{}, {answers("trust", {"sa", "a"}, 52, 130)}, {}, {}}};
  Finding now = answers("trust", {"sa"}, 47, 130);
  now.measure = "share(trust in \"sa\")";
  EXPECT_EQ(codes_of({now}, earlier), (Codes{{"trust_all", "confidential"}}));
  Finding many = now;
  many.numerator = 30;
  EXPECT_TRUE(codes_of({many}, earlier).empty());
}

}  // namespace
}  // namespace kith::disclose::tests
