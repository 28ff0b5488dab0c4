// Boundary files: the same areas whatever the format, and what is refused, by name.
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>

#include "base/file.h"
#include "base/problem.h"
#include "place/boundaries.h"
#include "support/shared.h"

namespace kith::place {
namespace {

namespace fs = std::filesystem;

// Two squares side by side, as the three formats write them.
const std::string geojson = R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"LAD24CD":"A1","LAD24NM":"West"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}},
{"type":"Feature","properties":{"LAD24CD":"A2","LAD24NM":"East"},"geometry":{"type":"MultiPolygon","coordinates":[[[[1,0],[2,0],[2,1],[1,1],[1,0]]]]}}]})";
const std::string topojson = R"({"type":"Topology","transform":{"scale":[0.5,0.5],"translate":[0,0]},
"objects":{"lad":{"type":"GeometryCollection","geometries":[
{"type":"Polygon","properties":{"LAD24CD":"A1","LAD24NM":"West"},"arcs":[[0,1]]},
{"type":"MultiPolygon","properties":{"LAD24CD":"A2","LAD24NM":"East"},"arcs":[[[2,-1]]]}]}},
"arcs":[[[2,0],[0,2]],[[2,2],[-2,0],[0,-2],[2,0]],[[2,0],[2,0],[0,2],[-2,0]]]})";

std::string problem_of(const auto& read) {
  try {
    read();
  } catch (const Error& error) {
    return error.problems().empty() ? "nothing said" : to_text(error.problems()[0]);
  }
  return "no problem";
}

std::string geojson_problem(const std::string& bytes, const BoundaryOptions& options = {}) {
  return problem_of([&] { read_geojson(bytes, "b.geojson", options); });
}

std::string with(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

void expect_two_squares(const Boundaries& boundaries) {
  ASSERT_EQ(boundaries.areas.size(), 2U);
  EXPECT_EQ(boundaries.areas[0].code, "A1");
  EXPECT_EQ(boundaries.areas[0].name, "West");
  EXPECT_EQ(boundaries.areas[1].name, "East");
  for (const Area& area : boundaries.areas) {
    ASSERT_EQ(area.polygons.size(), 1U);
    ASSERT_EQ(area.polygons[0].size(), 1U);
    const double x = area.code == "A1" ? 0 : 1;
    Ring ring = area.polygons[0][0];
    std::ranges::sort(ring, {}, [](const Point& point) { return std::pair(point.x, point.y); });
    EXPECT_EQ(ring, (Ring{{x, 0}, {x, 1}, {x + 1, 0}, {x + 1, 1}})) << "the last point is not the first again";
  }
}

TEST(GeoJson, HoldsAreasByCodeAndName) {
  const Boundaries boundaries = read_geojson(geojson, "b.geojson");
  EXPECT_EQ(boundaries.grid, Grid::Degrees);
  expect_two_squares(boundaries);
}

TEST(TopoJson, QuantisedAndReversedArcsGiveTheSameAreas) {
  expect_two_squares(read_topojson(topojson, "b.topojson"));
}

TEST(TopoJson, ArcsWithoutTransformAreAbsolute) {
  expect_two_squares(read_topojson(
      R"({"type":"Topology","objects":{"lad":{"type":"GeometryCollection","geometries":[
      {"type":"Polygon","properties":{"LAD24CD":"A1","LAD24NM":"West"},"arcs":[[0,1]]},
      {"type":"Polygon","properties":{"LAD24CD":"A2","LAD24NM":"East"},"arcs":[[2,-1]]}]}},
      "arcs":[[[1,0],[1,1]],[[1,1],[0,1],[0,0],[1,0]],[[1,0],[2,0],[2,1],[1,1]]]})",
      "b.topojson"));
}

TEST(Boundaries, CodesAreFoundByTheNamesThatOfficesUse) {
  for (const char* name :
       {"LSOA21CD", "LAD24CD", "ltla24_code", "code", "DZ2011_CD", "LGDCode", "area_code", "id", "DataZone"}) {
    const Boundaries boundaries = read_geojson(
        R"({"features":[{"type":"Feature","properties":{"OBJECTID":7,")" + std::string(name) +
            R"(":"X1","SHAPE_Area":2},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}}]})",
        "b.geojson");
    EXPECT_EQ(boundaries.areas[0].code, "X1") << name;
    EXPECT_EQ(boundaries.areas[0].name, "X1") << "no property is a name";
  }
}

