// What the readers of boundary files have in common: features before their code is known, coordinates within bounds.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/problem.h"
#include "place/boundaries.h"

namespace kith::place {

struct Feature {
  std::string id;
  std::vector<std::pair<std::string, std::string>> properties;  // those that are text or whole numbers
  std::vector<Polygon> polygons;
};

// The problems of one file. After a dozen it throws: a file of points has one for every feature.
class FileProblems {
 public:
  explicit FileProblems(std::string file) : file_(std::move(file)) {}

  void add(std::string code, std::string message, std::string hint);
  [[noreturn]] void stop(std::string code, std::string message, std::string hint, int line = 0);
  void throw_if_any() const { problems_.throw_if_any(); }

 private:
  std::string file_;
  Problems problems_;
};

// Points on their way into rings: finite, and not more of them than a file may hold.
class Shaper {
 public:
  explicit Shaper(FileProblems& problems) : problems_(problems) {}

  void add(Point point);
  // What was added since the last ring goes into `polygon`, without repetitions; too little to enclose anything does
  // not.
  void end_ring(Polygon& polygon);

 private:
  FileProblems& problems_;
  Ring ring_;
  std::size_t count_ = 0;
};

// "EPSG:27700", "urn:ogc:def:crs:EPSG::27700", "urn:ogc:def:crs:OGC:1.3:CRS84", ...; stops for any other.
Grid grid_of(std::string_view crs, FileProblems& problems);

// Features with their codes and names, those of one code together.
Boundaries with_codes(std::vector<Feature> features, Grid grid, const BoundaryOptions& options, FileProblems& problems);

// Of JSON: the document, not nested too deeply; stops with the line of what is wrong.
nlohmann::json json_document(std::string_view bytes, FileProblems& problems);
// The properties and the id of a GeoJSON feature or TopoJSON geometry.
void read_properties(const nlohmann::json& object, Feature& feature);
// The grid that `crs` members or the options give; degrees where nobody says anything.
Grid grid_of_members(const nlohmann::json& document, const nlohmann::json& layer, const BoundaryOptions& options,
                     FileProblems& problems);

}  // namespace kith::place
