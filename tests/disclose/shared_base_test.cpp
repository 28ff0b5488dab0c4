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

// The lowest and highest number of people that is so many percent of a base; none: high < low.
std::pair<int, int> numerators(int percent, int base) {
  static std::map<std::pair<int, int>, std::pair<int, int>> known;
  const auto [entry, fresh] = known.try_emplace({percent, base}, base + 1, -1);
  for (int k = 0; fresh && k <= base; ++k) {
    if (whole_percent(static_cast<double>(k) / base) == percent) {
      entry->second = {std::min(entry->second.first, k), k};
    }
  }
  return entry->second;
}

bool fits(const Domain& domain, int base) {
  return std::ranges::all_of(domain.percents, [&](const auto& entry) {
    const auto [low, high] = numerators(entry.second, base);
    return low <= high;
  });
}

// Parts that make up a total, and the bases that are tried for them.
using Bases = std::vector<std::pair<const Domain*, int>>;

bool add_up(const Bases& parts, const Domain& total, int base) {
  return std::ranges::all_of(total.percents, [&](const auto& entry) {
    int low = 0, high = 0;
    for (const auto& [part, part_base] : parts) {
      const auto shown = part->percents.find(entry.first);
      if (shown == part->percents.end()) {
        return true;
      }
      const auto [least, most] = numerators(shown->second, part_base);
      low += least;
      high += most;
    }
    const auto [least, most] = numerators(entry.second, base);
    return low <= most && least <= high;
  });
}

// The bases that remain possible for each domain shown as a band, where so many parts make up everyone.
class Guesses {
 public:
  Guesses(const Released& released, std::size_t parts) : domains_(domains_of(released)) {
    const bool sums = domains_.contains("all") && domains_.size() == parts + 1;
    for (const auto& [code, domain] : domains_) {
      for (int base = domain.low; base <= domain.high && !sums; ++base) {
        if (fits(domain, base)) {
          possible_[code].insert(base);
        }
      }
    }
    if (sums) {
      Bases bases;
      try_parts(domains_.begin(), bases, 0);
    }
    std::erase_if(possible_, [&](const auto& entry) { return !domains_.at(entry.first).banded; });
  }
  const std::map<std::string, std::set<int>>& possible() const { return possible_; }

 private:
  void try_parts(std::map<std::string, Domain>::const_iterator next, Bases& bases, int sum) {
    if (next == domains_.end()) {
      const Domain& all = domains_.at("all");
      if (sum >= all.low && sum <= all.high && fits(all, sum) && add_up(bases, all, sum)) {
        auto part = domains_.begin();
        possible_["all"].insert(sum);
        for (const auto& [domain, base] : bases) {
          part = part->first == "all" ? std::next(part) : part;
          possible_[(part++)->first].insert(base);
        }
      }
      return;
    }
    if (next->first == "all") {
      return try_parts(std::next(next), bases, sum);
    }
    for (int base = next->second.low; base <= next->second.high; ++base) {
      if (fits(next->second, base)) {
        bases.emplace_back(&next->second, base);
        try_parts(std::next(next), bases, sum + base);
        bases.pop_back();
      }
    }
  }

  std::map<std::string, Domain> domains_;
  std::map<std::string, std::set<int>> possible_;
};

std::map<std::string, std::set<int>> guesses(const Released& released, std::size_t parts = 2) {
  return Guesses(released, parts).possible();
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
      sum += fits(domain, base) ? tests::numerators(percent, base).first : 1000;
    }
    possible += sum == base || (sum < base && domain.percents.size() < numerators.size()) ? 1U : 0U;
  }
  EXPECT_GE(possible, 3U);
}

// Programmes and everyone, some options of which people choose any.
struct Many {
  int releases = 0;
  std::vector<std::string> programmes;
  std::int64_t smallest = 0, largest = 0;  // base of a programme
  std::int64_t most_options = 1;
};

// How many bases were shown as bands, of which at least three remain possible each.
std::size_t attack(const Many& many, unsigned seed) {
  std::mt19937 random(seed);
  const auto between = [&](std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(high - low + 1));
  };
  std::size_t banded = 0;
  for (int release = 0; release < many.releases; ++release) {
    std::map<std::string, std::int64_t> bases;
    for (const std::string& programme : many.programmes) {
      bases[programme] = between(many.smallest, many.largest);
    }
    const std::int64_t options = between(1, many.most_options);
    std::vector<finding::Finding> findings;
    for (std::int64_t o = 0; o < options; ++o) {
      const std::string code = "o" + std::to_string(o);
      std::int64_t all = 0, base_of_all = 0;
      for (const auto& [programme, base] : bases) {
        const std::int64_t chose = between(12, base - 12);
        findings.push_back(option(code, {{"programme", programme}}, chose, base));
        all += chose;
        base_of_all += base;
      }
      findings.push_back(option(code, {}, all, base_of_all));
    }
    Gate gate(Rules{});
    for (const auto& [code, possible] : guesses(gate.release(findings), bases.size())) {
      ++banded;
      EXPECT_GE(possible.size(), 3U) << code << " in release " << release;
    }
  }
  return banded;
}

TEST(SharedBase, NoReleaseOfManyLeavesFewerThanThreeBases) {
  EXPECT_GT(attack({400, {"ac", "lc"}, 40, 140, 5}, 20210407), 200U);
}

// "61%" of 110, "68%" and "48%" and "63%" of three groups of 30 to 49.
TEST(SharedBase, NorDoThreeSmallBasesOfOneSum) {
  EXPECT_GT(attack({300, {"ac", "lc", "ot"}, 30, 49, 2}, 20261130), 300U);
  EXPECT_GT(attack({100, {"ac", "lc", "ot"}, 30, 70, 3}, 20261201), 100U);
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
