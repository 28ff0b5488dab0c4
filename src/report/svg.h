// A drawing: shapes and words on a sheet of given width, as one SVG element.
//
// Every attribute is written as a presentation attribute, so that the same drawing serves the page, print and other
// documents; only the typeface comes from where it is placed. A drawing carries its words twice: as marks, and as a
// title and a description computed from the same findings, which is what a screen reader reads (role="img").
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/palette.h"
#include "report/typeface.h"

namespace kith::report {

enum class Side { Start, Middle, End };  // of a text, at its x

struct Lettering {
  double size = 16;
  Weight weight = Weight::Regular;
  std::string_view fill = palette::ink;
  Side side = Side::Start;
};

struct Stroke {
  std::string_view color = palette::ink;
  double width = 1;
  bool dashed = false;
  bool round = false;
};

class Drawing {
 public:
  explicit Drawing(double width) : width_(width) {}

  double width() const { return width_; }
  double height() const { return height_; }
  void set_height(double height) { height_ = height; }

  void line(double x1, double y1, double x2, double y2, const Stroke& stroke);
  void rect(double x, double y, double width, double height, double radius, std::string_view fill);
  void frame(double x, double y, double width, double height, double radius, std::string_view fill,
             const Stroke& stroke);
  void disc(double x, double y, double radius, std::string_view fill);
  void ring(double x, double y, double radius, const Stroke& stroke);  // open mark: filled with paper
  // `commands` is SVG path data; `arrow` puts a head of the stroke's colour at its end.
  enum class Head { None, Arrow };
  void path(std::string_view commands, const Stroke& stroke, Head head = Head::None);
  void shape(std::string_view commands, std::string_view fill);  // a filled path
  // A filled path whose rings may lie in each other: even ones are holes. The stroke closes the hair between
  // neighbours.
  void area(std::string_view commands, std::string_view fill, const Stroke& stroke);
  // Defines slanting lines on white under this id, to be filled with as "url(#id)". Ids are the page's, not the
  // drawing's.
  void hatching(std::string_view id, std::string_view color);
  void text(double x, double y, std::string_view text, const Lettering& lettering = {});
  // Lines below each other, the first baseline at y; returns the baseline after the last.
  double lines(double x, double y, const std::vector<std::string>& lines, const Lettering& lettering = {},
               double leading = 1.25);

  // Everything that is on another drawing, on top of what is here.
  void append(const Drawing& other) { body_ += other.body_; }

  // The whole element. `id` must be unique on the page.
  std::string svg(std::string_view id, std::string_view css_class, std::string_view title,
                  std::string_view description) const;

 private:
  double width_;
  double height_ = 0;
  std::string body_;
};

// A coordinate: at most one decimal, no trailing zero, never "-0".
std::string coordinate(double value);

}  // namespace kith::report
