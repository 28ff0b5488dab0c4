// GeoJSON: RFC 7946, with the `crs` member of the 2008 draft where it names a system that can be placed.
#include <fmt/format.h>

#include "place/boundary_parts.h"

namespace kith::place {

namespace {

using nlohmann::json;

class Reader {
 public:
  explicit Reader(FileProblems& problems) : problems_(problems), shaper_(problems) {}

  void read(const json& object, std::size_t number, std::vector<Feature>& features) {
    if (!object.is_object()) {
      problems_.add("not-a-feature", fmt::format("feature {} is no object", number), "export the file again");
      return;
    }
    number_ = number;
    Feature& feature = features.emplace_back();
    read_properties(object, feature);
    if (const auto geometry = object.find("geometry"); geometry != object.end() && geometry->is_object()) {
      read_geometry(*geometry, feature);
    }
  }

 private:
  void read_geometry(const json& geometry, Feature& feature) {
    const auto found = geometry.find("type");
    const std::string type = found != geometry.end() && found->is_string() ? found->get<std::string>() : "nothing";
    const auto coordinates = geometry.find("coordinates");
    if (type != "Polygon" && type != "MultiPolygon") {
      problems_.add("not-an-area", fmt::format("feature {} is a {}, which is no area", number_, type),
                    "only Polygon and MultiPolygon can be drawn");
    } else if (coordinates == geometry.end() || !coordinates->is_array()) {
      malformed();
    } else if (type == "Polygon") {
      read_polygon(*coordinates, feature);
    } else {
      for (const json& polygon : *coordinates) {
        read_polygon(polygon, feature);
      }
    }
  }

  void read_polygon(const json& rings, Feature& feature) {
    if (!rings.is_array()) {
      return malformed();
    }
    Polygon polygon;
    for (const json& ring : rings) {
      if (!ring.is_array()) {
        return malformed();
      }
      for (const json& position : ring) {
        if (!position.is_array() || position.size() < 2 || !position[0].is_number() || !position[1].is_number()) {
          return malformed();
        }
        shaper_.add({position[0].get<double>(), position[1].get<double>()});
      }
      const std::size_t before = polygon.size();
      shaper_.end_ring(polygon);
      if (polygon.size() == before && polygon.empty()) {
        return;  // without an outer ring its holes mean nothing
      }
    }
    if (!polygon.empty()) {
      feature.polygons.push_back(std::move(polygon));
    }
  }

  void malformed() {
    Polygon unfinished;
    shaper_.end_ring(unfinished);
    problems_.add("malformed", fmt::format("the coordinates of feature {} are not lists of numbers", number_),
                  "export the file again");
  }

  FileProblems& problems_;
  Shaper shaper_;
  std::size_t number_ = 0;
};

}  // namespace

Boundaries read_geojson(std::string_view bytes, const std::string& name, const BoundaryOptions& options) {
  FileProblems problems(name);
  const json document = json_document(bytes, problems);
  const auto list = document.find("features");
  const bool one = document.value("type", json()) == "Feature";
  if (!one && (list == document.end() || !list->is_array())) {
    problems.stop("not-boundaries", "the file has no `features`", "export it as a GeoJSON FeatureCollection");
  }
  const Grid grid = grid_of_members(document, document, options, problems);
  Reader reader(problems);
  std::vector<Feature> features;
  if (one) {
    reader.read(document, 1, features);
  } else {
    features.reserve(list->size());
    for (const json& object : *list) {
      reader.read(object, features.size() + 1, features);
    }
  }
  return with_codes(std::move(features), grid, options, problems);
}

}  // namespace kith::place
