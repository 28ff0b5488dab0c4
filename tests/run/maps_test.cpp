// Planned maps, read from boundary files of a study: what they hold, and what is said where they cannot be drawn.
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>

#include "base/file.h"
#include "disclose/gate.h"
#include "num/polygon.h"
#include "report/charts.h"
#include "run/maps.h"
#include "support/shared.h"

namespace kith::run {
namespace {

namespace fs = std::filesystem;
using finding::Map;

class Maps : public ::testing::Test {
 protected:
  Maps() {
    fs::create_directories(study_.folder);
    write_file(study_.folder / "b.geojson",
               R"({"features":[
{"type":"Feature","properties":{"code":"E1","name":"West"},"geometry":{"type":"Polygon","coordinates":[[[0,50],[1,50],[1,51],[0,51]]]}},
{"type":"Feature","properties":{"code":"E2","name":"East"},"geometry":{"type":"Polygon","coordinates":[[[1,50],[1.01,50],[1.01,50.01],[1,50.01]]]}}]})");
    study::Population people;
    people.code = "participant";
    people.plural = "participants";
    study_.populations = {people};
    study_.projects = {{"p1", "One", "lc", "eng", {"study.toml", 10}, "E1"}, {"p2", "Two", "lc", "eng", {}, ""}};
    study_.nations = {{"e1", "West", {}}, {"e2", "East", {}}};
    plan_.id = "m";
    plan_.title = "M";
    plan_.boundaries = "b.geojson";
    plan_.population = "participant";
    plan_.where = {"plan.toml", 7};
  }
  ~Maps() override {
    std::error_code ignored;
    fs::remove_all(study_.folder, ignored);
  }
  Maps(const Maps&) = delete;
  Maps& operator=(const Maps&) = delete;

  Map read() {
    study_.maps = {plan_};
    const ReadMaps read = read_maps(study_, problems_);
    return read.maps.empty() ? Map() : read.maps[0];
  }
  std::string problem() {
    read();
    return problems_.empty() ? "no problem" : to_text(problems_.items()[0]);
  }

  study::Study study_ = [] {
    study::Study study;
    study.folder = fs::temp_directory_path() / ("kith-maps-" + std::to_string(::getpid()));
    return study;
  }();
  study::PlannedMap plan_;
  Problems problems_;
};

