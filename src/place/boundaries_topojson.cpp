// TopoJSON: areas as lists of arcs, each arc once. An arc of a quantised file is a walk in whole steps from a corner,
// scaled and shifted by `transform`; the index ~i (that is, -1 - i) is arc i backwards.
#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#include "base/text.h"
#include "place/boundary_parts.h"

namespace kith::place {

namespace {

using nlohmann::json;

struct Transform {
  Point scale{1, 1}, translate;
  bool quantised = false;
};

bool is_pair(const json& value) {
  return value.is_array() && value.size() >= 2 && value[0].is_number() && value[1].is_number();
}

Point pair_of(const json& value) {
  return {value[0].get<double>(), value[1].get<double>()};
}

Transform transform_of(const json& document, FileProblems& problems) {
  const auto found = document.find("transform");
  if (found == document.end()) {
    return {};
  }
  if (!found->is_object() || !is_pair(found->value("scale", json())) || !is_pair(found->value("translate", json()))) {
    problems.stop("malformed", "`transform` needs a `scale` and a `translate` of two numbers", "export the file again");
  }
  return {pair_of((*found)["scale"]), pair_of((*found)["translate"]), true};
}

class Reader {
 public:
  Reader(const json& document, FileProblems& problems)
      : problems_(problems), shaper_(problems), transform_(transform_of(document, problems)) {
    const auto arcs = document.find("arcs");
    if (arcs == document.end() || !arcs->is_array()) {
      problems.stop("not-boundaries", "the topology has no `arcs`", "export the file again");
    }
    arcs_.reserve(arcs->size());
    for (const json& arc : *arcs) {
      arcs_.push_back(line_of(arc));
    }
  }

  void read(const json& geometry, std::size_t number, std::vector<Feature>& features) {
    if (!geometry.is_object()) {
      problems_.add("not-a-feature", fmt::format("area {} is no object", number), "export the file again");
      return;
    }
    number_ = number;
    Feature& feature = features.emplace_back();
    read_properties(geometry, feature);
    const auto found = geometry.find("type");
    if (found == geometry.end() || found->is_null()) {
      return;
    }
    const std::string type = found->is_string() ? found->get<std::string>() : "nothing";
    const auto arcs = geometry.find("arcs");
    if (type != "Polygon" && type != "MultiPolygon") {
      problems_.add("not-an-area", fmt::format("area {} is a {}, which is no area", number, type),
                    "only Polygon and MultiPolygon can be drawn");
    } else if (arcs == geometry.end() || !arcs->is_array()) {
      malformed();
    } else if (type == "Polygon") {
      read_polygon(*arcs, feature);
    } else {
      for (const json& polygon : *arcs) {
        read_polygon(polygon, feature);
      }
    }
  }

 private:
  Line line_of(const json& arc) {
    Line line;
    if (!arc.is_array()) {
      problems_.stop("malformed", fmt::format("arc {} is no list of positions", arcs_.size()), "export the file again");
    }
    line.reserve(arc.size());
    Point at;
    for (const json& position : arc) {
      if (!is_pair(position)) {
        problems_.stop("malformed", fmt::format("arc {} holds a position that is no pair of numbers", arcs_.size()),
                       "export the file again");
      }
      const Point step = pair_of(position);
      at = transform_.quantised ? Point{at.x + step.x, at.y + step.y} : step;
      line.push_back(
          {at.x * transform_.scale.x + transform_.translate.x, at.y * transform_.scale.y + transform_.translate.y});
    }
    return line;
  }

  // The last point of an arc is the first of the next: it is added twice, and kept once.
  bool add_arc(const json& index) {
    if (!index.is_number_integer()) {
      malformed();
      return false;
    }
    const auto given = index.get<std::int64_t>();
    const std::int64_t arc = given < 0 ? ~given : given;
    if (arc >= static_cast<std::int64_t>(arcs_.size())) {
      problems_.add("no-arc", fmt::format("area {} names arc {}, and the file has {}", number_, arc, arcs_.size()),
                    "export the file again");
      return false;
    }
    const Line& line = arcs_[static_cast<std::size_t>(arc)];
    for (std::size_t i = 0; i < line.size(); ++i) {
      shaper_.add(given < 0 ? line[line.size() - 1 - i] : line[i]);
    }
    return true;
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
      const bool whole = std::ranges::all_of(ring, [&](const json& index) { return add_arc(index); });
      const std::size_t before = polygon.size();
      shaper_.end_ring(polygon);
      if (!whole || (polygon.size() == before && polygon.empty())) {
        return;
      }
    }
    if (!polygon.empty()) {
      feature.polygons.push_back(std::move(polygon));
    }
  }

  void malformed() {
    problems_.add("malformed", fmt::format("the arcs of area {} are not lists of whole numbers", number_),
                  "export the file again");
  }

  FileProblems& problems_;
  Shaper shaper_;
  Transform transform_;
  std::vector<Line> arcs_;
  std::size_t number_ = 0;
};

const json& layer_of(const json& document, const BoundaryOptions& options, FileProblems& problems) {
  const auto objects = document.find("objects");
  if (objects == document.end() || !objects->is_object() || objects->empty()) {
    problems.stop("not-boundaries", "the topology has no `objects`", "export the file again");
  }
  std::vector<std::string> names;
  for (const auto& [name, object] : objects->items()) {
    names.push_back(name);
  }
  if (options.layer.empty() && names.size() > 1) {
    problems.stop("several-layers", fmt::format("the file has the layers {}", text::join(names, ", ")),
                  "say which with `layer`");
  }
  const auto layer = options.layer.empty() ? objects->begin() : objects->find(options.layer);
  if (layer == objects->end()) {
    problems.stop("unknown-layer", fmt::format("the file has no layer `{}`", options.layer),
                  text::suggestion(options.layer, names));
  }
  if (!layer->is_object()) {
    problems.stop("malformed", "the layer is no object", "export the file again");
  }
  return *layer;
}

}  // namespace

Boundaries read_topojson(std::string_view bytes, const std::string& name, const BoundaryOptions& options) {
  FileProblems problems(name);
  const json document = json_document(bytes, problems);
  const json& layer = layer_of(document, options, problems);
  const Grid grid = grid_of_members(document, layer, options, problems);
  Reader reader(document, problems);
  std::vector<Feature> features;
  const auto list = layer.find("geometries");
  if (list != layer.end() && list->is_array()) {
    features.reserve(list->size());
    for (const json& geometry : *list) {
      reader.read(geometry, features.size() + 1, features);
    }
  } else {
    reader.read(layer, 1, features);
  }
  return with_codes(std::move(features), grid, options, problems);
}

}  // namespace kith::place