TEST(Boundaries, OfSeveralCodesThatOfTheAreaItselfIsTaken) {
  const std::string nested = with(with(geojson, "\"LAD24CD\":\"A1\"", "\"LAD24CD\":\"A1\",\"RGN24CD\":\"R\""),
                                  "\"LAD24CD\":\"A2\"", "\"LAD24CD\":\"A2\",\"RGN24CD\":\"R\"");
  expect_two_squares(read_geojson(nested, "b.geojson"));
  const Boundaries region = read_geojson(nested, "b.geojson", {.code = "RGN24CD", .name = {}, .layer = {}, .crs = {}});
  ASSERT_EQ(region.areas.size(), 1U) << "features of one code are one area";
  EXPECT_EQ(region.areas[0].polygons.size(), 2U);
  const std::string both = with(with(geojson, "\"LAD24CD\":\"A1\"", "\"LAD24CD\":\"A1\",\"OTHERCD\":\"R1\""),
                                "\"LAD24CD\":\"A2\"", "\"LAD24CD\":\"A2\",\"OTHERCD\":\"R2\"");
  EXPECT_EQ(geojson_problem(both),
            "b.geojson: several properties may hold the code: LAD24CD, OTHERCD: say which with `code`");
}

TEST(Boundaries, TheFeaturesOwnIdIsACodeToo) {
  EXPECT_EQ(read_geojson(R"({"features":[{"type":"Feature","id":12,"properties":null,
      "geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}}]})",
                         "b.geojson")
                .areas[0]
                .code,
            "12");
}

TEST(Boundaries, WhatIsWrongIsSaidByNameWithItsRemedy) {
  EXPECT_EQ(geojson_problem(geojson, {.code = "LAD23CD", .name = {}, .layer = {}, .crs = {}}),
            "b.geojson: no area has a property `LAD23CD`: did you mean `LAD24CD`?");
  EXPECT_EQ(geojson_problem("{\n\"features\": [\n!"),
            "b.geojson:3: the file is not JSON from here on: export it again as GeoJSON or TopoJSON");
  EXPECT_EQ(geojson_problem("{}"), "b.geojson: the file has no `features`: export it as a GeoJSON FeatureCollection");
  EXPECT_EQ(geojson_problem("[1]"),
            "b.geojson: the file is JSON, but holds no areas: export it as GeoJSON or TopoJSON");
  EXPECT_EQ(geojson_problem(with(geojson, "\"type\":\"Polygon\"", "\"type\":\"Point\"")),
            "b.geojson: feature 1 is a Point, which is no area: only Polygon and MultiPolygon can be drawn");
  EXPECT_EQ(geojson_problem(with(geojson, "[0,0]", "[0,\"x\"]")),
            "b.geojson: the coordinates of feature 1 are not lists of numbers: export the file again");
  EXPECT_EQ(geojson_problem(with(geojson, "[0,0]", "[0,1e999]")),
            "b.geojson: a number of the file is too large to be held: export the file again");
  EXPECT_EQ(geojson_problem(with(geojson, "[0,0]", "[400000,0]")),
            "b.geojson: area `A1` lies at (400000, 0), which is no longitude and latitude: say `crs = \"EPSG:27700\"` "
            "if the file is in the British National Grid");
  EXPECT_EQ(geojson_problem(with(with(geojson, "LAD24CD", "note"), "LAD24CD", "note")),
            "b.geojson: no property of the areas looks like a code: say which with `code`: LAD24NM, note");
}

TEST(Boundaries, OtherCoordinateSystemsAreRefusedByName) {
  const auto crs = [](const std::string& name) {
    return with(geojson, "{\"type\":\"FeatureCollection\"",
                R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":")" + name + "\"}}");
  };
  EXPECT_EQ(geojson_problem(crs("EPSG:29902")),
            "b.geojson: coordinates in `EPSG:29902` cannot be placed: export the file in EPSG:27700 (British National "
            "Grid) or EPSG:4326 (longitude and latitude)");
  EXPECT_EQ(read_geojson(crs("urn:ogc:def:crs:EPSG::27700"), "b").grid, Grid::BritishNational);
  EXPECT_EQ(read_geojson(crs("urn:ogc:def:crs:OGC:1.3:CRS84"), "b").grid, Grid::Degrees);
  EXPECT_EQ(read_geojson(geojson, "b", {.code = {}, .name = {}, .layer = {}, .crs = "EPSG:27700"}).grid,
            Grid::BritishNational);
  EXPECT_EQ(geojson_problem(crs("EPSG:4326"), {.code = {}, .name = {}, .layer = {}, .crs = "EPSG:27700"}),
            "b.geojson: the file says that it is in `EPSG:4326`: remove `crs`");
}

