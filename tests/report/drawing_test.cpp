// Widths, wrapping, how a figure is written, and the layout of the theory of change.
#include <gtest/gtest.h>

#include "fixture.h"
#include "report/charts.h"
#include "report/theory_layout.h"

namespace kith::report {
namespace {

TEST(TextWidth, FollowsTheTypeface) {
  EXPECT_GE(text_width("H", 100), 69.4 * 1.04 - 1e-9);
  EXPECT_LE(text_width("H", 100), 69.4 * 1.17 + 1e-9) << "a build without the typeface leaves room for any other";
  EXPECT_LT(text_width("illicit", 16), text_width("mammoth", 16));
  EXPECT_LT(text_width("75%", 16), text_width("75%", 16, Weight::Bold));
  EXPECT_EQ(text_width("", 16), 0);
  EXPECT_GT(text_width("\u0175\u0177", 16), 0);  // Welsh letters outside ASCII
}

TEST(Wrap, KeepsEveryWordAndNoLineIsWiderThanAllowed) {
  const std::string text = "People of different ages and backgrounds get on well together here";
  for (const double width : {110.0, 140.0, 288.0}) {
    std::string joined;
    for (const std::string& line : wrap(text, width, 16)) {
      EXPECT_LE(text_width(line, 16), width);
      joined += (joined.empty() ? "" : " ") + line;
    }
    EXPECT_EQ(joined, text);
  }
}

TEST(Wrap, BreaksAWordThatIsWiderThanALine) {
  const auto lines = wrap("Llanfairpwllgwyngyllgogerychwyrndrobwll", 120, 16);
  EXPECT_GT(lines.size(), 1U);
  for (const std::string& line : lines) {
    EXPECT_LE(text_width(line, 16), 120);
  }
  EXPECT_EQ(wrap("", 100, 16), std::vector<std::string>{""});
}

TEST(Coordinates, HaveOneDecimalAtMostAndNoNegativeZero) {
  EXPECT_EQ(coordinate(12), "12");
  EXPECT_EQ(coordinate(12.34), "12.3");
  EXPECT_EQ(coordinate(-0.001), "0");
}

Shown shown_of(const finding::Finding& finding) {
  static const disclose::Rules rules;
  return {finding, rules};
}

TEST(Shown, MarksSmallBases) {
  finding::Finding finding = tests::share("chat", {}, 0.66, 412);
  EXPECT_EQ(shown_of(finding).figure(), "66%");
  finding.bases.unweighted = 50;
  EXPECT_EQ(shown_of(finding).figure(), "66%*");
  EXPECT_EQ(shown_of(finding).base(), "50 to 99");
  finding.bases.unweighted = 30;
  EXPECT_EQ(shown_of(finding).figure(), "[66%]");
}

TEST(Shown, AWithheldFindingHasNoWordsButItsReason) {
  finding::Finding finding = tests::share("chat", {}, 0.66, 412);
  tests::compare(finding, 0.5, "higher");
  finding.withheld = finding::Withheld{"confidential", "Not shown, to protect a small group."};
  const Shown shown = shown_of(finding);
  EXPECT_EQ(shown.figure(), "[c]");
  EXPECT_EQ(shown.base(), "[c]");
  EXPECT_EQ(shown.limits() + shown.benchmark() + shown.difference() + shown.verdict(), "");
  EXPECT_EQ(shown.value(), std::nullopt);
  EXPECT_EQ(sentence("Chat", shown), "Chat: not shown. Not shown, to protect a small group.");
}

TEST(Shown, SaysTheVerdictInWords) {
  finding::Finding finding = tests::share("chat", {}, 0.75, 400);
  tests::compare(finding, 0.57, "higher");
  finding.comparison->interval = finding::Interval{0.14, 0.22, 0.95, "logit"};
  EXPECT_EQ(shown_of(finding).verdict(), "18 points higher (14 to 22)");
  EXPECT_EQ(shown_of(finding).difference(), "+18");
  tests::compare(finding, 0.76, "no clear difference");
  finding.comparison->interval = finding::Interval{-0.05, 0.03, 0.95, "logit"};
  EXPECT_EQ(shown_of(finding).verdict(), "no clear difference (\u22125 to 3)");
  EXPECT_EQ(shown_of(finding).difference(), "\u22121");
}

TEST(Charts, HaveBothFormsATableAndWords) {
  const tests::Example example;
  const Input input = example.input();
  const Release release(input);
  const Setting setting{.id = "one",
                        .caption = "Neighbours",
                        .measure = "Share of participants",
                        .population = &input.study.populations[0],
                        .rules = input.rules};
  const std::vector<Labelled> rows{{"Stop and chat", release.shown(*release.overall("chat"))},
                                   {"Share food", release.shown(*release.overall("share"))}};
  for (const Chart& chart : {dumbbell(setting, rows), bars(setting, {{"Chat", rows}}), counts(setting, {{"", rows}}),
                             trend(setting, {{"Chat", rows}}), stacked(setting, {{"Chat", rows}})}) {
    EXPECT_GT(chart.wide.height(), 40);
    EXPECT_GT(chart.narrow.height(), 40);
    EXPECT_EQ(chart.narrow.width(), 288);
    EXPECT_NE(chart.description.find("75%"), std::string::npos);
    EXPECT_TRUE(chart.title.starts_with("Neighbours. Share of participants."));
    EXPECT_GE(chart.table.rows.size(), 2U);
  }
}

TEST(Charts, BarsAndTrendsOfAveragesStayOnThePage) {
  std::vector<finding::Finding> means{tests::share("hours", {}, 0.5, 200),
                                      tests::share("hours", {{"nation", "a", "A"}}, 0.5, 120)};
  for (finding::Finding& mean : means) {
    mean.kind = finding::Kind::Mean;
    mean.value = 7.9;
    mean.interval = finding::Interval{6.8, 21.3, 0.95, "wald"};
  }
  const Group group{"Hours", {{"All", shown_of(means[0])}, {"A", shown_of(means[1])}}};
  const Setting setting{
      .id = "c", .caption = "Hours", .measure = "Average among people", .population = nullptr, .rules = {}};
  for (const Chart& chart : {bars(setting, {group}), trend(setting, {group})}) {
    for (const std::string& svg : {chart.wide.svg("w", "wide", "t", "d"), chart.narrow.svg("n", "narrow", "t", "d")}) {
      const double width = svg.find("viewBox=\"0 0 760") != std::string::npos ? 760 : 288;
      for (const char* place : {" x=\"", " x1=\"", " x2=\"", " cx=\""}) {
        for (std::size_t at = svg.find(place); at != std::string::npos; at = svg.find(place, at + 1)) {
          const double x = std::stod(svg.substr(at + std::string(place).size()));
          EXPECT_GE(x, -0.1) << svg;
          EXPECT_LE(x, width + 0.1) << svg;
        }
      }
    }
  }
  EXPECT_EQ(bars(setting, {group}).table.header[1], "Figure");
}

TEST(Charts, AQuestionWithOneWithheldAnswerHasNoBar) {
  finding::Finding known = tests::share("pride", {}, 0.9, 400);
  finding::Finding hidden = tests::share("pride", {}, 0.1, 400);
  hidden.withheld = finding::Withheld{"small-cell", "Very few people gave one of the answers."};
  const Setting setting{.id = "one", .caption = "All answers", .measure = {}, .population = nullptr, .rules = {}};
  const Chart chart = stacked(setting, {{"Proud", {{"Yes", shown_of(known)}, {"No", shown_of(hidden)}}}});
  EXPECT_EQ(chart.description, "Proud: not shown, too few people gave some of the answers.");
  EXPECT_EQ(chart.wide.svg("w", "wide", "", "").find("90%"), std::string::npos);
}

TEST(Charts, TwoWithheldAnswersShareTheRestOfTheBar) {
  finding::Finding known = tests::share("pride", {}, 0.9, 400);
  finding::Finding few = tests::share("pride", {}, 0.02, 400);
  finding::Finding some = tests::share("pride", {}, 0.08, 400);
  const Setting setting{.id = "one", .caption = "All answers", .measure = {}, .population = nullptr, .rules = {}};
  const auto draw = [&] {
    few.withheld = some.withheld = finding::Withheld{"small-cell", "Very few people gave one of the answers."};
    const Chart chart =
        stacked(setting, {{"Proud", {{"Yes", shown_of(known)}, {"No", shown_of(few)}, {"Perhaps", shown_of(some)}}}});
    return chart.description + chart.wide.svg("w", "wide", "", "") + chart.narrow.svg("n", "narrow", "", "");
  };
  const std::string one = draw();
  EXPECT_TRUE(one.starts_with("Proud: Yes 90%, No not shown, Perhaps not shown."));
  std::swap(few.value, some.value);
  EXPECT_EQ(draw(), one);
}

TEST(TenPeople, FillsTheNearestTenth) {
  const auto filled = [](double share) {
    const std::string svg = ten_people(share).svg("p", "people", "", "");
    std::size_t count = 0;
    for (std::size_t at = svg.find("<circle"); at != std::string::npos; at = svg.find("<circle", at + 1)) {
      count += svg.compare(svg.find("fill=\"", at) + 6, 7, palette::teal) == 0 ? 1U : 0U;
    }
    return count;
  };
  EXPECT_EQ(filled(0.87), 9U);
  EXPECT_EQ(filled(0.55), 6U);
  EXPECT_EQ(filled(0), 0U);
  EXPECT_EQ(filled(1), 10U);
}

TEST(TheoryLayout, NoBoxMeetsAnotherOrLeavesTheSheet) {
  const study::Study study = tests::example_study();
  const TheoryGrid grid(study.nodes, study.links, 758);
  const TheoryLayout layout = grid.place(std::vector<double>(study.nodes.size(), 60));
  ASSERT_EQ(layout.boxes.size(), study.nodes.size());
  for (std::size_t i = 0; i < layout.boxes.size(); ++i) {
    const Box& a = layout.boxes[i];
    EXPECT_GE(a.x, -0.001);
    EXPECT_LE(a.x + a.width, 758.001);
    EXPECT_LE(a.y + a.height, layout.height);
    for (std::size_t k = i + 1; k < layout.boxes.size(); ++k) {
      const Box& b = layout.boxes[k];
      EXPECT_TRUE(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y)
          << study.nodes[i].code << " and " << study.nodes[k].code;
    }
  }
}

TEST(TheoryLayout, ALinkThatSkipsALayerRunsBesideItsBoxes) {
  const study::Study study = tests::example_study();
  const TheoryGrid grid(study.nodes, study.links, 758);
  const TheoryLayout layout = grid.place(std::vector<double>(study.nodes.size(), 60));
  for (std::size_t l = 0; l < layout.routes.size(); ++l) {
    const auto& route = layout.routes[l];
    ASSERT_GE(route.size(), 2U);
    for (std::size_t p = 1; p + 1 < route.size(); ++p) {
      for (std::size_t i = 0; i < layout.boxes.size(); ++i) {
        const Box& box = layout.boxes[i];
        const bool inside = route[p].x > box.x && route[p].x < box.x + box.width && route[p].y > box.y - 0.1 &&
                            route[p].y < box.y + box.height + 0.1;
        EXPECT_FALSE(inside) << study.links[l].from << " to " << study.links[l].to << " through "
                             << study.nodes[i].code;
      }
    }
  }
}

TEST(TheoryLayout, TakesALinkToNowhereAndNoNodesAtAll) {
  study::Study study = tests::example_study();
  study.links.push_back({"power", "nowhere", "", {}, false, {}});
  EXPECT_NO_THROW(TheoryGrid(study.nodes, study.links, 758).place(std::vector<double>(study.nodes.size(), 60)));
  EXPECT_EQ(TheoryGrid({}, {}, 758).place({}).height, 0);
}

}  // namespace
}  // namespace kith::report
