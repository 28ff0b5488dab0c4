// Areas that lie side by side, as the borders between them: each border once, whoever shares it.
//
// What is done to a border is then done to both its neighbours, so that no gap opens between them. Points are shared
// when their coordinates are equal. A point is a junction where the rings through it do not all run between the same
// two neighbours; a border is what lies between two junctions, or a whole ring without any (the idea of TopoJSON,
// Bostock and Metcalf 2013). An area is the set of borders that its rings run along an odd number of times, so that
// spikes vanish; several areas together are the borders that an odd number of them has, so that those inside vanish.
// Areas are filled by the even-odd rule.
//
// Simplification is that of Visvalingam and Whyatt (1993, "Line generalisation by repeated elimination of points",
// Cartographic Journal 30, 46-51): the point whose triangle with its two neighbours is smallest goes first, until no
// triangle is smaller than asked for. Junctions stay. A ring without junctions that is itself smaller goes altogether.
//
// n points cost n to cut up, and n log n to simplify.
#pragma once

#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

#include "base/plane.h"

namespace kith::num {

class Borders {
 public:
  // The rings of each area, holes among them.
  explicit Borders(const std::vector<std::vector<Ring>>& areas);

  // Leaves no triangle of three points in a row below `smallest`, in squared units. May be repeated with larger ones.
  void simplify(double smallest);

  // The outline of all areas that `member` accepts, by their index, as one shape.
  std::vector<Ring> outline(const std::function<bool(std::size_t)>& member) const;
  // The borders between two areas for which `differ` holds.
  std::vector<Line> between(const std::function<bool(std::size_t, std::size_t)>& differ) const;

  std::size_t points() const;

 private:
  struct Border {
    std::vector<Point> points;  // of a ring without junctions the first is repeated at the end
    int from = 0, to = 0;       // junctions
  };
  std::vector<Border> borders_;
  std::vector<std::vector<int>> areas_;  // borders of each
};

}  // namespace kith::num
