// GeoPackage: a SQLite database with a table of features, whose shapes are a short header and well-known binary.
//
// Header (OGC 12-128r18, clause 2.1.3): "GP", version, flags, srs id (4 bytes), envelope. Of the flags bit 0 is the
// byte order (1: least first), bits 1 to 3 say how long the envelope is (0, 32, 48, 48 or 64 bytes), bit 4 that the
// shape is empty. Well-known binary: byte order, type (3 polygon, 6 multipolygon; + 1000 with z, + 2000 with m, + 3000
// with both), counts and doubles. The file is opened for reading alone and its schema is not trusted to run anything.
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <span>

#include <fmt/format.h>

#include "base/text.h"
#include "place/boundary_parts.h"

namespace kith::place {

namespace {

struct Close {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Close>;

class Database {
 public:
  Database(const std::filesystem::path& file, FileProblems& problems) : problems_(problems) {
    sqlite3* opened = nullptr;
    const int result = sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READONLY, nullptr);
    database_.reset(opened);
    if (result != SQLITE_OK) {
      failed();
    }
    sqlite3_db_config(opened, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_limit(opened, SQLITE_LIMIT_LENGTH, 512 << 20);
  }

  Statement ask(const std::string& query) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database_.get(), query.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
      failed();
    }
    return Statement(statement);
  }

  bool next(const Statement& statement) {
    const int result = sqlite3_step(statement.get());
    if (result != SQLITE_ROW && result != SQLITE_DONE) {
      failed();
    }
    return result == SQLITE_ROW;
  }

 private:
  [[noreturn]] void failed() {
    problems_.stop("not-a-geopackage",
                   fmt::format("the file cannot be read as a GeoPackage ({})", sqlite3_errmsg(database_.get())),
                   "export it again, or as GeoJSON");
  }

  FileProblems& problems_;
  std::unique_ptr<sqlite3, Close> database_;
};

std::string text_at(const Statement& row, int column) {
  const auto* text = sqlite3_column_text(row.get(), column);
  return text == nullptr ? std::string() : reinterpret_cast<const char*>(text);
}

std::string quoted(const std::string& name) {
  return '"' + text::replace_all(name, "\"", "\"\"") + '"';
}

struct Layer {
  std::string table, column;
  std::string organization, srs_name;
  std::int64_t number = 0;  // within the organization
};

std::vector<Layer> layers_of(Database& database) {
  const Statement rows = database.ask(
      "SELECT g.table_name, g.column_name, s.organization, s.srs_name, s.organization_coordsys_id "
      "FROM gpkg_geometry_columns g LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id ORDER BY 1");
  std::vector<Layer> layers;
  while (database.next(rows)) {
    layers.push_back(
        {text_at(rows, 0), text_at(rows, 1), text_at(rows, 2), text_at(rows, 3), sqlite3_column_int64(rows.get(), 4)});
  }
  return layers;
}

Layer layer_of(Database& database, const BoundaryOptions& options, FileProblems& problems) {
  std::vector<Layer> layers = layers_of(database);
  std::vector<std::string> names;
  names.reserve(layers.size());
  for (const Layer& layer : layers) {
    names.push_back(layer.table);
  }
  if (layers.empty()) {
    problems.stop("no-areas", "the GeoPackage holds no layer with shapes", "export the boundaries again");
  }
  if (options.layer.empty() && layers.size() > 1) {
    problems.stop("several-layers", fmt::format("the file has the layers {}", text::join(names, ", ")),
                  "say which with `layer`");
  }
  for (Layer& layer : layers) {
    if (options.layer.empty() || layer.table == options.layer) {
      return std::move(layer);
    }
  }
  problems.stop("unknown-layer", fmt::format("the file has no layer `{}`", options.layer),
                text::suggestion(options.layer, names));
}

Grid grid_of_layer(const Layer& layer, FileProblems& problems) {
  if (text::fold(layer.organization) == "epsg" && (layer.number == 27700 || layer.number == 4326)) {
    return layer.number == 27700 ? Grid::BritishNational : Grid::Degrees;
  }
  const std::string name = layer.srs_name.empty() ? "an undefined system" : layer.srs_name;
  problems.stop("unknown-crs",
                fmt::format("coordinates in `{}` ({}:{}) cannot be placed", name,
                            layer.organization.empty() ? "none" : layer.organization, layer.number),
                "export the file in EPSG:27700 (British National Grid) or EPSG:4326 (longitude and latitude)");
}

// Well-known binary, bounds first. Any false answer means: not a shape that this reader knows.
class Bytes {
 public:
  explicit Bytes(std::span<const unsigned char> bytes) : bytes_(bytes) {}

  bool skip(std::size_t count) {
    if (count > bytes_.size()) {
      return false;
    }
    bytes_ = bytes_.subspan(count);
    return true;
  }

  template <typename T>
  std::optional<T> take(bool least_first) {
    std::array<unsigned char, sizeof(T)> raw{};
    if (bytes_.size() < sizeof(T)) {
      return std::nullopt;
    }
    std::memcpy(raw.data(), bytes_.data(), sizeof(T));
    bytes_ = bytes_.subspan(sizeof(T));
    if (least_first != (std::endian::native == std::endian::little)) {
      std::ranges::reverse(raw);
    }
    return std::bit_cast<T>(raw);
  }

