#include "place/boundaries.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "place/boundary_parts.h"

namespace kith::place {

namespace {

// Lower case, letters and digits only: "LTLA24_CODE" -> "ltla24code".
std::string compact(std::string_view name) {
  std::string out;
  for (const char c : text::fold(name)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      out += c;
    }
  }
  return out;
}

bool says_code(std::string_view property) {
  const std::string name = compact(property);
  return name.ends_with("code") || (name.ends_with("cd") && name.size() > 2);
}

bool may_be_code(std::string_view property) {
  static constexpr std::array<std::string_view, 7> names{"id",   "areaid", "geographyid", "datazone",
                                                         "lsoa", "soa",    "oa"};
  return std::ranges::find(names, compact(property)) != names.end();
}

bool says_name(std::string_view property) {
  const std::string name = compact(property);
  return name.ends_with("name") || name.ends_with("nm");
}

// "lsoa21" of LSOA21CD and lsoa21_code: names of one kind of area begin alike.
std::string kind_of(std::string_view property) {
  std::string name = compact(property);
  for (const std::string_view ending : {"code", "cd", "name", "nm"}) {
    if (name.ends_with(ending)) {
      name.resize(name.size() - ending.size());
      break;
    }
  }
  return name;
}

std::string_view value_of(const Feature& feature, std::string_view property) {
  for (const auto& [name, value] : feature.properties) {
    if (name == property) {
      return value;
    }
  }
  return {};
}

std::vector<std::string> properties_of(const std::vector<Feature>& features) {
  std::vector<std::string> names;
  std::unordered_set<std::string_view> seen;
  for (const Feature& feature : features) {
    for (const auto& [name, value] : feature.properties) {
      if (seen.insert(name).second) {
        names.push_back(name);
      }
    }
  }
  return names;
}

bool all_different(const std::vector<Feature>& features, std::string_view property) {
  std::unordered_set<std::string_view> seen;
  return std::ranges::all_of(features, [&](const Feature& feature) {
    const std::string_view value = value_of(feature, property);
    return !value.empty() && seen.insert(value).second;
  });
}

// The property that holds the code; empty for the feature's own id.
std::string code_property(const std::vector<Feature>& features, const std::vector<std::string>& names,
                          const BoundaryOptions& options, FileProblems& problems) {
  if (!options.code.empty()) {
    if (std::ranges::find(names, options.code) == names.end()) {
      problems.stop("unknown-property", fmt::format("no area has a property `{}`", options.code),
                    text::suggestion(options.code, names));
    }
    return options.code;
  }
  const auto candidates = [&](bool (*is_one)(std::string_view)) {
    std::vector<std::string> found;
    std::ranges::copy_if(names, std::back_inserter(found), [&](const std::string& name) { return is_one(name); });
    if (found.size() > 1) {
      std::vector<std::string> unique;
      std::ranges::copy_if(found, std::back_inserter(unique),
                           [&](const std::string& name) { return all_different(features, name); });
      found = unique.empty() ? found : unique;
    }
    if (found.size() > 1) {
      problems.stop("ambiguous-code", fmt::format("several properties may hold the code: {}", text::join(found, ", ")),
                    "say which with `code`");
    }
    return found.empty() ? std::string() : found[0];
  };
  if (std::string found = candidates(says_code); !found.empty()) {
    return found;
  }
  const bool ids = std::ranges::all_of(features, [](const Feature& feature) { return !feature.id.empty(); });
  if (std::string found = ids ? std::string() : candidates(may_be_code); !found.empty()) {
    return found;
  }
  if (!ids) {
    problems.stop("no-code", "no property of the areas looks like a code",
                  names.empty() ? "the features need a property with the area's code"
                                : fmt::format("say which with `code`: {}", text::join(names, ", ")));
  }
  return {};
}

std::string name_property(const std::vector<std::string>& names, const std::string& code,
                          const BoundaryOptions& options, FileProblems& problems) {
  if (!options.name.empty()) {
    if (std::ranges::find(names, options.name) == names.end()) {
      problems.stop("unknown-property", fmt::format("no area has a property `{}`", options.name),
                    text::suggestion(options.name, names));
    }
    return options.name;
  }
  std::vector<std::string> found;
  std::ranges::copy_if(names, std::back_inserter(found), [](const std::string& name) { return says_name(name); });
  const auto same =
      std::ranges::find_if(found, [&](const std::string& name) { return kind_of(name) == kind_of(code); });
  return same != found.end() ? *same : found.empty() ? std::string() : found[0];
}

void check_degrees(const std::vector<Area>& areas, FileProblems& problems) {
  for (const Area& area : areas) {
    for (const Polygon& polygon : area.polygons) {
      for (const Ring& ring : polygon) {
        for (const Point& point : ring) {
          if (std::abs(point.x) > 180 || std::abs(point.y) > 90) {
            problems.stop("not-degrees",
                          fmt::format("area `{}` lies at ({}, {}), which is no longitude and latitude", area.code,
                                      text::exact(point.x), text::exact(point.y)),
                          "say `crs = \"EPSG:27700\"` if the file is in the British National Grid");
          }
        }
      }
    }
  }
}

}  // namespace

