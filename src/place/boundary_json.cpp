// What GeoJSON and TopoJSON have in common.
#include <algorithm>

#include <fmt/format.h>

#include "place/boundary_parts.h"

namespace kith::place {

namespace {

using nlohmann::json;

// How deeply brackets are nested, outside of text; a parser would take memory for each.
std::size_t depth_of(std::string_view bytes) {
  std::size_t depth = 0, deepest = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (in_text) {
      i += c == '\\' ? 1 : 0;
      in_text = c != '"';
    } else if (c == '"') {
      in_text = true;
    } else if (c == '[' || c == '{') {
      deepest = std::max(deepest, ++depth);
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return deepest;
}

std::string text_of(const json& value) {
  if (value.is_string()) {
    return value.get<std::string>();
  }
  return value.is_number_integer() ? value.dump() : std::string();
}

}  // namespace

json json_document(std::string_view bytes, FileProblems& problems) {
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    bytes.remove_prefix(3);
  }
  if (depth_of(bytes) > most_boundary_depth) {
    problems.stop("too-deep", fmt::format("the file is nested more than {} levels deep", most_boundary_depth),
                  "it is no boundary file");
  }
  json document;
  try {
    document = json::parse(bytes);
  } catch (const json::parse_error& error) {
    const std::size_t end = std::min<std::size_t>(error.byte, bytes.size());
    const auto line = 1 + std::ranges::count(bytes.substr(0, end), '\n');
    problems.stop("not-json", "the file is not JSON from here on", "export it again as GeoJSON or TopoJSON",
                  static_cast<int>(line));
  } catch (const json::exception&) {  // a number beyond what can be held
    problems.stop("not-a-number", "a number of the file is too large to be held", "export the file again");
  }
  if (!document.is_object()) {
    problems.stop("not-boundaries", "the file is JSON, but holds no areas", "export it as GeoJSON or TopoJSON");
  }
  return document;
}

void read_properties(const json& object, Feature& feature) {
  if (const auto id = object.find("id"); id != object.end()) {
    feature.id = text_of(*id);
  }
  const auto properties = object.find("properties");
  if (properties == object.end() || !properties->is_object()) {
    return;
  }
  for (const auto& [name, value] : properties->items()) {
    if (std::string text = text_of(value); !text.empty()) {
      feature.properties.emplace_back(name, std::move(text));
    }
  }
}

Grid grid_of_members(const json& document, const json& layer, const BoundaryOptions& options, FileProblems& problems) {
  for (const json* object : {&layer, &document}) {
    const auto crs = object->find("crs");
    if (crs == object->end() || crs->is_null()) {
      continue;
    }
    const json::json_pointer path("/properties/name");
    if (!crs->is_object() || !crs->contains(path) || !(*crs)[path].is_string()) {
      problems.stop("unknown-crs", "the file's `crs` has no name",
                    "export it in EPSG:27700 (British National Grid) or EPSG:4326 (longitude and latitude)");
    }
    const Grid grid = grid_of((*crs)[path].get<std::string>(), problems);
    if (!options.crs.empty() && grid_of(options.crs, problems) != grid) {
      problems.stop("other-crs", fmt::format("the file says that it is in `{}`", (*crs)[path].get<std::string>()),
                    "remove `crs`");
    }
    return grid;
  }
  return options.crs.empty() ? Grid::Degrees : grid_of(options.crs, problems);
}

}  // namespace kith::place
