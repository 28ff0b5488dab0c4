// correlation(x, y): Pearson's r of the population, over those who answered both.
//
// With x and y about numbers near their means, per head a = T_x/T_1, b = T_y/T_1:
//   r = s_xy / sqrt(s_xx s_yy),  s_xy = T_xy/T_1 - a b,  s_xx = T_xx/T_1 - a^2,  s_yy = T_yy/T_1 - b^2,
// and its gradient by the chain rule. The influence of a respondent is then
//   w / T_1 (z_x z_y - r (z_x^2 + z_y^2) / 2),  z in standard deviations from the mean
// (Devlin, Gnanadesikan and Kettenring 1975, section 3; the factors n / (n - 1) of the variances cancel).
// Undefined where either does not vary.
#include <cmath>

#include "estimate/centre.h"
#include "estimate/measure.h"

namespace kith::estimate {

namespace {

// Component 0 is 1; then x, y, xx, yy, xy.
std::optional<Point> correlation_at(std::span<const double> totals) {
  const double size = totals[0];
  if (size == 0) {
    return std::nullopt;
  }
  const double a = totals[1] / size;
  const double b = totals[2] / size;
  const double xx = totals[3] / size - a * a;
  const double yy = totals[4] / size - b * b;
  constexpr double rounding = 1e-14;  // of the squares that were subtracted
  if (xx <= rounding * totals[3] / size || yy <= rounding * totals[4] / size) {
    return std::nullopt;
  }
  const double scale = std::sqrt(xx * yy);
  const double r = (totals[5] / size - a * b) / scale;
  const double by_xx = -r / (2 * xx);
  const double by_yy = -r / (2 * yy);
  Point point{r, std::vector<double>(totals.size())};
  point.gradient[3] = by_xx / size;
  point.gradient[4] = by_yy / size;
  point.gradient[5] = 1 / (scale * size);
  point.gradient[1] = (-b / scale - 2 * a * by_xx) / size;
  point.gradient[2] = (-a / scale - 2 * b * by_yy) / size;
  for (std::size_t k = 1; k < totals.size(); ++k) {
    point.gradient[0] -= point.gradient[k] * totals[k] / size;  // r does not change when all weights grow alike
  }
  return point;
}

Measure make(const std::vector<data::Expression>& arguments, const data::Table& table) {
  expect_arguments(correlation_kind, arguments, 2);
  const auto from_centre = [&](const data::Expression& number) {
    return number.minus(centre_of(number.over(table), table.rows(), Centre::Mean));
  };
  const data::Expression x = from_centre(arguments[0]);
  const data::Expression y = from_centre(arguments[1]);
  Measure measure;
  measure.text = call_text(correlation_kind.name, arguments);
  measure.kind = finding::Kind::Ratio;
  measure.components = {x.over(table), y.over(table), x.times(x).over(table), y.times(y).over(table),
                        x.times(y).over(table)};
  measure.figures.push_back({.at = correlation_at});
  return measure;
}

}  // namespace

const MeasureKind correlation_kind{"correlation", "correlation(x, y)",
                                   "Pearson's correlation of two numbers, over those who answered both.", make};

}  // namespace kith::estimate
