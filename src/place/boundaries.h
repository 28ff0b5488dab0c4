// Boundaries of areas, whatever file they came in.
//
// A boundary file becomes a list of areas: a code, a name, and polygons in the coordinates of the file, which are
// either longitude and latitude (WGS 84) or metres of the British National Grid (EPSG:27700). Any other system is
// refused by its name: to place areas wrongly by a hundred metres would be worse than not to place them. Features of
// one code are one area, so that a file of small areas that holds the codes of larger ones can be read as those. Rings
// that hold fewer than three different points enclose nothing and are dropped; so are features without a shape.
//
// Which property holds the code: the one that is given, or the one whose name says so (LSOA21CD, LAD24CD, ltla24_code,
// code, id, ...; of several, the one whose values are all different), or the feature's own id. Names go by NM and name.
//
// Formats: GeoJSON (RFC 7946, and the `crs` of its 2008 draft), TopoJSON (its specification of 2013, quantised or not),
// GeoPackage (OGC 12-128r18). Errors name the file, the feature and the remedy. Files are taken as hostile: nesting,
// counts and indices are bounded, coordinates must be finite.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/plane.h"

namespace kith::place {

enum class Grid { Degrees, BritishNational };  // EPSG:4326 in the order longitude, latitude; EPSG:27700

struct Area {
  std::string code, name;         // the name is the code where the file has none
  std::vector<Polygon> polygons;  // not empty
};

struct Boundaries {
  Grid grid = Grid::Degrees;
  std::vector<Area> areas;  // in the order of the file
};

struct BoundaryOptions {
  std::string code, name;  // properties; empty: found by their names
  std::string layer;       // of a TopoJSON or GeoPackage with several
  std::string crs;         // "EPSG:27700": of a GeoJSON or TopoJSON that does not say so itself
};

// By the file's first bytes. `name` is what its author calls it. Throws Error.
Boundaries read_boundaries(const std::filesystem::path& file, const std::string& name,
                           const BoundaryOptions& options = {});

Boundaries read_geojson(std::string_view bytes, const std::string& name, const BoundaryOptions& options = {});
Boundaries read_topojson(std::string_view bytes, const std::string& name, const BoundaryOptions& options = {});
Boundaries read_geopackage(const std::filesystem::path& file, const std::string& name,
                           const BoundaryOptions& options = {});

// No file may hold more.
inline constexpr std::size_t most_boundary_points = 20'000'000;
inline constexpr std::size_t most_boundary_depth = 64;  // of nested lists and objects

}  // namespace kith::place
