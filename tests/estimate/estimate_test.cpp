// What comes back: order, bases, notes, problems.
#include "estimate/estimate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "estimate/measure.h"
#include "estimate/sample.h"

namespace kith::estimate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::uint8_t dont_know = data::missing_code(data::Missing::DontKnow);
constexpr std::uint8_t refused = data::missing_code(data::Missing::Refused);
constexpr std::uint8_t not_asked = data::missing_code(data::Missing::NotAsked);
constexpr std::uint8_t blank = data::missing_code(data::Missing::Blank);

data::Table ten() {
  data::Table table;
  table.source = "ten.csv";
  table.add(data::Column::categorical(
      "trust", {{"1", "Low", 1, {}}, {"2", "High", 2, {}}, {"9", "Don't know", 9, data::Missing::DontKnow}},
      {0, 1, 1, 1, 2, dont_know, refused, not_asked, blank, 1}));
  table.add(data::Column::number("w", {1, 2, 3, 4, 1, 1, 1, 1, 1, 0}));
  table.add(data::Column::text("town", {"B", "A", "A", "B", "A", "A", "A", "A", "A", "A"}));
  table.add(
      data::Column::categorical("t_a", {{"x", "Tools", {}, {}}}, {0, 0, blank, blank, 0, blank, blank, blank, 0, 0}));
  table.add(
      data::Column::categorical("t_b", {{"x", "Seeds", {}, {}}}, {0, blank, 0, blank, 0, blank, blank, blank, 0, 0}));
  table.sets.push_back(
      {"given", "What were you given?", {{"tools", "Tools", "t_a", ""}, {"seeds", "Seeds", "t_b", ""}}});
  return table;
}

std::vector<Problem> problems(const Request& request) {
  try {
    estimate(ten(), request);
  } catch (const Error& error) {
    return error.problems();
  }
  return {};
}

TEST(Estimate, CountsWhoIsNotInTheBaseAndWhy) {
  design::Spec spec;
  spec.weight = "w";
  const auto found = ask(ten(), spec, {"share(trust in \"High\")"});
  ASSERT_EQ(found.size(), 1U);
  const finding::Bases& bases = found[0].bases;
  EXPECT_EQ(found[0].measure, "share(trust in \"High\")");
  EXPECT_DOUBLE_EQ(*found[0].value, 0.9);
  EXPECT_EQ(bases.unweighted, 4) << "the tenth has no weight";
  EXPECT_EQ(bases.weighted, 10);
  EXPECT_DOUBLE_EQ(bases.effective, 100.0 / 30);
  EXPECT_EQ(bases.dont_know, 2) << "the option that is declared missing, and the bare reason";
  EXPECT_EQ(bases.prefer_not, 1);
  EXPECT_EQ(bases.routed_out, 1);
  EXPECT_EQ(bases.missing, 1);
  EXPECT_EQ(found[0].numerator, 3);
  EXPECT_EQ(found[0].notes.at(0).code, "much-missing") << "four of eight who were asked";
  EXPECT_EQ(found[0].notes.at(1).code, "small-base");
}

TEST(Estimate, GivesOneShareForEachOptionThatIsAnAnswer) {
  const auto found = ask(ten(), {}, {"share(trust)"});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].category, "1");
  EXPECT_EQ(found[0].category_label, "Low");
  EXPECT_DOUBLE_EQ(*found[0].value, 0.2);
  EXPECT_EQ(found[1].whole, found[0].whole);
  EXPECT_FALSE(found[0].whole.empty());
  EXPECT_EQ(found[0].interval->method, "wilson");
}

TEST(Estimate, TakesSharesOfASetOverThoseWhoAnsweredIt) {
  const auto found = ask(ten(), {}, {"share(given)", "share(given in \"tools\",\"seeds\")"});
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].category, "tools");
  EXPECT_EQ(found[0].bases.unweighted, 6);
  EXPECT_DOUBLE_EQ(*found[0].value, 5.0 / 6);
  EXPECT_DOUBLE_EQ(*found[1].value, 5.0 / 6);
  EXPECT_TRUE(found[0].whole.empty()) << "ticks are no partition";
  EXPECT_DOUBLE_EQ(*found[2].value, 1);
}

TEST(Estimate, OrdersMeasuresThenBreakdownsThenLevelsThenCategories) {
  Request request;
  request.measures = {"share(trust)", "total()"};
  request.breakdowns = {{}, {"town"}};
  const auto found = estimate(ten(), request).findings();
  std::vector<std::string> order;
  for (const auto& finding : found) {
    order.push_back(std::to_string(finding.request) + (finding.by.empty() ? "" : finding.by[0].label) +
                    finding.category);
  }
  EXPECT_THAT(order, ElementsAre("01", "02", "0A1", "0A2", "0B1", "0B2", "1", "1A", "1B"));
  EXPECT_EQ(found[6].value, 10);
  EXPECT_EQ(found[6].kind, finding::Kind::Count);
  EXPECT_EQ(found[6].se, 0) << "the size of a simple random sample does not vary";
}

TEST(Estimate, HasNoValueWhereNobodyAnswered) {
  const auto found = ask(ten(), {}, {"mean(trust)"}, {}, "trust == 5");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_FALSE(found[0].value.has_value());
  EXPECT_EQ(found[0].notes.at(0).code, "no-answers");
  EXPECT_EQ(found[0].bases.unweighted, 0);
}

