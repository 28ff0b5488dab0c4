// A map's drawing, words and table: what they show, how large they are, and what must not be in them.
#include <gtest/gtest.h>

#include <chrono>

#include "fixture.h"
#include "report/charts.h"
#include "report/map_frame.h"

namespace kith::report {
namespace {

using finding::Map;

Polygon square(double x, double y, double size) {
  return {{{x, y}, {x + size, y}, {x + size, y + size}, {x, y + size}}};
}

Map two_districts() {
  Map map;
  map.id = "where";
  map.title = "Where the projects are";
  map.section = "neighbours";
  map.measure = "Participants who answered";
  map.areas.push_back({"W", "Westmoor", {square(0, 0, 1000)}, {}, {}});
  map.areas.push_back({"E", "Eastmere & Sands", {square(1000, 0, 1000)}, {}, {}});
  for (const auto& [code, label, area] :
       std::vector<std::tuple<std::string, std::string, std::size_t>>{{"g1", "Mill Lane Allotment", 0},
                                                                      {"g3", "The Long Acre", 0},
                                                                      {"g5", "St Bride\u2019s Orchard", 0},
                                                                      {"k1", "Harbour Table", 1},
                                                                      {"zz", "Nobody Answered", 1}}) {
    map.marks.push_back({code, label, area, "respondents_participant_" + code, {}});
  }
  map.elsewhere = 2;
  map.source = "our own drawing";
  map.note = "A project stands in the middle of its district";
  return map;
}

class MapChart : public ::testing::Test {
 protected:
  Chart chart_of(const Map& map) {
    const Input input = example_.input();
    const Release release(input);
    const auto safe = gate_.release(map, input.findings);
    return map_chart(
        {.id = "map-where", .caption = map.title, .measure = map.measure, .population = nullptr, .rules = {}}, safe,
        release);
  }