TEST(Boundaries, HostileFilesAreBounded) {
  EXPECT_EQ(geojson_problem("{\"features\":" + std::string(100'000, '[')),
            "b.geojson: the file is nested more than 64 levels deep: it is no boundary file");
  const auto topo = [](const std::string& from, const std::string& to) {
    return problem_of([&] { read_topojson(with(topojson, from, to), "b.topojson"); });
  };
  EXPECT_EQ(topo("[[0,1]]", "[[0,7]]"), "b.topojson: area 1 names arc 7, and the file has 3: export the file again");
  EXPECT_EQ(topo("[[0,1]]", "[[0,-9223372036854775808]]"),
            "b.topojson: area 1 names arc 9223372036854775807, and the file has 3: export the file again");
  EXPECT_EQ(topo("[[0,1]]", "[[0,1.5]]"),
            "b.topojson: the arcs of area 1 are not lists of whole numbers: export the file again");
  EXPECT_EQ(topo("\"scale\":[0.5,0.5]", "\"scale\":[1e308,1e308]"),
            "b.topojson: a coordinate is not a finite number: export the file again");
  // A short file whose areas name one long arc a thousand times: 30 million points.
  std::string bomb = R"({"type":"Topology","objects":{"a":{"type":"Polygon","id":"x","arcs":[[)";
  for (int i = 0; i < 3000; ++i) {
    bomb += i == 0 ? "0" : ",0";
  }
  bomb += "]]}},\"arcs\":[[";
  for (int i = 0; i < 10'000; ++i) {
    bomb += (i == 0 ? "[" : ",[") + std::to_string(i) + "," + std::to_string(i % 7) + "]";
  }
  bomb += "]]}";
  EXPECT_EQ(problem_of([&] { read_topojson(bomb, "b.topojson"); }),
            "b.topojson: the file holds more than 20000000 points: take a generalised version, or fewer areas");
}

// ---- GeoPackage, made here through SQLite ----

class Package {
 public:
  explicit Package(const std::string& srs = "27700, 'OSGB36 / British National Grid', 'EPSG', 27700")
      : path_(fs::temp_directory_path() / ("kith-boundaries-" + std::to_string(::getpid()) + ".gpkg")) {
    fs::remove(path_);
    sqlite3_open(path_.c_str(), &database_);
    run("CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER, srs_name TEXT, organization TEXT, "
        "organization_coordsys_id INTEGER)");
    run("INSERT INTO gpkg_spatial_ref_sys VALUES (" + srs + ")");
    run("CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id "
        "INTEGER)");
  }
  Package(const Package&) = delete;
  Package& operator=(const Package&) = delete;
  ~Package() {
    sqlite3_close(database_);
    fs::remove(path_);
  }

  void run(const std::string& statement) {
    ASSERT_EQ(sqlite3_exec(database_, statement.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(database_);
  }
  void layer(const std::string& name, int srs = 27700) {
    run("CREATE TABLE \"" + name + "\" (fid INTEGER PRIMARY KEY, geom BLOB, LAD24CD TEXT, LAD24NM TEXT)");
    run("INSERT INTO gpkg_geometry_columns VALUES ('" + name + "', 'geom', 'MULTIPOLYGON', " + std::to_string(srs) +
        ")");
  }
  void add(const std::string& layer, const std::string& shape, const std::string& code, const std::string& name) {
    sqlite3_stmt* statement = nullptr;
    const std::string text = "INSERT INTO \"" + layer + "\" (geom, LAD24CD, LAD24NM) VALUES (?, ?, ?)";
    ASSERT_EQ(sqlite3_prepare_v2(database_, text.c_str(), -1, &statement, nullptr), SQLITE_OK);
    sqlite3_bind_blob(statement, 1, shape.data(), static_cast<int>(shape.size()), SQLITE_STATIC);
    sqlite3_bind_text(statement, 2, code.c_str(), -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 3, name.c_str(), -1, SQLITE_STATIC);
    EXPECT_EQ(sqlite3_step(statement), SQLITE_DONE);
    sqlite3_finalize(statement);
  }
  Boundaries read(const BoundaryOptions& options = {}) {
    sqlite3_close(database_);
    database_ = nullptr;
    return read_boundaries(path_, "b.gpkg", options);
  }

 private:
  fs::path path_;
  sqlite3* database_ = nullptr;
};

template <typename T>
void put(std::string& out, T value, bool least_first) {
  std::string raw(sizeof(T), '\0');
  std::memcpy(raw.data(), &value, sizeof(T));
  if (!least_first) {
    std::ranges::reverse(raw);
  }
  out += raw;
}

enum class Order : char { MostFirst = 0, LeastFirst = 1 };

// The square [x, x + 1] x [0, 1]: header (with an envelope, or without), multipolygon of one polygon (with z, or
// without).
std::string square(double x, Order order, bool envelope, bool z, std::uint32_t type = 6) {
  const bool least = order == Order::LeastFirst;
  std::string out("GP\0", 3);
  out += static_cast<char>((least ? 1 : 0) | (envelope ? 2 : 0));
  put(out, std::int32_t{27700}, least);
  for (int i = 0; envelope && i < 4; ++i) {
    put(out, 0.0, least);
  }
  const std::uint32_t more = z ? 1000 : 0;
  out += static_cast<char>(order);
  put(out, type + more, least);
  put(out, std::uint32_t{1}, least);
  if (type == 6) {
    out += static_cast<char>(order);
    put(out, std::uint32_t{3} + more, least);
    put(out, std::uint32_t{1}, least);
  }
  put(out, std::uint32_t{5}, least);
  for (const Point& point : {Point{x, 0}, Point{x + 1, 0}, Point{x + 1, 1}, Point{x, 1}, Point{x, 0}}) {
    put(out, point.x, least);
    put(out, point.y, least);
    if (z) {
      put(out, 9.0, least);
    }
  }
  return out;
}

TEST(GeoPackage, GivesTheSameAreasInEitherByteOrderAndWithHeights) {
  Package package;
  package.layer("districts");
  package.add("districts", square(0, Order::LeastFirst, true, false), "A1", "West");
  package.add("districts", square(1, Order::MostFirst, false, true, 3), "A2", "East");
  const Boundaries boundaries = package.read();
  EXPECT_EQ(boundaries.grid, Grid::BritishNational);
  expect_two_squares(boundaries);
}

TEST(GeoPackage, OfSeveralLayersOneIsNamed) {
  Package package;
  package.layer("districts");
  package.layer("wa\"\"rds");
  package.add("districts", square(0, Order::LeastFirst, true, false), "A1", "West");
  EXPECT_EQ(problem_of([&] { package.read(); }),
            "b.gpkg: the file has the layers districts, wa\"\"rds: say which with `layer`");
}

TEST(GeoPackage, OtherCoordinateSystemsAreRefusedByName) {
  Package package("29902, 'TM65 / Irish Grid', 'EPSG', 29902");
  package.layer("districts", 29902);
  package.add("districts", square(0, Order::LeastFirst, true, false), "A1", "West");
  EXPECT_EQ(problem_of([&] { package.read(); }),
            "b.gpkg: coordinates in `TM65 / Irish Grid` (EPSG:29902) cannot be placed: export the file in EPSG:27700 "
            "(British National Grid) or EPSG:4326 (longitude and latitude)");
}

TEST(GeoPackage, AShapeCutOffAnywhereIsSaidByItsRow) {
  Package package;
  package.layer("districts");
  package.add("districts", square(1, Order::LeastFirst, true, false, 1), "A2", "East");
  EXPECT_EQ(problem_of([&] { package.read(); }),
            "b.gpkg: the shape of row 1 is a point: only polygons and multipolygons can be drawn");
  const std::string whole = square(0, Order::LeastFirst, true, false);
  for (std::size_t size = 0; size < whole.size(); size += 7) {
    Package cut;
    cut.layer("districts");
    cut.add("districts", whole.substr(0, size), "A1", "West");
    EXPECT_NE(problem_of([&] { cut.read(); }), "no problem") << size;
  }
}

TEST(GeoPackage, BytesThatAreNoDatabaseAreRefused) {
  const fs::path path = fs::temp_directory_path() / ("kith-no-gpkg-" + std::to_string(::getpid()));
  write_file(path, "SQLite format 3" + std::string(200, 'x'));
  EXPECT_NE(
      problem_of([&] { read_boundaries(path, "b.gpkg"); }).find("b.gpkg: the file cannot be read as a GeoPackage"),
      std::string::npos);
  fs::remove(path);
}

// ---- real files ----

TEST(RealBoundaries, OfTheOfficesAreReadWithTheirCodes) {
  SKIP_WITHOUT_SHARED("data/geo/boundaries_ltla24_uk.geojson");
  const auto read = [](const std::string& name) { return read_boundaries(tests::shared("data/geo/" + name), name); };
  const auto find = [](const Boundaries& boundaries, const std::string& code) {
    return std::ranges::find(boundaries.areas, code, &Area::code)->name;
  };
  const Boundaries districts = read("boundaries_ltla24_uk.geojson");
  EXPECT_EQ(districts.areas.size(), 361U);
  EXPECT_EQ(find(districts, "E06000001"), "Hartlepool");
  const Boundaries britain = read("topo_lad_gb_2011.topojson");
  EXPECT_EQ(britain.areas.size(), 380U);
  EXPECT_EQ(find(britain, "E06000001"), "Hartlepool");
  const Boundaries ulster = read("topo_lgd_ni_2011.topojson");
  EXPECT_EQ(ulster.areas.size(), 11U);
  EXPECT_EQ(find(ulster, "N09000001"), "Antrim and Newtownabbey");
}

}  // namespace
}  // namespace kith::place
