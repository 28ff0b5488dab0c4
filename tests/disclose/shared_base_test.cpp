// Whether several figures give back a base that is shown as a band. The reader here has no code of the gate: he tries
// every base of every band, and every pair, against what was released.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/round.h"
#include "disclose/gate.h"
#include "release_builder.h"

namespace kith::disclose::tests {
namespace {

using Released = std::vector<Safe<finding::Finding>>;

finding::Finding option(const std::string& code, const Levels& by, std::int64_t numerator, std::int64_t base,
                        const std::string& whole = "") {
  finding::Finding finding = share("asked", by, numerator, base);
  finding.category = code;
  finding.id += "_" + code;
  finding.whole = whole;
  return finding;
}

bool has_note(const finding::Finding& finding, const std::string& code) {
  return std::ranges::any_of(finding.notes, [&](const finding::Note& note) { return note.code == code; });
}

// What was shown of one domain: the sizes that its base may have, and the percentages of its options.
struct Domain {
  int low = 0, high = 0;
  bool banded = false;
  std::map<std::string, int> percents;
};

std::map<std::string, Domain> domains_of(const Released& released) {
  std::map<std::string, Domain> domains;
  for (const auto& finding : released) {
    if (finding->withheld) {
      continue;
    }
    Domain& domain = domains[finding->by.empty() ? "all" : finding->by.front().code];
    domain.banded = finding->bases.band.has_value();
    const int base = static_cast<int>(finding->bases.unweighted);
    domain.low = domain.banded ? static_cast<int>(finding->bases.band->low) : base;
    domain.high = domain.banded ? static_cast<int>(finding->bases.band->high) : base;
    if (has_note(*finding, "rounded-base")) {
      domain.low = base - 5;
      domain.high = base + 4;
    }
    domain.percents[finding->category] = whole_percent(*finding->value);
  }
  return domains;
}

std::set<int> numerators(int percent, int base) {
  std::set<int> found;
  for (int k = 0; k <= base; ++k) {
    if (whole_percent(static_cast<double>(k) / base) == percent) {
      found.insert(k);
    }
  }
  return found;
}

bool fits(const Domain& domain, int base) {
  return std::ranges::all_of(domain.percents,
                             [&](const auto& entry) { return !numerators(entry.second, base).empty(); });
}

bool add_up(const Domain& a, int base_a, const Domain& b, int base_b, const Domain& total) {
  for (const auto& [code, percent] : total.percents) {
    if (!a.percents.contains(code) || !b.percents.contains(code)) {
      continue;
    }
    bool found = false;
    for (const int k : numerators(a.percents.at(code), base_a)) {
      for (const int l : numerators(b.percents.at(code), base_b)) {
        found = found || whole_percent(static_cast<double>(k + l) / (base_a + base_b)) == percent;
      }
    }
    if (!found) {
      return false;
    }
  }
  return true;
}

// The bases that remain possible for each domain shown as a band, where two programmes make up everyone.
std::map<std::string, std::set<int>> guesses(const Released& released) {
  const auto domains = domains_of(released);
  std::map<std::string, std::set<int>> possible;
  const bool sums = domains.contains("all") && domains.contains("lc") && domains.contains("ac");
  for (const auto& [code, domain] : domains) {
    for (int base = domain.low; base <= domain.high && !sums; ++base) {
      if (domain.banded && fits(domain, base)) {
        possible[code].insert(base);
      }
    }
  }
  if (sums) {
    const Domain &lc = domains.at("lc"), &ac = domains.at("ac"), &all = domains.at("all");
    for (int a = lc.low; a <= lc.high; ++a) {
      for (int b = ac.low; b <= ac.high && fits(lc, a); ++b) {
        const bool total = a + b >= all.low && a + b <= all.high && fits(all, a + b);
        if (total && fits(ac, b) && add_up(lc, a, ac, b, all)) {
          possible["lc"].insert(a);
          possible["ac"].insert(b);
          possible["all"].insert(a + b);
        }
      }
    }
  }
  std::erase_if(possible, [&](const auto& entry) { return !domains.at(entry.first).banded; });
  return possible;
}

const Levels lc{{"programme", "lc"}}, ac{{"programme", "ac"}};

TEST(SharedBase, FivePercentagesOfOneBaseDoNotGiveItBack) {
  const std::vector<std::int64_t> numerators{30, 25, 12, 17, 17};
  std::vector<finding::Finding> findings;
  for (std::size_t i = 0; i < numerators.size(); ++i) {
    findings.push_back(option("o" + std::to_string(i), ac, numerators[i], 44));
  }
  Gate gate(Rules{});
  const Released released = gate.release(findings);
  EXPECT_GE(guesses(released).at("ac").size(), 3U);
  EXPECT_LT(withheld_codes(released).size(), 4U);
  EXPECT_FALSE(gate.log().empty());
  for (const Decision& decision : gate.log()) {
    EXPECT_EQ(decision.rule, Rule::SharedBase);
    EXPECT_EQ(decision.code, "confidential");
    EXPECT_NE(gate.explain(decision.id).find("its base"), std::string::npos);
  }
}

TEST(SharedBase, NetsOfOneQuestionRestOnOneBase) {
  // 68%, 57%, 27% and 39% of 44 under four indicators, none of which contains another.
  std::vector<finding::Finding> findings;
  for (const auto& [other, people] : {std::pair("b", 30), std::pair("c", 25), std::pair("d", 12), std::pair("e", 17)}) {
    finding::Finding& net = findings.emplace_back(share(other, {}, people, 44));
    net.answers = {"asked", {"a", other}, {"a", "b", "c", "d", "e", "f"}};
  }
  const auto withheld = [&] { return released_codes(findings).size(); };
  EXPECT_GE(withheld(), 1U);
  for (finding::Finding& net : findings) {
    net.answers = {};
  }
  EXPECT_EQ(withheld(), 0U);
}

TEST(SharedBase, OneFigureOnASmallBaseIsLeftAsItIs) {
  for (const std::int64_t base : {30, 44, 49, 50, 99}) {
    for (std::int64_t numerator = 10; numerator <= base - 10; ++numerator) {
      EXPECT_TRUE(released_codes({share("trust", ac, numerator, base)}).empty()) << numerator << " of " << base;
    }
  }
}

TEST(SharedBase, ATotalMinusAnExactPartDoesNotGiveABandBack) {
  Gate gate(Rules{});
  const Released released =
      gate.release(std::vector{share("trust", {}, 100, 165), share("trust", lc, 75, 120), share("trust", ac, 25, 45)});
  EXPECT_TRUE(has_note(*released[0], "rounded-base"));
  EXPECT_NE(released[0]->bases.unweighted, 165);
  EXPECT_EQ(released[0]->bases.unweighted % 10, 0);
  EXPECT_GE(guesses(released).at("ac").size(), 3U);
}

TEST(SharedBase, NothingBesideARoundedBaseFollowsFromTheExactOne) {
  std::vector<finding::Finding> findings{share("trust", {}, 100, 165), share("trust", lc, 75, 120),
                                         share("trust", ac, 25, 45)};
  findings[0].df = 164;
  findings[0].comparison = finding::Comparison{};
  findings[0].comparison->p = 0.0123;
  findings[0].comparison->q = 0.0246;
  Gate gate(Rules{});
  const Released released = gate.release(findings);
  EXPECT_FALSE(released[0]->se);
  EXPECT_FALSE(released[0]->df);
  EXPECT_FALSE(released[0]->design_effect);
  EXPECT_FALSE(released[0]->comparison->p);
  EXPECT_FALSE(released[0]->comparison->q);
  EXPECT_EQ(static_cast<int>(released[0]->bases.weighted) % 10, 0);
  EXPECT_EQ(static_cast<int>(released[0]->bases.effective) % 10, 0);
}

TEST(SharedBase, CountsDoNotGiveACountInABandBack) {
  Gate gate(Rules{});
  const Released released = gate.release(std::vector{
      count("people", {}, 945), count("people", {{"mode", "online"}}, 900), count("people", {{"mode", "paper"}}, 45)});
  EXPECT_EQ(released[0]->value, 950);
  EXPECT_EQ(released[1]->value, 900);
  EXPECT_TRUE(released[2]->bases.band);
}

TEST(SharedBase, TwoProgrammesStayShownWhenTheBaseOfTheirTotalCanBeRounded) {
  const std::vector findings{share("partners", {}, 101, 128), share("partners", lc, 72, 84),
                             share("partners", ac, 29, 44)};
  Gate gate(Rules{});
  const Released released = gate.release(findings);
  EXPECT_TRUE(withheld_codes(released).empty());
  EXPECT_EQ(released[0]->bases.unweighted, 130);
  EXPECT_EQ(guesses(released).at("ac"), (std::set{41, 44, 47}));
}

// Everyone answered online, so "online" is everyone: rounded with it, or the rounding would hide nothing.
TEST(SharedBase, WhoeverIsEveryoneIsRoundedWithEveryone) {
  Gate gate(Rules{});
  const auto released =
      gate.release({share("trust", {}, 204, 300), share("trust", {{"mode", "online"}}, 204, 300),
                    share("trust", {{"programme", "a"}}, 62, 96), share("trust", {{"programme", "b"}}, 65, 102),
                    share("trust", {{"programme", "c"}}, 77, 102)});
  EXPECT_EQ(has_note(*released[0], "rounded-base"), has_note(*released[1], "rounded-base"));
  EXPECT_TRUE(has_note(*released[0], "rounded-base"));
}

// A share and a mean of one question rest on one base: both are rounded, or neither hides it.
TEST(SharedBase, AMeanIsRoundedWithTheShareOfItsQuestion) {
  std::vector<finding::Finding> findings;
  for (const auto& [by, yes, base] : {std::tuple(Levels{}, 77, 155), std::tuple(Levels{{"programme", "a"}}, 17, 35),
                                      std::tuple(Levels{{"programme", "b"}}, 60, 120)}) {
    findings.push_back(share("trust", by, yes, base));
    findings.push_back(mean("level", by, 3.4, base));
    findings[findings.size() - 2].answers = {"sat", {"4", "5"}, {"1", "2", "3", "4", "5"}};
    findings.back().answers = {"sat", {}, {"1", "2", "3", "4", "5"}};
  }
  Gate gate(Rules{});
  const auto released = gate.release(findings);
  for (std::size_t i = 0; i < released.size(); i += 2) {
    ASSERT_FALSE(released[i]->withheld || released[i + 1]->withheld) << released[i]->id;
    EXPECT_EQ(has_note(*released[i], "rounded-base"), has_note(*released[i + 1], "rounded-base")) << released[i]->id;
  }
  EXPECT_TRUE(has_note(*released[0], "rounded-base") || has_note(*released[4], "rounded-base"));
}

TEST(SharedBase, LargeBasesStayExact) {
  Gate gate(Rules{});
  const Released released = gate.release(
      std::vector{share("trust", {}, 300, 500), share("trust", lc, 200, 320), share("trust", ac, 100, 180)});
  EXPECT_EQ(released[0]->bases.unweighted, 500);
  EXPECT_EQ(released[1]->bases.unweighted, 320);
  EXPECT_TRUE(gate.log().empty());
}

TEST(SharedBase, WeightedSharesAreNotCounts) {
  std::vector<finding::Finding> findings;
  for (const std::int64_t numerator : {30, 25, 12, 17, 17}) {
    findings.push_back(option("o" + std::to_string(findings.size()), ac, numerator, 44));
    *findings.back().value += 0.0123;
  }
  EXPECT_TRUE(released_codes(findings).empty());
}

TEST(SharedBase, OptionsThatAddUpDoNotGiveTheirBaseBack) {
  const std::vector<std::int64_t> numerators{11, 12, 13, 17};
  std::vector<finding::Finding> findings;
  for (std::size_t i = 0; i < numerators.size(); ++i) {
    findings.push_back(option("o" + std::to_string(i), ac, numerators[i], 53, "asked"));
  }
  Gate gate(Rules{});
  const Domain domain = domains_of(gate.release(findings)).at("ac");
  std::size_t possible = 0;
  for (int base = domain.low; base <= domain.high; ++base) {
    int sum = 0;
    for (const auto& [code, percent] : domain.percents) {
      sum += fits(domain, base) ? *tests::numerators(percent, base).begin() : 1000;
    }
    possible += sum == base || (sum < base && domain.percents.size() < numerators.size()) ? 1U : 0U;
  }
  EXPECT_GE(possible, 3U);
}

// Two programmes and everyone, one to five options of which people choose any.
TEST(SharedBase, NoReleaseOfManyLeavesFewerThanThreeBases) {
  std::mt19937 random(20210407);
  const auto between = [&](std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(high - low + 1));
  };
  std::size_t banded = 0, exposed = 0;
  for (int release = 0; release < 400; ++release) {
    const std::int64_t base_lc = between(40, 140), base_ac = between(40, 140), options = between(1, 5);
    std::vector<finding::Finding> findings;
    for (std::int64_t o = 0; o < options; ++o) {
      const std::int64_t in_lc = between(12, base_lc - 12), in_ac = between(12, base_ac - 12);
      const std::string code = "o" + std::to_string(o);
      findings.push_back(option(code, {}, in_lc + in_ac, base_lc + base_ac));
      findings.push_back(option(code, lc, in_lc, base_lc));
      findings.push_back(option(code, ac, in_ac, base_ac));
    }
    Gate gate(Rules{});
    for (const auto& [code, bases] : guesses(gate.release(findings))) {
      ++banded;
      exposed += bases.size() < 3 ? 1U : 0U;
      EXPECT_GE(bases.size(), 3U) << code << " in release " << release << ": " << base_lc << " and " << base_ac;
    }
  }
  EXPECT_GT(banded, 200U);
  EXPECT_EQ(exposed, 0U);
}

TEST(Notes, OfTheEstimateDoNotTellABaseThatIsShownAsABand) {
  finding::Finding finding = share("trust", {}, 12, 25);
  finding.notes.push_back({"small-base", "Rests on 25 respondents."});
  Rules rules;
  rules.withhold_below = 20;
  const auto released = Gate(rules).release(std::vector{finding}).at(0);
  ASSERT_FALSE(released->withheld);
  for (const finding::Note& note : released->notes) {
    EXPECT_EQ(note.text.find("25"), std::string::npos) << note.text;
  }
}

}  // namespace
}  // namespace kith::disclose::tests
