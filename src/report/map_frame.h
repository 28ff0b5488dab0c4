// A plane fitted into a drawing, and shapes of the plane as the drawing's path data.
//
// One tenth of a drawing's unit is the finest step that it shows, so paths are written as steps of tenths from point to
// point, with no more signs than the grammar of SVG asks for: "M12.3 45l-.3.4 2-1.1z". North is up.
#pragma once

#include <span>
#include <string>

#include "base/plane.h"
#include "num/polygon.h"

namespace kith::report {

class MapFrame {
 public:
  // Fits `extent` into `width` by at most `height`, `margin` units within it, in the middle. Paths go in steps of
  // `grain` tenths.
  MapFrame(const num::Extent& extent, double width, double height, double margin, long grain = 1);

  double height() const { return height_; }  // of the drawing
  double scale() const { return scale_; }    // units of the drawing for one of the plane
  Point operator()(Point plane) const;
  Point back(Point drawn) const;

  // Rings that shrink to less than three different points of the drawing are left out.
  std::string path(std::span<const Ring> rings) const;
  std::string open_path(std::span<const Line> lines) const;

 private:
  std::string write(std::span<const std::vector<Point>> lines, bool closed) const;

  double scale_ = 1, left_ = 0, top_ = 0, height_ = 0;
  long grain_ = 1;
  Point corner_;  // of the plane: left and top
};

}  // namespace kith::report