void FileProblems::add(std::string code, std::string message, std::string hint) {
  problems_.add(std::move(code), std::move(message), {file_, 0}, std::move(hint));
  if (problems_.size() >= 12) {
    problems_.throw_if_any();
  }
}

void FileProblems::stop(std::string code, std::string message, std::string hint, int line) {
  problems_.add(std::move(code), std::move(message), {file_, line}, std::move(hint));
  throw Error(problems_.items());
}

void Shaper::add(Point point) {
  if (!std::isfinite(point.x) || !std::isfinite(point.y)) {
    problems_.stop("not-a-number", "a coordinate is not a finite number", "export the file again");
  }
  if (++count_ > most_boundary_points) {
    problems_.stop("too-large", fmt::format("the file holds more than {} points", most_boundary_points),
                   "take a generalised version, or fewer areas");
  }
  if (ring_.empty() || ring_.back() != point) {
    ring_.push_back(point);
  }
}

void Shaper::end_ring(Polygon& polygon) {
  while (ring_.size() > 1 && ring_.front() == ring_.back()) {
    ring_.pop_back();
  }
  if (ring_.size() >= 3) {
    polygon.push_back(ring_);
  }
  ring_.clear();
}

Grid grid_of(std::string_view crs, FileProblems& problems) {
  const std::string name = text::fold(crs);
  if (name == "epsg:27700" || name.ends_with("epsg::27700") || name.ends_with("epsg/0/27700")) {
    return Grid::BritishNational;
  }
  if (name == "epsg:4326" || name.ends_with("epsg::4326") || name.ends_with("epsg/0/4326") || name.ends_with("crs84") ||
      name == "wgs84") {
    return Grid::Degrees;
  }
  problems.stop("unknown-crs", fmt::format("coordinates in `{}` cannot be placed", crs),
                "export the file in EPSG:27700 (British National Grid) or EPSG:4326 (longitude and latitude)");
}

Boundaries with_codes(std::vector<Feature> features, Grid grid, const BoundaryOptions& options,
                      FileProblems& problems) {
  problems.throw_if_any();
  std::erase_if(features, [](const Feature& feature) { return feature.polygons.empty(); });
  if (features.empty()) {
    problems.stop("no-areas", "the file holds no area with a shape", "it needs polygons, with a code each");
  }
  const std::vector<std::string> names = properties_of(features);
  const std::string code = code_property(features, names, options, problems);
  const std::string name = name_property(names, code, options, problems);
  Boundaries boundaries{.grid = grid, .areas = {}};
  std::unordered_map<std::string, std::size_t> place;
  for (std::size_t i = 0; i < features.size(); ++i) {
    Feature& feature = features[i];
    const std::string own(text::trim(code.empty() ? feature.id : value_of(feature, code)));
    if (own.empty()) {
      problems.add("no-code", fmt::format("area {} has no `{}`", i + 1, code), "every area needs a code");
      continue;
    }
    const auto [at, is_new] = place.emplace(own, boundaries.areas.size());
    if (is_new) {
      const std::string_view label = text::trim(name.empty() ? std::string_view() : value_of(feature, name));
      boundaries.areas.push_back({own, std::string(label.empty() ? own : label), {}});
    }
    std::ranges::move(feature.polygons, std::back_inserter(boundaries.areas[at->second].polygons));
  }
  problems.throw_if_any();
  if (grid == Grid::Degrees) {
    check_degrees(boundaries.areas, problems);
  }
  return boundaries;
}

Boundaries read_boundaries(const std::filesystem::path& file, const std::string& name, const BoundaryOptions& options) {
  constexpr std::string_view sqlite = "SQLite format 3";
  std::array<char, sqlite.size()> head{};
  std::ifstream(file, std::ios::binary).read(head.data(), head.size());
  if (std::string_view(head.data(), head.size()) == sqlite) {
    return read_geopackage(file, name, options);
  }
  const std::string bytes = read_file(file);
  // A topology says so in one of its own members, and GeoJSON never uses the word as a type.
  static constexpr std::array<std::string_view, 2> words{"\"Topology\"", "\"arcs\""};
  const bool topology =
      std::ranges::all_of(words, [&](std::string_view word) { return bytes.find(word) != std::string::npos; });
  return topology ? read_topojson(bytes, name, options) : read_geojson(bytes, name, options);
}

}  // namespace kith::place
