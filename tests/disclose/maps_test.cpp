// A map tells what the released figures tell, and the same sign stands for little and for nothing.
#include <gtest/gtest.h>

#include "disclose/gate.h"

namespace kith::disclose {
namespace {

using finding::Finding;
using finding::Kind;
using finding::Map;

Finding count(const std::string& project, std::int64_t people) {
  Finding finding;
  finding.id = "respondents_participant_" + project;
  finding.indicator = "respondents_participant";
  finding.kind = Kind::Count;
  finding.by = {{"project", project, project}};
  finding.value = static_cast<double>(people);
  finding.numerator = people;
  finding.bases.unweighted = people;
  return finding;
}

Finding share(const std::string& area, std::int64_t with, std::int64_t base) {
  Finding finding;
  finding.id = "trust_" + area;
  finding.indicator = "trust";
  finding.kind = Kind::Share;
  finding.by = {{"district", area, area}};
  finding.value = static_cast<double>(with) / static_cast<double>(base);
  finding.numerator = with;
  finding.bases.unweighted = base;
  return finding;
}

Map projects(const std::vector<std::string>& codes) {
  Map map;
  map.areas.push_back({"d", "District", {}, {}, 3});
  for (const std::string& code : codes) {
    map.marks.push_back({code, code, 0, "respondents_participant_" + code, 7});
  }
  return map;
}

Map districts(const std::vector<std::string>& codes) {
  Map map;
  map.shows = Map::Shows::Figures;
  for (const std::string& code : codes) {
    map.areas.push_back({code, code, {}, "trust_" + code, 7});
  }
  return map;
}

TEST(MapGate, AProjectOfFewLooksLikeOneOfNone) {
  Gate gate(Rules{});
  const auto released = gate.release({count("big", 250), count("some", 20), count("few", 6)});
  const auto map = gate.release(projects({"big", "some", "few", "nobody"}), released);
  EXPECT_EQ(map->levels, (std::vector<std::string>{"10 to 29", "100 or more"}));
  EXPECT_EQ(map->marks[0].level, 1U);
  EXPECT_EQ(map->marks[1].level, 0U);
  EXPECT_EQ(map->marks[2].level, std::nullopt);
  EXPECT_EQ(map->marks[3].level, map->marks[2].level);
  EXPECT_EQ(map->areas[0].level, std::nullopt) << "what a map brought with it is dropped";
}

// Any number of people of a withheld project, also one that is withheld for another's sake, gives the same map.
TEST(MapGate, WhatIsWithheldDoesNotChangeAMap) {
  std::optional<std::vector<std::optional<std::size_t>>> before;
  for (std::int64_t people = 0; people < 10; ++people) {
    Gate gate(Rules{});
    const auto released = gate.release({count("a", 60), count("b", people), count("c", 40)});
    ASSERT_TRUE(released[1]->withheld);
    const auto map = gate.release(projects({"a", "b", "c"}), released);
    std::vector<std::optional<std::size_t>> levels;
    for (const Map::Mark& mark : map->marks) {
      levels.push_back(mark.level);
    }
    EXPECT_EQ(before.value_or(levels), levels) << people;
    before = levels;
    EXPECT_EQ(map->levels, (std::vector<std::string>{"30 to 49", "50 to 99"}));
  }
}

TEST(MapGate, FiguresHaveAtMostFiveClassesOverThoseThatAreShown) {
  Gate gate(Rules{});
  const auto released =
      gate.release({share("n", 52, 100), share("e", 140, 200), share("s", 61, 100), share("few", 2, 12)});
  const auto map = gate.release(districts({"n", "e", "s", "few", "none"}), released);
  EXPECT_EQ(map->levels,
            (std::vector<std::string>{"50% to 54%", "55% to 59%", "60% to 64%", "65% to 69%", "70% to 74%"}));
  EXPECT_EQ(map->areas[0].level, 0U);
  EXPECT_EQ(map->areas[1].level, 4U);
  EXPECT_EQ(map->areas[2].level, 2U);
  EXPECT_EQ(map->areas[3].level, std::nullopt) << "2 of 12 would make the scale begin at 15%";
  EXPECT_EQ(map->areas[4].level, std::nullopt);
}

TEST(MapGate, ClassesHoldTheirFigures) {
  for (const auto& [low, high] : {std::pair{50, 50}, {1, 99}, {33, 34}, {40, 71}, {95, 98}}) {
    Gate gate(Rules{});
    const auto released = gate.release({share("l", low * 100, 10'000), share("h", high * 100, 10'000)});
    const auto map = gate.release(districts({"l", "h"}), released);
    ASSERT_LE(map->levels.size(), 5U);
    for (std::size_t i = 0; i < 2; ++i) {
      const int percent = i == 0 ? low : high;
      ASSERT_TRUE(map->areas[i].level.has_value());
      const std::string& text = map->levels.at(map->areas[i].level.value_or(99));
      const int first = std::stoi(text);
      const std::size_t to = text.find("to ");
      const int last = to == std::string::npos ? first : std::stoi(text.substr(to + 3));
      EXPECT_LE(first, percent) << text;
      EXPECT_GE(last, percent) << text;
      EXPECT_LE(last, 100);
    }
  }
}

TEST(MapGate, BandsArePublishedAndStay) {
  Map map;
  map.shows = Map::Shows::Bands;
  map.levels = {"10", "1"};
  map.areas = {{"a", "A", {}, {}, 1}, {"b", "B", {}, {}, std::nullopt}};
  const auto safe = Gate(Rules{}).release(map, {});
  EXPECT_EQ(safe->levels.size(), 2U);
  EXPECT_EQ(safe->areas[0].level, 1U);
  EXPECT_EQ(safe->areas[1].level, std::nullopt);
}

TEST(MapGate, ACountIsNoShareAndASharesIdIsNoCount) {
  Gate gate(Rules{});
  const auto released = gate.release({share("a", 500, 1000)});
  Map map = projects({"a"});
  map.marks[0].finding = "trust_a";
  EXPECT_EQ(gate.release(map, released)->marks[0].level, std::nullopt);
}

}  // namespace
}  // namespace kith::disclose
