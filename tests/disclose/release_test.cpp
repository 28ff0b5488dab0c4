// The form of what leaves: rounded as it is shown, and no trace of what was erased.
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "disclose/gate.h"
#include "release_builder.h"

namespace kith::disclose::tests {
namespace {

finding::Finding released(finding::Finding finding, Rules rules = {}) {
  Gate gate(rules);
  return *gate.release(std::vector{std::move(finding)}).at(0);
}

// Every number and text of a finding, field by field: a new field of Finding must be added here.
std::vector<std::string> everything(const finding::Finding& f) {
  std::vector<std::string> all{f.id,
                               f.indicator,
                               f.measure,
                               f.label,
                               std::to_string(static_cast<int>(f.kind)),
                               f.population,
                               f.wave,
                               f.category,
                               f.whole,
                               f.provenance.source,
                               f.provenance.question};
  const auto number = [&](double value) { all.push_back(text::exact(value)); };
  const auto maybe = [&](const auto& value) {
    if (value) {
      all.push_back(text::exact(static_cast<double>(*value)));
    }
  };
  const auto interval = [&](const std::optional<finding::Interval>& i) {
    if (i) {
      number(i->low);
      number(i->high);
    }
  };
  for (const finding::Level& level : f.by) {
    all.insert(all.end(), {level.dimension, level.code, level.label});
  }
  maybe(f.value);
  maybe(f.se);
  maybe(f.df);
  interval(f.interval);
  number(static_cast<double>(f.bases.unweighted));
  number(f.bases.weighted);
  number(f.bases.effective);
  for (const std::int64_t count : {f.bases.dont_know, f.bases.prefer_not, f.bases.routed_out, f.bases.missing}) {
    number(static_cast<double>(count));
  }
  if (f.bases.band) {
    number(static_cast<double>(f.bases.band->low));
    number(static_cast<double>(f.bases.band->high));
  }
  maybe(f.numerator);
  maybe(f.design_effect);
  if (f.comparison) {
    const finding::Comparison& c = *f.comparison;
    all.insert(all.end(), {c.benchmark, c.label, c.verdict});
    number(c.value);
    number(c.difference);
    interval(c.interval);
    maybe(c.p);
    maybe(c.q);
    maybe(c.h);
    maybe(c.e_value);
    maybe(c.e_value_limit);
    all.push_back(c.not_adjusted);
    if (const auto& adjusted = c.adjusted) {
      all.insert(all.end(), {adjusted->method, adjusted->verdict});
      all.insert(all.end(), adjusted->characteristics.begin(), adjusted->characteristics.end());
      for (const double value :
           {adjusted->value, adjusted->difference, adjusted->effective, adjusted->largest_weight, adjusted->balance}) {
        number(value);
      }
      interval(adjusted->interval);
      maybe(adjusted->p);
      maybe(adjusted->q);
      maybe(adjusted->e_value);
      maybe(adjusted->e_value_limit);
    }
    for (const auto& alternative : c.alternatives) {
      all.insert(all.end(), {alternative.code, alternative.label, alternative.verdict});
      number(alternative.low);
      number(alternative.high);
    }
  }
  if (f.withheld) {
    all.insert(all.end(), {f.withheld->code, f.withheld->text});
  }
  for (const finding::Note& note : f.notes) {
    all.insert(all.end(), {note.code, note.text});
  }
  return all;
}

bool mentions(const finding::Finding& finding, const std::string& wanted) {
  for (const std::string& field : everything(finding)) {
    if (field.find(wanted) != std::string::npos) {
      return true;
    }
  }
  return false;
}

// A share whose every number can be recognised.
finding::Finding telltale(std::int64_t numerator, std::int64_t base) {
  finding::Finding finding = share("trust", {{"nation", "sct"}}, numerator, base);
  finding.value = 0.7391304;
  finding.se = 0.0913777;
  finding.df = 22.31;
  finding.interval = finding::Interval{0.5353535, 0.8747474, 0.95, "logit"};
  finding.bases.weighted = 24.68;
  finding.bases.effective = 21.57;
  finding.bases.dont_know = 3;
  finding.bases.prefer_not = 6;
  finding.bases.routed_out = 8;
  finding.bases.missing = 7;
  finding.design_effect = 1.3131;
  finding.comparison = finding::Comparison{.benchmark = "deprived",
                                           .label = "people in deprived areas",
                                           .value = 0.57,
                                           .difference = 0.1691304,
                                           .interval = finding::Interval{-0.0353535, 0.3047474, 0.95, "logit"},
                                           .p = 0.0717171,
                                           .q = 0.0919191,
                                           .verdict = "no clear difference"};
  finding.comparison->h = 0.3595959;
  finding.comparison->e_value = 1.9171717;
  finding.comparison->e_value_limit = 1.0626262;
  finding.comparison->adjusted =
      finding::Comparison::Adjusted{.method = "rake",
                                    .characteristics = {"age"},
                                    .value = 0.6262626,
                                    .difference = 0.1128678,
                                    .interval = finding::Interval{-0.0757575, 0.2656565, 0.95, "mover"},
                                    .p = 0.1818181,
                                    .q = 0.2828282,
                                    .e_value = 1.6363636,
                                    .e_value_limit = 1.0808080,
                                    .verdict = "no clear difference",
                                    .effective = 1234.56,
                                    .largest_weight = 2.345678,
                                    .balance = 0.0456789};
  finding.comparison->alternatives = {{"project", "with each project left out in turn", 0.1313131, 0.2121212, "mixed"}};
  finding.notes = {{"few-clusters", "The answers come from 23 people in 4 projects."}};
  return finding;
}

TEST(Release, LeavesNoTraceOfAWithheldFigure) {
  const finding::Finding finding = released(telltale(17, 23));
  ASSERT_TRUE(finding.withheld);
  for (const char* trace : {"0.7", "0.09", "22", "0.5", "0.8", "24", "21", "3", "6", "8", "7", "1.3", "0.1", "17", "23",
                            "project", "deprived", "difference"}) {
    EXPECT_FALSE(mentions(finding, trace)) << trace;
  }
  EXPECT_TRUE(mentions(finding, "The sample is very small, so the figure is not shown."));
  EXPECT_EQ(finding.id, "trust_sct");
  EXPECT_EQ(finding.by.size(), 1U);
  EXPECT_EQ(finding.bases.unweighted, 0);
}

TEST(Release, LeavesNothingBesideASmallBaseThatGivesItBack) {
  finding::Finding clustered = telltale(34, 46);
  clustered.df = 11.31;
  const finding::Finding finding = released(clustered);
  ASSERT_FALSE(finding.withheld);
  EXPECT_EQ(*finding.value, 0.74);
  EXPECT_EQ(finding.bases.unweighted, 30);
  EXPECT_EQ(finding.bases.band, (finding::Band{30, 49}));
  EXPECT_EQ(finding.interval->low, 0.5) << "outwards to five points";
  EXPECT_EQ(finding.interval->high, 0.9);
  EXPECT_EQ(finding.comparison->difference, 0.17);
  EXPECT_EQ(finding.comparison->interval->low, -0.05);
  EXPECT_EQ(finding.comparison->interval->high, 0.35);
  EXPECT_EQ(finding.comparison->verdict, "no clear difference");
  EXPECT_FALSE(finding.se || finding.df || finding.design_effect || finding.numerator);
  EXPECT_FALSE(finding.comparison->p || finding.comparison->q);
  for (const char* trace : {"46", "34", "24.68", "21.57", "11.31", "0.0913", "1.31", "0.739", "0.535", "0.071"}) {
    EXPECT_FALSE(mentions(finding, trace)) << trace;
  }
}

TEST(Release, RoundsBesideALargeBase) {
  finding::Finding finding = telltale(900, 1218);
  finding.bases.weighted = 1301.7;
  finding.bases.dont_know = 57;
  const finding::Finding shown = released(finding);
  EXPECT_EQ(*shown.value, 0.74);
  EXPECT_EQ(*shown.se, 0.09);
  EXPECT_EQ(shown.interval->low, 0.54);
  EXPECT_EQ(shown.interval->high, 0.88) << "about 74%, and not about what stands behind it";
  EXPECT_EQ(shown.bases.unweighted, 1218);
  EXPECT_EQ(shown.bases.weighted, 1302);
  EXPECT_EQ(shown.bases.dont_know, 50) << "a step of ten: 50 to 59";
  EXPECT_EQ(shown.bases.missing, 0) << "fewer than ten";
  EXPECT_EQ(*shown.comparison->p, 0.072);
  EXPECT_FALSE(shown.numerator);
  EXPECT_EQ(shown.notes.size(), 1U);
  EXPECT_EQ(released(finding, {.round_counts_to = 10}).bases.unweighted, 1220);
}

TEST(Release, ShowsTheDifferenceOfTheFiguresAsShown) {
  finding::Finding finding = telltale(900, 1200);
  finding.value = 0.7449;  // 74%; against 57% the unrounded difference is 17.49
  EXPECT_EQ(released(finding).comparison->difference, 0.17);
  finding.value = 0.7451;  // 75%
  EXPECT_EQ(released(finding).comparison->difference, 0.18);
  finding.comparison->value = 0.573;
  EXPECT_EQ(released(finding).comparison->difference, 0.18);
}

TEST(Release, LimitsStayOnTheSideThatTheVerdictSays) {
  finding::Finding finding = telltale(34, 46);
  finding.df = 11;
  finding.comparison->verdict = "higher";
  finding.comparison->interval = finding::Interval{0.02, 0.31, 0.95, "mover"};
  EXPECT_EQ(released(finding).comparison->interval->low, 0.01) << "outwards to five points it would touch 0";
}

TEST(Release, RoundsAnAdjustedComparisonLikeTheCrudeOne) {
  const finding::Comparison shown = *released(telltale(900, 1218)).comparison;
  ASSERT_TRUE(shown.adjusted);
  EXPECT_EQ(shown.adjusted->value, 0.63);
  EXPECT_EQ(shown.adjusted->difference, 0.11) << "74 less 63, as the reader subtracts";
  EXPECT_EQ(shown.adjusted->interval->low, -0.08);
  EXPECT_EQ(shown.adjusted->interval->high, 0.26);
  EXPECT_EQ(*shown.adjusted->p, 0.18);
  EXPECT_EQ(shown.adjusted->effective, 1200);
  EXPECT_EQ(shown.adjusted->largest_weight, 5);
  EXPECT_EQ(shown.adjusted->balance, 0.05);
  EXPECT_EQ(shown.alternatives.front().low, 0.13);
  EXPECT_EQ(shown.alternatives.front().high, 0.21);
}

// An E-value to its last digit would give the unrounded share back.
TEST(Release, EffectSizesAreThoseOfTheFiguresAsShown) {
  finding::Finding finding = telltale(900, 1218);
  const finding::Comparison one = *released(finding).comparison;
  finding.value = 0.7444;  // 74% still
  finding.comparison->h = 0.3711111;
  finding.comparison->e_value = 1.9411111;
  const finding::Comparison two = *released(finding).comparison;
  EXPECT_EQ(*one.h, *two.h);
  EXPECT_EQ(*one.e_value, *two.e_value);
  EXPECT_EQ(*one.h, 0.36);
  EXPECT_EQ(*one.e_value, 1.9);
  EXPECT_EQ(*one.e_value_limit, 1.1);
}

TEST(Release, NoAdjustedComparisonStandsBesideABand) {
  finding::Finding clustered = telltale(60, 81);
  clustered.df = 11.31;
  const finding::Comparison shown = *released(clustered).comparison;
  EXPECT_FALSE(shown.adjusted || shown.e_value_limit);
  EXPECT_TRUE(shown.alternatives.empty());
  EXPECT_EQ(*shown.h, 0.36);
}

TEST(Release, SaysThatAShareThatRoundsToZeroIsNotNobody) {
  finding::Finding finding = share("trust", {}, 11, 4000);
  const finding::Finding shown = released(finding);
  EXPECT_EQ(*shown.value, 0);
  ASSERT_EQ(shown.notes.size(), 1U);
  EXPECT_EQ(shown.notes[0].code, "above-zero");
}

TEST(Release, RoundsAMeanToWhatItsErrorBears) {
  finding::Finding finding = mean("api00", {}, 656.58547, 183);
  finding.se = 9.24972;
  finding.interval = finding::Interval{638.33406, 674.83688, 0.95, "wald"};
  finding::Finding shown = released(finding);
  EXPECT_EQ(*shown.value, 657);
  EXPECT_EQ(*shown.se, 9);
  EXPECT_EQ(shown.interval->low, 639) << "about 657";
  finding.bases.unweighted = 60;  // a band: one digit of the error, and the error itself goes
  shown = released(finding);
  EXPECT_EQ(*shown.value, 657);
  EXPECT_EQ(shown.interval->high, 675);  // df 7.3: clustered
  EXPECT_FALSE(shown.se);
  finding.value = 25312.57;
  finding.se = 1234.5;
  EXPECT_EQ(*released(finding).value, 25000);
  finding.se.reset();
  EXPECT_EQ(*released(finding).value, 25000);
}

TEST(Release, IsTheSameWhenReleasedTwice) {
  Gate gate(Rules{});
  const auto once = gate.release(std::vector{telltale(900, 1200), telltale(34, 46), telltale(3, 46)});
  Gate other(Rules{});
  const auto again = other.release(std::vector{telltale(900, 1200), telltale(34, 46), telltale(3, 46)});
  ASSERT_EQ(once.size(), 3U);
  for (std::size_t i = 0; i < once.size(); ++i) {
    EXPECT_EQ(everything(*once[i]), everything(*again[i]));
  }
}

}  // namespace
}  // namespace kith::disclose::tests
