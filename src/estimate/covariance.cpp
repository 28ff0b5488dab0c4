// covariance(x, y) = n / (n - 1) total(w (x - mean x)(y - mean y)) / total(w), over those who answered both; of x with
// itself the variance (variance.cpp; R: svyvar of several columns, survey 4.5).
//
// As functions of totals, with x and y about numbers near their means (the formula is the same for every choice):
//   a = T_x / T_1,  b = T_y / T_1,  c = T_xy / T_1 - a b,
//   dc/dT_1 = (a b - c) / T_1,  dc/dT_x = -b / T_1,  dc/dT_y = -a / T_1,  dc/dT_xy = 1 / T_1.
#include "estimate/centre.h"
#include "estimate/measure.h"

namespace kith::estimate {

namespace {

std::optional<Point> covariance_at(std::span<const double> totals) {
  const double size = totals[0];
  if (size == 0) {
    return std::nullopt;
  }
  const double a = totals[1] / size;
  const double b = totals[2] / size;
  const double value = totals[3] / size - a * b;
  return Point{value, {(a * b - value) / size, -b / size, -a / size, 1 / size}};
}

Measure make(const std::vector<data::Expression>& arguments, const data::Table& table) {
  expect_arguments(covariance_kind, arguments, 2);
  const auto from_centre = [&](const data::Expression& number) {
    return number.minus(centre_of(number.over(table), table.rows(), Centre::Mean));
  };
  const data::Expression x = from_centre(arguments[0]);
  const data::Expression y = from_centre(arguments[1]);
  Measure measure;
  measure.text = call_text(covariance_kind.name, arguments);
  measure.kind = finding::Kind::Mean;
  measure.components = {x.over(table), y.over(table), x.times(y).over(table)};
  measure.figures.push_back({.at = covariance_at, .unbiased = 1});
  return measure;
}

}  // namespace

const MeasureKind covariance_kind{"covariance", "covariance(x, y)",
                                  "How two numbers go together, in the product of their units.", make};

}  // namespace kith::estimate