TEST(Estimate, GivesNoLimitsWithoutDegreesOfFreedom) {
  const auto found = ask(ten(), {}, {"mean(trust)"}, {}, "trust == 1");
  EXPECT_EQ(found[0].bases.unweighted, 1);
  EXPECT_EQ(found[0].df, 0);
  EXPECT_FALSE(found[0].interval.has_value());
  EXPECT_THAT(found[0].notes, testing::Contains(testing::Field(&finding::Note::code, "no-degrees-of-freedom")));
}

TEST(Estimate, WarnsOfFewClusters) {
  design::Spec spec;
  spec.clusters = {"town"};
  const auto found = ask(ten(), spec, {"mean(trust)"});
  EXPECT_THAT(found[0].notes, testing::Contains(testing::Field(&finding::Note::code, "few-clusters")));
  EXPECT_EQ(found[0].df, 1);
}

TEST(Estimate, SaysWhichRuleTreatedALonelyStratum) {
  design::Spec spec;
  spec.strata = {"town"};
  spec.clusters = {"w"};
  spec.lonely_psu = design::LonelyPsu::Fail;
  data::Table table = ten();
  Request request;
  request.measures = {"mean(trust)"};
  request.where = "town == \"A\" or w == 1";
  request.design = spec;
  request.design.strata = {"t_a"};
  EXPECT_THROW(estimate(table, request), Error) << "t_a is missing for some";
  request.design.strata = {"trust"};
  request.design.clusters.clear();
  EXPECT_THROW(estimate(table, request), Error);
}

TEST(Estimate, CollectsTheProblemsOfTheWholeRequest) {
  Request request;
  request.measures = {"mean(trst)", "share(trust in \"Hihg\")", "men(trust)", "share(town)"};
  request.breakdowns = {{"twon"}, {"given"}};
  request.where = "w >";
  request.design.weight = "ww";
  request.interval = "wilsen";
  request.level = 95;
  const auto found = problems(request);
  std::vector<std::string> codes;
  for (const Problem& problem : found) {
    codes.push_back(problem.code);
  }
  EXPECT_THAT(codes, testing::UnorderedElementsAre("bad-level", "unknown-interval", "unknown-measure", "unknown-column",
                                                   "unknown-option", "no-options", "bad-expression", "unknown-column",
                                                   "unknown-column", "unknown-column"));
}

TEST(Estimate, RefusesToBreakDownByASet) {
  Request request;
  request.measures = {"mean(trust)"};
  request.breakdowns = {{"given"}};
  EXPECT_EQ(problems(request).at(0).code, "set-as-breakdown");
}

TEST(Estimate, NamesTheColumnsThatItNeeds) {
  Request request;
  request.measures = {"ratio(a, b)", "share(a in \"1\")"};
  request.breakdowns = {{"c", "d"}, {"c"}};
  request.where = "`odd name` > 2";
  request.design.weight = "w";
  request.design.clusters = {"psu", "ssu"};
  EXPECT_THAT(columns(request), ElementsAre("a", "b", "odd name", "c", "d", "w", "psu", "ssu"));
}

TEST(Estimate, PutsTheDesignIntoJson) {
  const data::Table table = ten();
  Request request;
  request.measures = {"total()"};
  request.design.weight = "w";
  EXPECT_THAT(estimate(table, request).design_json(), HasSubstr("\"weight\":\"w\""));
}

TEST(Measure, SaysHowItIsWritten) {
  const auto hint = [](std::string_view text) {
    try {
      parse_measure(text).over(ten());
    } catch (const Error& error) {
      return error.problems()[0].message + " / " + error.problems()[0].hint;
    }
    return std::string("accepted");
  };
  EXPECT_THAT(hint("mean trust"), HasSubstr("mean(x)"));
  EXPECT_THAT(hint("meen(trust)"), HasSubstr("did you mean `mean`?"));
  EXPECT_THAT(hint("mean(trust, w)"), HasSubstr("write mean(x)"));
  EXPECT_THAT(hint("ratio(trust)"), HasSubstr("write ratio(y, x)"));
  EXPECT_THAT(hint("share(w)"), HasSubstr("share(w > 0)"));
  EXPECT_THAT(hint("share(w + 1)"), HasSubstr("needs a condition"));
  EXPECT_THAT(hint("mean(town)"), HasSubstr("words, not numbers"));
  EXPECT_THAT(hint("mean("), HasSubstr("is not a measure"));
  EXPECT_EQ(hint("net(trust in \"1\",\"2\")"), "accepted");
}

TEST(Measure, EveryEntryOfTheListHasANameAUsageAndAMeaning) {
  for (const MeasureKind* kind : measure_kinds()) {
    EXPECT_TRUE(std::string(kind->usage).starts_with(std::string(kind->name) + "("));
    EXPECT_TRUE(kind->meaning.ends_with("."));
  }
}

// The gradient of every figure against differences of its value.
TEST(Measure, HasTheGradientOfItsValue) {
  const data::Table table = table_of(made_up_rows(200));
  for (const char* text : {"mean(income)", "total(income)", "total()", "share(agree)", "ratio(income, rooms)"}) {
    const Measure measure = parse_measure(text).over(table);
    std::vector<double> totals(measure.size());
    for (std::size_t k = 0; k < totals.size(); ++k) {
      totals[k] = 40 + 7 * static_cast<double>(k);
    }
    for (const Figure& figure : measure.figures) {
      const Point point = figure.at(totals).value();
      for (std::size_t k = 0; k < totals.size(); ++k) {
        constexpr double step = 1e-5;
        std::vector<double> more = totals;
        std::vector<double> less = totals;
        more[k] += step;
        less[k] -= step;
        EXPECT_NEAR(point.gradient[k], (figure.at(more)->value - figure.at(less)->value) / (2 * step), 1e-7) << text;
      }
    }
  }
}

}  // namespace
}  // namespace kith::estimate
