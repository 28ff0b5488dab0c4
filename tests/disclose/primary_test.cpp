#include <gtest/gtest.h>

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "disclose/gate.h"
#include "release_builder.h"

namespace kith::disclose::tests {
namespace {

finding::Finding released(finding::Finding finding, Rules rules = {}) {
  Gate gate(rules);
  return *gate.release(std::vector{std::move(finding)}).at(0);
}

std::string code_of(const finding::Finding& finding) {
  return finding.withheld ? finding.withheld->code : "";
}

std::vector<std::string> note_codes(const finding::Finding& finding) {
  std::vector<std::string> codes;
  for (const finding::Note& note : finding.notes) {
    codes.push_back(note.code);
  }
  return codes;
}

struct Case {
  std::int64_t numerator, base;
  std::string code;  // empty: shown
  std::vector<std::string> notes;
  std::string band;  // as base_text prints it; empty: exact
};

TEST(PrimaryRules, HoldAtEveryThreshold) {
  const std::vector<std::string> both{"bracketed", "small-base"};
  const std::vector<std::string> flag{"small-base"};
  const std::vector<Case> cases{
      {5, 9, "small-base", {}, ""},        // below the confidentiality minimum
      {5, 10, "small-base", {}, ""},       // below the reliability minimum: the same code
      {14, 29, "small-base", {}, ""},      //
      {15, 30, "", both, "30 to 49"},      // the first base that is shown, in brackets
      {20, 49, "", both, "30 to 49"},      //
      {20, 50, "", flag, "50 to 99"},      // no brackets any more
      {20, 99, "", flag, "50 to 99"},      //
      {20, 100, "", {}, ""},               // an exact base
      {9, 200, "confidential", {}, ""},    // numerator
      {10, 200, "", {}, ""},               //
      {191, 200, "confidential", {}, ""},  // complement of 9
      {190, 200, "", {}, ""},              //
      {0, 200, "confidential", {}, ""},    // nobody
      {200, 200, "confidential", {}, ""},  // everybody
      {0, 0, "small-base", {}, ""},
  };
  for (const Case& expected : cases) {
    const finding::Finding finding = released(share("trust", {}, expected.numerator, expected.base));
    SCOPED_TRACE(std::to_string(expected.numerator) + " of " + std::to_string(expected.base));
    EXPECT_EQ(code_of(finding), expected.code);
    EXPECT_EQ(note_codes(finding), expected.notes);
    EXPECT_EQ(finding.value.has_value(), expected.code.empty());
    if (expected.code.empty() && expected.band.empty()) {
      EXPECT_FALSE(finding.bases.band);
      EXPECT_EQ(finding.bases.unweighted, expected.base);
    } else if (expected.code.empty()) {
      ASSERT_TRUE(finding.bases.band);
      EXPECT_EQ(base_text(finding.bases.unweighted, {}), expected.band);
    }
  }
}

TEST(PrimaryRules, ShowZerosOnlyWhenTheRulesSaySo) {
  const Rules show{.zero_cells = ZeroCells::Show};
  const finding::Finding none = released(share("trust", {}, 0, 200), show);
  ASSERT_TRUE(none.value);
  EXPECT_EQ(*none.value, 0);
  EXPECT_EQ(code_of(released(share("trust", {}, 200, 200), show)), "");
  EXPECT_EQ(code_of(released(share("trust", {}, 1, 200), show)), "confidential");
}

TEST(PrimaryRules, WithholdExtremesOfASensitiveItemOnASmallBase) {
  const Rules lenient{.withhold_below = 10, .zero_cells = ZeroCells::Show};
  const auto rule_of = [](std::int64_t numerator, std::int64_t base, bool sensitive, const Rules& rules) {
    finding::Finding finding = share("lonely", {}, numerator, base);
    finding.sensitive = sensitive;
    Gate gate(rules);
    gate.release(std::vector{finding});
    return gate.log().empty() ? std::nullopt : gate.log().front().rule;
  };
  EXPECT_EQ(rule_of(0, 29, true, lenient), Rule::ClassDisclosure);
  EXPECT_EQ(rule_of(29, 29, true, lenient), Rule::ClassDisclosure);
  EXPECT_EQ(rule_of(0, 30, true, lenient), std::nullopt);
  EXPECT_EQ(rule_of(0, 29, false, lenient), std::nullopt);
  EXPECT_EQ(rule_of(4, 29, true, lenient), Rule::SmallCell);
  EXPECT_EQ(rule_of(0, 29, true, {.withhold_below = 10}), Rule::ClassDisclosure);
  EXPECT_EQ(rule_of(0, 29, true, {}), Rule::UnreliableBase) << "with the default rules the base alone decides";
}

TEST(PrimaryRules, AMeanThatIsMostlyOnePersonsAmountGoes) {
  const auto rule_of = [](double largest_part, const Rules& rules) {
    finding::Finding finding = mean("spent", {}, 500, 197);
    finding.largest_part = largest_part;
    Gate gate(rules);
    EXPECT_EQ(gate.release(std::vector{finding}).front()->largest_part, 0);
    return gate.log().empty() ? std::nullopt : gate.log().front().rule;
  };
  EXPECT_EQ(rule_of(0.5, {}), std::nullopt);
  EXPECT_EQ(rule_of(0.51, {}), Rule::Dominance);
  EXPECT_EQ(rule_of(0.51, {.largest_amount_percent = 80}), std::nullopt);
}

TEST(PrimaryRules, DoNotTellReadersWhichOfThemWasBroken) {
  Gate gate({.withhold_below = 10});
  finding::Finding nobody = share("lonely", {}, 0, 20);
  nobody.sensitive = true;
  const auto released = gate.release({nobody, share("trust", {}, 4, 200), share("hope", {}, 5, 9)});
  EXPECT_EQ(released[0]->withheld->text, released[1]->withheld->text);
  for (const Decision& decision : gate.decisions()) {
    EXPECT_FALSE(decision.rule || !decision.because.empty()) << decision.id;
  }
  EXPECT_EQ(gate.explain("hope_all"), "`hope_all` is not shown: its base is below 10, the minimum for confidentiality");
  EXPECT_EQ(gate.explain("other"), "`other` is shown");
}

TEST(PrimaryRules, JudgeMeansByTheirBaseAndCountsByThemselves) {
  EXPECT_EQ(code_of(released(mean("age", {}, 43.2, 29))), "small-base");
  EXPECT_EQ(code_of(released(mean("age", {}, 43.2, 30))), "");
  EXPECT_EQ(code_of(released(count("responses", {}, 9))), "confidential");
  EXPECT_EQ(released(count("responses", {}, 9)).withheld->text,
            "Fewer than 10, or not shown to protect so small a group.");
  EXPECT_EQ(code_of(released(count("responses", {}, 0))), "confidential");
  const finding::Finding banded = released(count("responses", {}, 10));
  EXPECT_FALSE(banded.value);
  EXPECT_EQ(banded.bases.band, (finding::Band{10, 29}));
  const finding::Finding exact = released(count("responses", {}, 412));
  EXPECT_EQ(exact.value, 412);
  EXPECT_EQ(released(count("responses", {}, 412), {.round_counts_to = 5}).value, 410);
  EXPECT_EQ(released(count("responses", {}, 413), {.round_counts_to = 5}).value, 415);
}

TEST(PrimaryRules, WithholdQuantilesAndExtremes) {
  for (const char* measure : {"quantile(age,0.5)", "min(age)", "maximum(age)", "median(age)"}) {
    finding::Finding finding = mean("age", {}, 43, 500);
    finding.measure = measure;
    EXPECT_EQ(code_of(released(finding)), "order-statistic") << measure;
  }
  finding::Finding finding = mean("minutes", {}, 43, 500);
  finding.measure = "mean(minutes)";
  EXPECT_EQ(code_of(released(finding)), "");
}

TEST(PrimaryRules, UseTheUnweightedCountsOfAWeightedShare) {
  finding::Finding finding = share("trust", {}, 9, 200);
  finding.value = 0.31;  // the nine carry large weights
  EXPECT_EQ(code_of(released(finding)), "confidential");
  finding.numerator.reset();  // then the value is all there is to judge by
  EXPECT_EQ(code_of(released(finding)), "");
  finding.value = 0.03;
  EXPECT_EQ(code_of(released(finding)), "confidential");
}

TEST(PrimaryRules, SurviveAFigureThatCouldNotBeEstimated) {
  finding::Finding finding = share("trust", {}, 50, 200);
  finding.value = std::numeric_limits<double>::quiet_NaN();
  finding.numerator.reset();
  EXPECT_EQ(code_of(released(finding)), "");
  finding.value.reset();
  EXPECT_FALSE(released(finding).value);
  finding::Finding uncounted = count("responses", {}, 50);
  uncounted.value.reset();
  uncounted.numerator.reset();
  EXPECT_FALSE(released(uncounted).bases.band);
}

TEST(PrimaryRules, WithholdImpossibleCounts) {
  EXPECT_EQ(code_of(released(share("trust", {}, 300, 200))), "confidential") << "as if all 200";
  EXPECT_EQ(code_of(released(share("trust", {}, -5, 200))), "confidential");
  EXPECT_EQ(code_of(released(share("trust", {}, 5, -200))), "small-base");
}

TEST(Rules, BandsEndAtTheThresholds) {
  EXPECT_EQ(base_text(0, {}), "fewer than 10");
  EXPECT_EQ(base_text(9, {}), "fewer than 10");
  EXPECT_EQ(base_text(10, {}), "10 to 29");
  EXPECT_EQ(base_text(99, {}), "50 to 99");
  EXPECT_EQ(base_text(100, {}), "100");
  EXPECT_EQ(base_text(1649, {}), "1,649");
  EXPECT_EQ(base_text(1649, {.round_counts_to = 10}), "1,650");
  EXPECT_EQ(base_text(12, {.minimum_cell = 5, .withhold_below = 20}), "5 to 19");
  EXPECT_EQ(unanswered_text(0, {}), "fewer than 10");
  EXPECT_EQ(unanswered_text(40, {}), "40 to 49");
}

}  // namespace
}  // namespace kith::disclose::tests