TEST_F(Maps, OfProjectsHoldTheirAreasAndTheIdsOfTheirFigures) {
  const Map map = read();
  ASSERT_TRUE(problems_.empty()) << to_text(problems_.items()[0]);
  ASSERT_EQ(map.marks.size(), 1U);
  EXPECT_EQ(map.marks[0].finding, "respondents_participant_p1");
  EXPECT_EQ(map.marks[0].area, 0U);
  EXPECT_EQ(map.elsewhere, 1U) << "the other has no area";
  EXPECT_EQ(map.measure, "Participants who answered");
  // One degree by one at 50 N: 71.4 km by 111.2 km.
  EXPECT_NEAR(num::area_of(std::span<const Polygon>(map.areas[0].polygons)) / 1e6, 7'880, 60);
}

TEST_F(Maps, AProjectIsNeverShownInASmallerAreaThanStated) {
  study_.projects[0].area = "E2";
  plan_.coarseness = 1;
  EXPECT_EQ(problem(),
            "study.toml:10: map `m` would show project `p1` in an area of 0.80 square kilometres: take boundaries of "
            "larger areas: `coarseness` asks for 1 square kilometres");
}

TEST_F(Maps, AnAreaThatTheFileDoesNotHoldIsNamed) {
  study_.projects[0].area = "E11";
  EXPECT_EQ(problem(), "study.toml:10: project `p1` lies in `E11`, which b.geojson does not hold: did you mean `E1`?");
}

TEST_F(Maps, OnlyTheAreasThatBeginSoAreDrawn) {
  plan_.only = {"ea"};
  const Map map = read();
  ASSERT_EQ(map.areas.size(), 1U);
  EXPECT_EQ(map.areas[0].name, "East");
  EXPECT_EQ(map.elsewhere, 2U);
  EXPECT_TRUE(problems_.empty()) << "a project outside of the map is no mistake";
  plan_.only = {"Z"};
  EXPECT_EQ(problem(),
            "plan.toml:7: no area of b.geojson begins like `only` says: its codes and names decide, in any "
            "case of letters");
}

TEST_F(Maps, OfFiguresTakeTheCodesOfTheirDimension) {
  study::Indicator indicator;
  indicator.id = "trust";
  indicator.short_label = "Trust";
  study_.indicators = {indicator};
  plan_.shows = study::MapShows::Figures;
  plan_.indicator = "trust";
  plan_.dimension = "nation";
  const Map map = read();
  ASSERT_TRUE(problems_.empty()) << to_text(problems_.items()[0]);
  EXPECT_EQ(map.areas[0].finding, "trust_e1");
  EXPECT_EQ(map.areas[1].finding, "trust_e2");
  study_.nations[1].code = "e3";
  EXPECT_EQ(problem(), "plan.toml:7: b.geojson holds no area `e3`, a nation of the study: one of: E1, E2");
}

TEST_F(Maps, OfBandsPutTheFirstAsTheDarkest) {
  plan_.shows = study::MapShows::Bands;
  plan_.bands = "bands.csv";
  plan_.bands_column = "decile";
  plan_.bands_label = "Decile";
  plan_.bands_ends = {"most deprived", "least deprived"};
  write_file(study_.folder / "bands.csv", "code,decile\nE1,2\nE2,10\nE9,1\n");
  const Map map = read();
  ASSERT_TRUE(problems_.empty()) << to_text(problems_.items()[0]);
  EXPECT_EQ(map.levels, (std::vector<std::string>{"10 (least deprived)", "2 (most deprived)"}));
  EXPECT_EQ(map.areas[0].level, 1U);
  EXPECT_EQ(map.areas[1].level, 0U);
  write_file(study_.folder / "bands.csv", "code,decile\nE1,2\nE1,3\n");
  EXPECT_EQ(problem(), "plan.toml:7: bands.csv gives area `E1` two bands: 2 and 3: each area has one band");
}

TEST_F(Maps, OfBandsSayWhatTheFileDoesNotHold) {
  plan_.shows = study::MapShows::Bands;
  plan_.bands = "bands.csv";
  plan_.bands_column = "decil";
  write_file(study_.folder / "bands.csv", "code,decile\nX1,2\nX2,10\n");
  EXPECT_NE(problem().find("did you mean `decile`"), std::string::npos) << problem();
  problems_ = {};
  plan_.bands_column = "decile";
  EXPECT_EQ(problem(),
            "plan.toml:7: bands.csv has a band for no area of this map: its column of codes needs the codes "
            "of the boundary file; `bands_code` names it");
}

// The example's own pack, whose index has areas ZE001 to ZE060.
class BandsOfAPack : public Maps {
 protected:
  BandsOfAPack() {
    fs::copy(fs::path(KITH_SOURCE) / "examples/community-power/places", study_.folder / "places");
    study_.place = study::PlaceFiles{};
    study_.place->definitions = {"places/indices.toml"};
    study_.place->postcodes = {"places/postcodes.csv"};
    study_.place->indices = {{"invented_england", "places/england.csv"},
                             {"invented_scotland", "places/scotland.csv"},
                             {"invented_wales", "places/wales.csv"}};
    plan_.shows = study::MapShows::Bands;
    plan_.bands_index = "invented_england";
    boundaries("ZE001", "ZE003");
  }

  void boundaries(const std::string& one, const std::string& other) const {
    write_file(
        study_.folder / "b.geojson",
        R"({"features":[{"type":"Feature","properties":{"code":")" + one +
            R"(","name":"West"},"geometry":{"type":"Polygon","coordinates":[[[0,50],[1,50],[1,51],[0,51]]]}},
{"type":"Feature","properties":{"code":")" +
            other +
            R"(","name":"East"},"geometry":{"type":"Polygon","coordinates":[[[1,50],[2,50],[2,51],[1,51]]]}}]})");
  }
};

