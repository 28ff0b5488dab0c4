// Secondary suppression by the stories that taught it: total minus parts, the last option, nested projects, waves.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "disclose/gate.h"
#include "disclose/joint_bounds.h"
#include "release_builder.h"

namespace kith::disclose::tests {
namespace {

using Codes = std::map<std::string, std::string>;

const Levels everyone;
Levels nation(const std::string& code) {
  return {{"nation", code}};
}
Levels programme(const std::string& code) {
  return {{"programme", code}};
}
Levels project(const std::string& code) {
  return {{"project", code}};
}

TEST(TotalMinusParts, HidesASecondNationBesideTheSmallOne) {
  const Codes codes = released_codes({share("trust", everyone, 700, 1000), share("trust", nation("eng"), 500, 700),
                                      share("trust", nation("wal"), 190, 280), share("trust", nation("sct"), 10, 20)});
  EXPECT_EQ(codes, (Codes{{"trust_sct", "small-base"}, {"trust_wal", "secondary"}}));
}

// Scotland is in the total and not in the breakdown: nothing is withheld that a table shows, and yet it is given away.
TEST(TotalMinusParts, ProtectsANationLeftOutOfTheBreakdownButNotOfTheTotal) {
  Gate gate(Rules{});
  const auto released = gate.release({share("trust", everyone, 700, 1000), share("trust", nation("eng"), 500, 700),
                                      share("trust", nation("wal"), 190, 280)});
  EXPECT_EQ(withheld_codes(released), (Codes{{"trust_wal", "confidential"}}));
  EXPECT_EQ(gate.log().at(0).because, "rest of trust_all by nation");
  EXPECT_EQ(gate.explain("trust_wal"),
            "`trust_wal` is not shown: together with what is shown it would give back `rest of trust_all by nation`");
}

TEST(TotalMinusParts, AllowsARestThatCouldBeShownItself) {
  EXPECT_EQ(released_codes({share("trust", everyone, 700, 1000), share("trust", nation("eng"), 500, 700),
                            share("trust", nation("wal"), 150, 200)}),
            Codes{});
}

// J3: declared left out, the cell leaves the total as well, and the parts add up.
TEST(TotalMinusParts, AsksNothingWhenTheSmallCellLeftEveryFigure) {
  EXPECT_EQ(released_codes({share("trust", everyone, 690, 980), share("trust", nation("eng"), 500, 700),
                            share("trust", nation("wal"), 190, 280)}),
            Codes{});
}

// Everybody of 120 ticked something: 60 and 52 leave at least 8 of a third option, however many ticked two.
TEST(SeveralAnswers, LeaveAtLeastWhatTheOthersDoNotMakeUp) {
  const auto option = [](const char* category, std::int64_t numerator) {
    finding::Finding finding = share("motives", everyone, numerator, 120);
    finding.id += std::string("_") + category;
    finding.category = category;
    return finding;
  };
  EXPECT_EQ(released_codes({option("meet", 60), option("help", 52), option("else", 9)}),
            (Codes{{"motives_all_else", "small"}, {"motives_all_help", "secondary"}}));
  EXPECT_EQ(released_codes({option("meet", 90), option("help", 82), option("else", 9)}),
            (Codes{{"motives_all_else", "small"}}));
  EXPECT_EQ(released_codes({option("meet", 60), option("help", 40), option("else", 9)}),
            (Codes{{"motives_all_else", "small"}}))
      << "somebody ticked nothing";
}

// Who ticked "a", and who ticked "a" or "b": three people ticked "b" alone.
TEST(SeveralAnswers, OfWiderAndNarrowerSetsPartTheFewBetween) {
  const auto any_of = [](const char* id, std::vector<std::string> options, std::int64_t numerator) {
    finding::Finding finding = share(id, everyone, numerator, 100);
    finding.answers = {"motives", std::move(options), {}, {}};
    return finding;
  };
  EXPECT_EQ(released_codes({any_of("a", {"a"}, 60), any_of("ab", {"a", "b"}, 63)}).size(), 1U);
  EXPECT_EQ(released_codes({any_of("a", {"a"}, 60), any_of("ab", {"a", "b"}, 78)}).size(), 0U);
  EXPECT_EQ(released_codes({any_of("a", {"a"}, 50), any_of("b", {"b"}, 44), any_of("ab", {"a", "b"}, 90)}).size(), 1U)
      << "four ticked both";
}

TEST(TotalMinusParts, IgnoresLevelsThatOverlap) {
  EXPECT_EQ(released_codes({share("trust", everyone, 700, 1000), share("trust", {{"activity", "garden"}}, 500, 700),
                            share("trust", {{"activity", "choir"}}, 400, 600),
                            share("trust", {{"activity", "sewing"}}, 10, 20)}),
            (Codes{{"trust_sewing", "small-base"}}));
}

TEST(TotalMinusParts, IsNoConcernOfTwoSmallPartsThatHideEachOther) {
  EXPECT_EQ(released_codes({share("trust", everyone, 700, 1000), share("trust", nation("eng"), 675, 956),
                            share("trust", nation("wal"), 13, 24), share("trust", nation("sct"), 12, 20)}),
            (Codes{{"trust_sct", "small-base"}, {"trust_wal", "small-base"}}));
}

TEST(TotalMinusParts, HidesAThirdWhenTwoSmallPartsAreNearlyTooLargeTogether) {
  // 28 + 24 people, both known to be at most 29: each is between 23 and 29.
  EXPECT_EQ(released_codes({share("trust", everyone, 700, 1000), share("trust", nation("eng"), 675, 948),
                            share("trust", nation("wal"), 13, 28), share("trust", nation("sct"), 12, 24)}),
            (Codes{{"trust_eng", "secondary"}, {"trust_sct", "small-base"}, {"trust_wal", "small-base"}}));
}

// Three pairs of domains, each pair with a known sum: no sum by itself says more than "at most", all together fix each.
TEST(AllSumsTogether, AreHeldAgainstEveryWithheldFigure) {
  const auto cell = [](const char* p, const char* n, std::int64_t count_of) {
    return count("n", {{"programme", p}, {"nation", n}}, count_of);
  };
  std::vector<finding::Finding> findings{cell("a", "eng", 3),   cell("a", "sct", 200), cell("a", "wal", 150),
                                         cell("b", "eng", 210), cell("b", "sct", 4),   cell("b", "wal", 160),
                                         cell("c", "eng", 220), cell("c", "sct", 230), cell("c", "wal", 5)};
  for (const auto& [code, sum] : {std::pair("a", 353), std::pair("b", 374), std::pair("c", 455)}) {
    findings.push_back(count("n", programme(code), sum));
  }
  for (const auto& [code, sum] : {std::pair("eng", 433), std::pair("sct", 434), std::pair("wal", 315)}) {
    findings.push_back(count("n", nation(code), sum));
  }
  const System system = system_of(findings, {}, {}, {});
  const Rules rules;
  std::vector<State> states;
  const Codes codes = released_codes(findings);
  for (const Cell& each : system.cells) {
    states.push_back(each.finding < 0          ? State::Unseen
                     : each.refused            ? State::Refused
                     : codes.contains(each.id) ? State::Secondary
                                               : State::Shown);
  }
  std::vector<Range> ranges;
  for (std::size_t i = 0; i < system.variables.size(); ++i) {
    ranges.push_back(first_range(system, states, static_cast<int>(i), rules));
  }
  JointBounds bounds(system, rules);
  bounds.consider(states, ranges);
  int withheld = 0;
  for (std::size_t i = 0; i < system.cells.size(); ++i) {
    if (states[i] == State::Refused || states[i] == State::Secondary) {
      ++withheld;
      const Range range = bounds.range(system.cells[i].numerator);
      EXPECT_GE(range.high - range.low, rules.minimum_cell) << system.cells[i].id;
      EXPECT_TRUE(states[i] == State::Secondary || range.low == 1) << system.cells[i].id;
    }
  }
  EXPECT_GT(withheld, 3);
}

TEST(TotalMinusParts, HidesAThirdWhenTwoSmallPartsAreTooFewTogether) {
  // 3 + 4 people: each is known to be at most 7, fewer than ten possibilities.
  EXPECT_EQ(released_codes({share("trust", everyone, 693, 1000), share("trust", nation("eng"), 500, 693),
                            share("trust", nation("nir"), 190, 300), share("trust", nation("wal"), 1, 3),
                            share("trust", nation("sct"), 2, 4)}),
            (Codes{{"trust_nir", "secondary"}, {"trust_sct", "small-base"}, {"trust_wal", "small-base"}}));
}

TEST(TotalMinusParts, WorksForMeansAndForCounts) {
  EXPECT_EQ(released_codes({mean("age", everyone, 44, 1000), mean("age", nation("eng"), 45, 700),
                            mean("age", nation("wal"), 43, 280), mean("age", nation("sct"), 39, 20)}),
            (Codes{{"age_sct", "small-base"}, {"age_wal", "secondary"}}));
  EXPECT_EQ(released_codes({count("responses", everyone, 1000), count("responses", nation("eng"), 700),
                            count("responses", nation("wal"), 296), count("responses", nation("sct"), 4)}),
            (Codes{{"responses_sct", "small"}, {"responses_wal", "secondary"}}));
}

TEST(TotalMinusParts, NeedsNoSecondFigureWhereBandsHideTheTotal) {
  EXPECT_EQ(released_codes({share("trust", everyone, 40, 90), share("trust", nation("eng"), 30, 65),
                            share("trust", nation("sct"), 10, 25)}),
            (Codes{{"trust_sct", "small-base"}}));
}

TEST(SmallCells, AreProtectedAlsoByTheirComplement) {
  // Wales: all but 4 of 200 agree. The others who disagree are known, so one of them goes.
  EXPECT_EQ(released_codes({share("trust", everyone, 900, 1200), share("trust", nation("eng"), 600, 800),
                            share("trust", nation("wal"), 196, 200), share("trust", nation("nir"), 104, 200)}),
            (Codes{{"trust_wal", "small"}, {"trust_nir", "secondary"}}));
}

finding::Finding option(const std::string& code, const Levels& by, std::int64_t numerator, std::int64_t base) {
  finding::Finding finding = share("trust", by, numerator, base);
  finding.id = id_of("trust_" + code, by);
  finding.category = code;
  finding.whole = "trust";
  return finding;
}

TEST(Options, TheLastOneIsNotGivenBackByTheOthers) {
  EXPECT_EQ(released_codes({option("agree", everyone, 300, 500), option("neither", everyone, 120, 500),
                            option("disagree", everyone, 75, 500), option("strongly", everyone, 5, 500)}),
            (Codes{{"trust_strongly_all", "small"}, {"trust_disagree_all", "secondary"}}));
}

TEST(Options, AnOptionThatIsNotShownIsProtectedToo) {
  EXPECT_EQ(released_codes({option("agree", everyone, 300, 500), option("neither", everyone, 120, 500),
                            option("disagree", everyone, 75, 500)}),
            (Codes{{"trust_disagree_all", "secondary"}}));
}

TEST(Options, AnOptionThatStandsTwiceIsOnePart) {
  EXPECT_EQ(released_codes({option("agree", everyone, 300, 500), option("agree", everyone, 300, 500),
                            option("disagree", everyone, 200, 500)}),
            Codes{});
}

TEST(Options, ANetDoesNotGiveItsHiddenPartBack) {
  const auto release = [](std::vector<Sum> sums) {
    return released_codes({share("agree", everyone, 400, 900), share("strongly_agree", everyone, 393, 900),
                           share("tend_to_agree", everyone, 7, 900)},
                          {}, std::move(sums));
  };
  EXPECT_EQ(release({}), (Codes{{"tend_to_agree_all", "small"}})) << "the gate cannot know it";
  const Codes codes = release({{"agree_all", {"strongly_agree_all", "tend_to_agree_all"}}});
  EXPECT_EQ(codes, (Codes{{"strongly_agree_all", "secondary"}, {"tend_to_agree_all", "small"}}));
}

TEST(Options, ANetWithAnUnknownPartIsNoDanger) {
  EXPECT_EQ(released_codes({share("agree", everyone, 400, 900), share("strongly_agree", everyone, 300, 900)}, {},
                           {{"agree_all", {"strongly_agree_all", "nowhere"}}, {"nowhere", {"agree_all"}}}),
            Codes{});
}

std::vector<Nesting> projects_in_programmes() {
  return {{"project", "programme", {{"p1", "lc"}, {"p2", "lc"}, {"p3", "lc"}, {"p4", "ac"}, {"p5", "ac"}}}};
}

TEST(Nesting, ProjectsAddUpToTheirProgramme) {
  const std::vector findings{share("trust", everyone, 500, 820),        share("trust", programme("lc"), 300, 500),
                             share("trust", programme("ac"), 200, 320), share("trust", project("p1"), 150, 250),
                             share("trust", project("p2"), 137, 225),   share("trust", project("p3"), 13, 25),
                             share("trust", project("p4"), 100, 160),   share("trust", project("p5"), 100, 160)};
  EXPECT_EQ(released_codes(findings, projects_in_programmes()),
            (Codes{{"trust_p2", "secondary"}, {"trust_p3", "small-base"}}));
  // Without the nesting the projects are only known to add up to everyone: any other project would do.
  EXPECT_EQ(released_codes(findings), (Codes{{"trust_p3", "small-base"}, {"trust_p4", "secondary"}}));
}

TEST(Nesting, AProjectWrittenWithItsProgrammeIsTheSamePeople) {
  const Codes codes = released_codes(
      {share("trust", programme("lc"), 300, 500), share("trust", {{"programme", "lc"}, {"project", "p1"}}, 150, 250),
       share("trust", project("p2"), 137, 225), share("trust", project("p3"), 13, 25)},
      projects_in_programmes());
  EXPECT_EQ(codes.size(), 2U);
  EXPECT_EQ(codes.at("trust_p2"), "secondary");
}

TEST(Nesting, CrossedNationsAddUpBothWays) {
  // lc in Scotland is small. Its programme and its nation each need a second hidden cell, and those need each other.
  const auto cell = [](const char* p, const char* n, std::int64_t a, std::int64_t b) {
    return share("trust", {{"programme", p}, {"nation", n}}, a, b);
  };
  const Codes codes =
      released_codes({share("trust", everyone, 800, 1424), share("trust", programme("lc"), 360, 624),
                      share("trust", programme("ac"), 440, 800), share("trust", nation("eng"), 500, 900),
                      share("trust", nation("sct"), 110, 224), share("trust", nation("wal"), 190, 300),
                      cell("lc", "eng", 250, 400), cell("lc", "sct", 10, 24), cell("lc", "wal", 100, 200),
                      cell("ac", "eng", 250, 500), cell("ac", "sct", 100, 200), cell("ac", "wal", 90, 100)});
  EXPECT_EQ(codes, (Codes{{"trust_lc_sct", "small-base"},
                          {"trust_ac_sct", "secondary"},
                          {"trust_lc_wal", "secondary"},
                          {"trust_ac_wal", "secondary"}}));
}

TEST(Waves, AreALevelLikeAnyOther) {
  const auto at_wave = [](const char* wave, std::int64_t numerator, std::int64_t base) {
    finding::Finding finding = share("trust", everyone, numerator, base);
    finding.wave = wave;
    finding.id = std::string("trust_") + wave;
    return finding;
  };
  EXPECT_EQ(released_codes({share("trust", everyone, 500, 1000), at_wave("w1", 300, 500), at_wave("w2", 190, 480),
                            at_wave("w3", 10, 20)}),
            (Codes{{"trust_w2", "secondary"}, {"trust_w3", "small-base"}}));
}

TEST(Waves, AWaveNamedTwiceIsOneFigure) {
  finding::Finding own = share("trust", {{"wave", "w1"}}, 300, 500);
  own.wave = "w1";
  finding::Finding same = share("trust", everyone, 300, 500);
  same.id = "trust_report";
  same.wave = "w1";
  EXPECT_EQ(released_codes({own, same}), Codes{});
}

TEST(Series, AreNotMixed) {
  // Another population, category or indicator adds up by itself.
  finding::Finding other = share("trust", nation("wal"), 190, 280);
  other.population = "practitioner";
  EXPECT_EQ(released_codes({share("trust", everyone, 700, 1000), other, share("hope", nation("sct"), 10, 20)}),
            (Codes{{"hope_sct", "small-base"}}));
}

TEST(Series, AnUnseenTotalTiesTwoBreakdownsTogether) {
  // Nobody shows the total, but nations and modes add up to the same people.
  const auto mode = [](const char* code, std::int64_t a, std::int64_t b) {
    return share("trust", {{"mode", code}}, a, b);
  };
  const Codes codes =
      released_codes({share("trust", nation("eng"), 500, 700), share("trust", nation("wal"), 190, 280),
                      share("trust", nation("sct"), 10, 20), mode("online", 400, 600), mode("paper", 300, 400)});
  EXPECT_EQ(codes.size(), 2U);
  EXPECT_TRUE(codes.contains("trust_sct"));
}

TEST(Choice, SparesTheHeadlineWhileAnythingElseCanGo) {
  const Codes codes = released_codes({share("trust", everyone, 60, 130), share("trust", nation("eng"), 52, 105),
                                      share("trust", nation("sct"), 8, 25)});
  EXPECT_FALSE(codes.contains("trust_all"));
  EXPECT_TRUE(codes.contains("trust_eng"));
}

TEST(Choice, DoesNotDependOnTheOrderOfTheFindings) {
  std::vector findings{share("trust", everyone, 700, 1000), share("trust", nation("eng"), 300, 400),
                       share("trust", nation("wal"), 200, 290), share("trust", nation("nir"), 190, 290),
                       share("trust", nation("sct"), 10, 20)};
  const Codes codes = released_codes(findings);
  std::ranges::reverse(findings);
  EXPECT_EQ(released_codes(findings), codes);
}

// A mean and a share of one question rest on one base: what both show of it adds up.
TEST(Secondary, AMeanDoesNotTellABaseThatAShareOfTheSameQuestionHides) {
  std::vector<finding::Finding> findings;
  for (const auto& [programme, yes, base] :
       {std::tuple("", 210, 234), std::tuple("a", 112, 121), std::tuple("b", 11, 13), std::tuple("c", 87, 100)}) {
    const Levels by = *programme == 0 ? Levels{} : Levels{{"programme", programme}};
    findings.push_back(share("poor", by, yes, base));
    findings.back().answers = {"sat", {"1"}, {"1", "2"}};
    findings.push_back(mean("level", by, 1.5, base));
    findings.back().answers = {"sat", {}, {"1", "2"}};
  }
  Gate gate(Rules{});
  const auto released = gate.release(findings);
  const auto shown = [&](std::size_t programme) {
    return !released[2 * programme]->withheld || !released[2 * programme + 1]->withheld;
  };
  EXPECT_FALSE(shown(2));
  EXPECT_FALSE(shown(0) && shown(1) && shown(3));
}

// The answers to one question by another are those to the other by the one.
TEST(Secondary, ATableReadTheOtherWayRoundIsTheSameTable) {
  std::vector<finding::Finding> findings;
  const std::map<std::string, std::map<std::string, std::int64_t>> people{{"p", {{"x", 40}, {"y", 6}, {"z", 43}}},
                                                                          {"q", {{"x", 26}, {"y", 144}, {"z", 66}}}};
  const auto add = [&](const std::string& question, const std::string& option, const std::string& by,
                       const std::string& level, std::int64_t numerator, std::int64_t base,
                       std::vector<std::string> of) {
    findings.push_back(share(question, {{by, level}}, numerator, base));
    findings.back().id = question + "_" + level + "_" + option;
    findings.back().category = option;
    findings.back().whole = question;
    findings.back().answers = {question, {option}, std::move(of)};
  };
  for (const auto& [one, row] : people) {
    for (const auto& [two, count] : row) {
      std::int64_t in_one = 0, in_two = 0;
      for (const auto& [level, others] : row) {
        in_one += others;
      }
      for (const auto& [level, others] : people) {
        in_two += others.at(two);
      }
      add("one", one, "two", two, count, in_two, {"p", "q"});
      add("two", two, "one", one, count, in_one, {"x", "y", "z"});
    }
  }
  Gate gate(Rules{});
  const auto released = gate.release(findings);
  const auto exact = [](const finding::Finding& one) { return !one.withheld && !one.bases.band; };
  for (std::size_t i = 0; i < released.size(); i += 2) {
    EXPECT_FALSE(released[i]->withheld && exact(*released[i + 1])) << released[i]->id;
    EXPECT_FALSE(released[i + 1]->withheld && exact(*released[i])) << released[i]->id;
  }
  EXPECT_TRUE(withheld_codes(released).contains("one_y_p"));
  EXPECT_TRUE(withheld_codes(released).contains("two_p_y"));
}

}  // namespace
}  // namespace kith::disclose::tests
