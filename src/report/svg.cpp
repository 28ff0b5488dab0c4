#include "report/svg.h"

#include <cmath>

#include <fmt/format.h>

#include "base/text.h"
#include "report/html.h"

namespace kith::report {

namespace {

std::string stroke_attributes(const Stroke& stroke) {
  return fmt::format("stroke=\"{}\" stroke-width=\"{}\"{}{}", stroke.color, coordinate(stroke.width),
                     stroke.dashed ? " stroke-dasharray=\"5 4\"" : "", stroke.round ? " stroke-linecap=\"round\"" : "");
}

}  // namespace

std::string coordinate(double value) {
  std::string text = text::fixed(value, 1);
  return text.ends_with(".0") ? text.substr(0, text.size() - 2) : text;
}

void Drawing::line(double x1, double y1, double x2, double y2, const Stroke& stroke) {
  body_ += fmt::format("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" {}/>", coordinate(x1), coordinate(y1),
                       coordinate(x2), coordinate(y2), stroke_attributes(stroke));
}

void Drawing::rect(double x, double y, double width, double height, double radius, std::string_view fill) {
  body_ += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" fill=\"{}\"/>", coordinate(x),
                       coordinate(y), coordinate(width), coordinate(height), coordinate(radius), fill);
}

void Drawing::frame(double x, double y, double width, double height, double radius, std::string_view fill,
                    const Stroke& stroke) {
  body_ += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" fill=\"{}\" {}/>", coordinate(x),
                       coordinate(y), coordinate(width), coordinate(height), coordinate(radius), fill,
                       stroke_attributes(stroke));
}

void Drawing::disc(double x, double y, double radius, std::string_view fill) {
  body_ += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\"/>", coordinate(x), coordinate(y),
                       coordinate(radius), fill);
}

void Drawing::ring(double x, double y, double radius, const Stroke& stroke) {
  body_ += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\" {}/>", coordinate(x), coordinate(y),
                       coordinate(radius), palette::white, stroke_attributes(stroke));
}

void Drawing::path(std::string_view commands, const Stroke& stroke, Head head) {
  body_ += fmt::format("<path d=\"{}\" fill=\"none\" {}/>", commands, stroke_attributes(stroke));
  if (head == Head::Arrow) {
    // The path ends in "... cx cy x y": the head points along its last direction. Drawn as a shape, because a <marker>
    // needs an id that would be shared between drawings, of which one is hidden.
    std::vector<double> numbers;
    for (const std::string_view word : text::split(commands, ' ')) {
      if (const auto number = text::to_number(word)) {
        numbers.push_back(*number);
      }
    }
    const std::size_t n = numbers.size();
    const double x = numbers[n - 2], y = numbers[n - 1];
    const double angle = std::atan2(y - numbers[n - 3], x - numbers[n - 4]);
    const auto point = [&](double turn, double length) {
      return coordinate(x - length * std::cos(angle + turn)) + " " + coordinate(y - length * std::sin(angle + turn));
    };
    shape(fmt::format("M {} {} L {} L {} Z", coordinate(x), coordinate(y), point(0.45, 11), point(-0.45, 11)),
          stroke.color);
  }
}

void Drawing::shape(std::string_view commands, std::string_view fill) {
  body_ += fmt::format("<path d=\"{}\" fill=\"{}\"/>", commands, fill);
}

void Drawing::area(std::string_view commands, std::string_view fill, const Stroke& stroke) {
  body_ += fmt::format("<path d=\"{}\" fill=\"{}\" fill-rule=\"evenodd\" stroke-linejoin=\"round\" {}/>", commands,
                       fill, stroke_attributes(stroke));
}

void Drawing::hatching(std::string_view id, std::string_view color) {
  body_ += fmt::format(
      "<defs><pattern id=\"{}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
      "patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"{}\"/><rect width=\"1.6\" height=\"6\" "
      "fill=\"{}\"/></pattern></defs>",
      id, palette::white, color);
}

void Drawing::text(double x, double y, std::string_view text, const Lettering& lettering) {
  const std::string_view side = lettering.side == Side::Start    ? ""
                                : lettering.side == Side::Middle ? " text-anchor=\"middle\""
                                                                 : " text-anchor=\"end\"";
  body_ +=
      fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{}\"{} fill=\"{}\"{}>{}</text>", coordinate(x), coordinate(y),
                  coordinate(lettering.size), lettering.weight == Weight::Bold ? " font-weight=\"700\"" : "",
                  lettering.fill, side, escape(text));
}

double Drawing::lines(double x, double y, const std::vector<std::string>& lines, const Lettering& lettering,
                      double leading) {
  for (const std::string& line : lines) {
    text(x, y, line, lettering);
    y += lettering.size * leading;
  }
  return y;
}

std::string Drawing::svg(std::string_view id, std::string_view css_class, std::string_view title,
                         std::string_view description) const {
  return fmt::format(
      "<svg class=\"{0}\" viewBox=\"0 0 {1} {2}\" width=\"{1}\" height=\"{2}\" role=\"img\" "
      "aria-labelledby=\"{3}-title {3}-desc\"><title id=\"{3}-title\">{4}</title><desc id=\"{3}-desc\">{5}</desc>{6}"
      "</svg>\n",
      css_class, coordinate(width_), coordinate(height_), id, escape(title), escape(description), body_);
}

}  // namespace kith::report
