// Any bytes as a GeoJSON: an Error, or areas with codes and finite shapes.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/problem.h"
#include "place/boundaries.h"

namespace {

void expect(bool holds) {
  if (!holds) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kith;
  try {
    const place::Boundaries read = place::read_geojson({reinterpret_cast<const char*>(data), size}, "fuzz");
    expect(!read.areas.empty());
    for (const place::Area& area : read.areas) {
      expect(!area.code.empty() && !area.name.empty() && !area.polygons.empty());
      for (const Polygon& polygon : area.polygons) {
        expect(!polygon.empty());
        for (const Ring& ring : polygon) {
          expect(ring.size() >= 3);
          for (const Point& point : ring) {
            expect(std::isfinite(point.x) && std::isfinite(point.y));
          }
        }
      }
    }
  } catch (const Error& error) {
    expect(!error.problems().empty());
  }
  return 0;
}