  std::size_t left() const { return bytes_.size(); }

 private:
  std::span<const unsigned char> bytes_;
};

class ShapeReader {
 public:
  ShapeReader(std::span<const unsigned char> bytes, Shaper& shaper) : bytes_(bytes), shaper_(shaper) {}

  // Empty when it was read; otherwise what it is instead.
  std::string read(std::vector<Polygon>& polygons) {
    const auto g = bytes_.take<std::uint8_t>(true), p = bytes_.take<std::uint8_t>(true);
    const auto version = bytes_.take<std::uint8_t>(true), flags = bytes_.take<std::uint8_t>(true);
    if (g != 'G' || p != 'P' || !version || !flags) {
      return "no GeoPackage shape";
    }
    static constexpr std::array<std::size_t, 5> envelopes{0, 32, 48, 48, 64};
    const unsigned kind = (*flags >> 1U) & 7U;
    if (kind >= envelopes.size() || !bytes_.skip(4 + envelopes.at(kind))) {
      return broken;
    }
    return (*flags & 16U) != 0 ? std::string() : read_shape(polygons, Depth::Outer);
  }

 private:
  enum class Depth { Outer, Part };
  static constexpr const char* broken = "cut off";

  std::string read_shape(std::vector<Polygon>& polygons, Depth depth) {
    const auto order = bytes_.take<std::uint8_t>(true);
    const bool least_first = order == 1;
    const auto type = bytes_.take<std::uint32_t>(least_first);
    const auto count = bytes_.take<std::uint32_t>(least_first);
    if (!order || *order > 1 || !type || !count) {
      return broken;
    }
    const std::size_t more = *type / 1000;  // 1: z, 2: m, 3: both
    const std::uint32_t base = *type % 1000;
    if (more > 3 || (base != 3 && (base != 6 || depth == Depth::Part))) {
      static constexpr std::array<const char*, 8> names{"geometry",   "point",     "line",         "polygon",
                                                        "multipoint", "multiline", "multipolygon", "collection"};
      return fmt::format("a {}", base < names.size() ? names.at(base) : fmt::format("shape of type {}", *type));
    }
    if (base == 3) {
      return read_polygon(polygons, *count, 2 + (more == 0 ? 0 : more == 3 ? 2 : 1), least_first);
    }
    for (std::uint32_t i = 0; i < *count; ++i) {
      if (std::string wrong = read_shape(polygons, Depth::Part); !wrong.empty()) {
        return wrong;
      }
    }
    return {};
  }

  std::string read_polygon(std::vector<Polygon>& polygons, std::uint32_t rings, std::size_t dimensions,
                           bool least_first) {
    Polygon polygon;
    bool outer = true, enclosed = false;
    for (std::uint32_t i = 0; i < rings; ++i) {
      const auto points = bytes_.take<std::uint32_t>(least_first);
      if (!points || *points > bytes_.left() / (8 * dimensions)) {
        return broken;
      }
      for (std::uint32_t k = 0; k < *points; ++k) {
        const auto x = bytes_.take<double>(least_first), y = bytes_.take<double>(least_first);
        bytes_.skip(8 * (dimensions - 2));
        shaper_.add({x.value_or(0), y.value_or(0)});
      }
      const std::size_t before = polygon.size();
      shaper_.end_ring(polygon);
      enclosed = outer ? polygon.size() > before : enclosed;
      outer = false;
    }
    if (enclosed) {
      polygons.push_back(std::move(polygon));
    }
    return {};
  }

  Bytes bytes_;
  Shaper& shaper_;
};

}  // namespace

Boundaries read_geopackage(const std::filesystem::path& file, const std::string& name, const BoundaryOptions& options) {
  FileProblems problems(name);
  Database database(file, problems);
  const Layer layer = layer_of(database, options, problems);
  const Grid grid = grid_of_layer(layer, problems);
  const Statement rows = database.ask("SELECT * FROM " + quoted(layer.table));
  Shaper shaper(problems);
  std::vector<Feature> features;
  while (database.next(rows)) {
    Feature& feature = features.emplace_back();
    for (int i = 0; i < sqlite3_column_count(rows.get()); ++i) {
      const std::string column = sqlite3_column_name(rows.get(), i);
      const int type = sqlite3_column_type(rows.get(), i);
      if (column == layer.column && type == SQLITE_BLOB) {
        const auto* bytes = static_cast<const unsigned char*>(sqlite3_column_blob(rows.get(), i));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(rows.get(), i));
        if (const std::string wrong = ShapeReader({bytes, size}, shaper).read(feature.polygons); !wrong.empty()) {
          problems.add("not-an-area", fmt::format("the shape of row {} is {}", features.size(), wrong),
                       "only polygons and multipolygons can be drawn");
          Polygon unfinished;
          shaper.end_ring(unfinished);
        }
      } else if (column != layer.column && (type == SQLITE_TEXT || type == SQLITE_INTEGER)) {
        feature.properties.emplace_back(column, text_at(rows, i));
      }
    }
  }
  return with_codes(std::move(features), grid, options, problems);
}

}  // namespace kith::place