TEST_F(BandsOfAPack, AreThoseOfThePublishersFile) {
  const Map map = read();
  ASSERT_TRUE(problems_.empty()) << to_text(problems_.items()[0]);
  EXPECT_EQ(map.measure, "Decile of deprivation, Invented index of deprivation, England");
  EXPECT_EQ(map.levels, (std::vector<std::string>{"4 (least deprived)", "1 (most deprived)"}));
  EXPECT_EQ(map.areas[0].level, 1U);  // ZE001: 1
  EXPECT_EQ(map.areas[1].level, 0U);  // ZE003: 4
  plan_.bands_index.clear();
  plan_.bands = "places/england.csv";
  plan_.bands_column = "decile";
  plan_.bands_ends = {"most deprived", "least deprived"};
  const Map of_file = read();
  EXPECT_EQ(of_file.levels, map.levels);
  EXPECT_EQ(of_file.areas[0].level, map.areas[0].level);
  EXPECT_EQ(of_file.areas[1].level, map.areas[1].level);
}

TEST_F(BandsOfAPack, SayWhichIndicesAndAreasThereAre) {
  plan_.bands_index = "invented_englant";
  EXPECT_EQ(problem(), "plan.toml:7: the place pack has no index `invented_englant`: did you mean `invented_england`?");
  problems_ = {};
  plan_.bands_index = "invented_england";
  boundaries("ZS001", "E07000223");
  EXPECT_EQ(problem(),
            "plan.toml:7: Invented index of deprivation, England has a decile for no area of this map: its areas are "
            "Invented area: take their boundaries");
}

TEST_F(Maps, AFileThatCannotBeReadIsNamedAsTheStudyDoes) {
  write_file(study_.folder / "b.geojson", "{\n");
  EXPECT_EQ(problem(), "b.geojson:2: the file is not JSON from here on: export it again as GeoJSON or TopoJSON");
}

// The 35,672 areas of England and Wales: read whole, and drawn whole and by a county, with their deciles.
TEST_F(Maps, OfSmallAreasAreDrawnInTimeAndStaySmall) {
  SKIP_WITHOUT_SHARED("data/geo/boundaries_lsoa21_ew.geojson");
  fs::create_symlink(tests::shared("data/geo/boundaries_lsoa21_ew.geojson"), study_.folder / "lsoa.geojson");
  fs::create_symlink(tests::shared("data/deprivation/imd2025_england_lsoa21.csv"), study_.folder / "imd.csv");
  plan_.shows = study::MapShows::Bands;
  plan_.boundaries = "lsoa.geojson";
  plan_.bands = "imd.csv";
  plan_.bands_code = "lsoa21_code";
  plan_.bands_column = "IMD_decile";
  for (const bool whole : {false, true}) {
    if (!whole) {
      plan_.only = {"Hartlepool", "Middlesbrough", "Redcar", "Stockton", "Darlington", "County Durham", "Sunderland"};
    } else {
      plan_.only.clear();
    }
    const auto start = std::chrono::steady_clock::now();
    const Map map = read();
    ASSERT_TRUE(problems_.empty()) << to_text(problems_.items()[0]);
    const study::Study none;
    const auto safe = disclose::Gate({}).release(map, {});
    struct : report::Evidence {
      std::vector<std::string> ids() const override { return {}; }
      bool withheld(std::string_view) const override { return false; }
      bool above(std::string_view, double) const override { return false; }
      bool below(std::string_view, double) const override { return false; }
      report::Tested against_benchmark(std::string_view, std::string_view) const override { return {}; }
      report::Tested between(std::string_view, std::string_view) const override { return {}; }
      int maryland_level() const override { return 1; }
    } evidence;
    const report::Input input{none, {}, {}, {}, {}, evidence, {}};
    const std::string html = report::figure(
        report::map_chart({.id = "m", .caption = "M", .measure = "Decile", .population = nullptr, .rules = {}}, safe,
                          report::Release(input)));
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    RecordProperty(whole ? "whole_seconds" : "part_seconds", std::to_string(seconds));
    RecordProperty(whole ? "whole_bytes" : "part_bytes", std::to_string(html.size()));
    EXPECT_LT(seconds, 10) << "2 where nothing else runs";
    EXPECT_LT(html.size(), whole ? 1'500'000U : 300'000U);
    EXPECT_GT(map.areas.size(), whole ? 35'000U : 600U);
  }
}

}  // namespace
}  // namespace kith::run