  tests::Example example_;
  disclose::Gate gate_{disclose::Rules{}};
};

TEST_F(MapChart, OfProjectsSaysTheSameInWordsAndTable) {
  const Chart chart = chart_of(two_districts());
  EXPECT_EQ(chart.description,
            "5 projects in 2 of 2 areas; in brackets: participants who answered. Westmoor: Mill Lane Allotment (100 or "
            "more), The Long Acre (50 to 99), St Bride\u2019s Orchard (not shown). Eastmere & Sands: Harbour Table (30 "
            "to 49), Nobody Answered (not shown).");
  const std::vector<std::vector<std::string>> rows{{"Westmoor"},
                                                   {"Mill Lane Allotment", "100 or more"},
                                                   {"The Long Acre", "50 to 99"},
                                                   {"St Bride\u2019s Orchard", "not shown"},
                                                   {"Eastmere & Sands"},
                                                   {"Harbour Table", "30 to 49"},
                                                   {"Nobody Answered", "not shown"}};
  EXPECT_EQ(chart.table.rows, rows);
  const std::string html = figure(chart);
  EXPECT_NE(html.find("Eastmere &amp; Sands"), std::string::npos);
  EXPECT_NE(html.find("Boundaries: our own drawing."), std::string::npos);
  EXPECT_NE(html.find("2 of 7 projects do not lie in the areas of this map"), std::string::npos);
  EXPECT_NE(html.find("not shown, or not known"), std::string::npos);
}

// Seven people at one project, nobody at another: swapped, nothing of the figure may change but the two names.
TEST_F(MapChart, FewAndNobodyAreDrawnAlike) {
  Map map = two_districts();
  const std::string before = figure(chart_of(map));
  std::swap(map.marks[2].finding, map.marks[4].finding);
  EXPECT_EQ(figure(chart_of(map)), before);
}

TEST_F(MapChart, OfFiguresUsesOneHatchingForWithheldAndUnknown) {
  Map map;
  map.id = "nations";
  map.title = "Chat, by nation";
  map.shows = Map::Shows::Figures;
  map.measure = "Stop and chat";
  const std::vector<std::string> codes{"eng", "sct", "cym", "nir"};
  for (std::size_t i = 0; i < codes.size(); ++i) {
    map.areas.push_back(
        {codes[i], "N" + codes[i], {square(static_cast<double>(i) * 10, 0, 10)}, "chat_" + codes[i], {}});
  }
  const Chart chart = chart_of(map);
  EXPECT_EQ(chart.table.header, (std::vector<std::string>{"Area", "Stop and chat", "95% interval", "Base"}));
  EXPECT_EQ(chart.table.rows[0][1], "76%");
  EXPECT_EQ(chart.table.rows[3][1], "not shown");
  const std::string wide = chart.wide.svg("w", "wide", "t", "d"), narrow = chart.narrow.svg("n", "narrow", "t", "d");
  EXPECT_NE(wide.find("url(#map-where-wide-hatching)"), std::string::npos);
  EXPECT_NE(narrow.find("url(#map-where-narrow-hatching)"), std::string::npos);
  EXPECT_EQ(wide.find("nir"), std::string::npos) << "nothing in a drawing can be pointed at";
}

TEST_F(MapChart, ManyAreasAreCountedByBandAndStaySmallAndFast) {
  // 40,000 areas with wavy borders, as a country of small areas has.
  Map map;
  map.shows = Map::Shows::Bands;
  map.measure = "Deprivation decile";
  constexpr int side = 200;
  for (int band = 10; band > 0; --band) {
    map.levels.push_back(std::to_string(band));
  }
  const auto at = [](int i, int k) { return Point{i + 0.2 * std::sin(k * 1.7 + i), k + 0.2 * std::sin(i * 2.3 + k)}; };
  for (int x = 0; x < side; ++x) {
    for (int y = 0; y < side; ++y) {
      Ring ring;
      for (int s = 0; s < 4; ++s) {
        ring.push_back(at(4 * x + s, 4 * y));
      }
      for (int s = 0; s < 4; ++s) {
        ring.push_back(at(4 * x + 4, 4 * y + s));
      }
      for (int s = 4; s > 0; --s) {
        ring.push_back(at(4 * x + s, 4 * y + 4));
      }
      for (int s = 4; s > 0; --s) {
        ring.push_back(at(4 * x, 4 * y + s));
      }
      const auto band = static_cast<std::size_t>(std::abs(std::sin(x / 9.0) + std::cos(y / 13.0)) * 4.9);
      map.areas.push_back({std::to_string(x * side + y), "", {{ring}}, {}, band});
    }
  }
  map.areas[7].level.reset();
  const auto start = std::chrono::steady_clock::now();
  const Chart chart = chart_of(map);
  const std::string html = figure(chart);
  EXPECT_LT(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), 6.0);
  EXPECT_LT(html.size(), 500'000U);
  ASSERT_EQ(chart.table.rows.size(), 11U);
  EXPECT_EQ(chart.table.rows.back(), (std::vector<std::string>{"not shown", "1"}));
}

TEST_F(MapChart, WithoutAnyAreaIsStillAFigure) {
  Map map;
  map.title = "Nothing";
  EXPECT_NE(figure(chart_of(map)).find("<svg"), std::string::npos);
}

TEST(MapFrame, WritesPathsInAsFewSignsAsTheGrammarNeeds) {
  num::Extent extent;
  extent.add({0, 0});
  extent.add({100, 50});
  const MapFrame frame(extent, 108, 1000, 4);
  EXPECT_DOUBLE_EQ(frame.scale(), 1);
  EXPECT_EQ(frame.height(), 58);
  EXPECT_EQ(frame({0, 0}), (Point{4, 54})) << "north is up";
  EXPECT_EQ(frame.back(frame({12, 34})), (Point{12, 34}));
  const std::vector<Ring> rings{{{0, 0}, {10, 0}, {10.3, 0.4}, {0, 20}, {0, 20.01}}, {{1, 1}, {1.01, 1}, {1, 1.01}}};
  EXPECT_EQ(frame.path(rings), "M4 54l10 0 .3-.4-10.3-19.6z") << "the second ring is smaller than a tenth";
  EXPECT_EQ(frame.open_path(std::vector<Line>{{{0, 0}, {0.5, 0.5}}}), "M4 54l.5-.5");
}

TEST(MapPalette, IsOneRampFromPaleToDark) {
  const auto light = [](const std::string& color) {
    return 0.2126 * std::stoi(color.substr(1, 2), nullptr, 16) + 0.7152 * std::stoi(color.substr(3, 2), nullptr, 16) +
           0.0722 * std::stoi(color.substr(5, 2), nullptr, 16);
  };
  for (const std::size_t count : {2U, 3U, 5U, 10U}) {
    for (std::size_t i = 1; i < count; ++i) {
      EXPECT_LT(light(palette::level(i, count)) + 10, light(palette::level(i - 1, count))) << i << " of " << count;
    }
  }
}

}  // namespace
}  // namespace kith::report
