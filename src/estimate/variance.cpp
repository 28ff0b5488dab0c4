// variance(x) = n / (n - 1) total(w (x - mean)^2) / total(w), sd(x) its root: the spread of the population, as R's
// svyvar (Lumley 2010, section 2.1) and the textbook's s^2 where weights are equal. n counts those who answered (survey
// 4.5; 4.1 counts also those who did not).
//
// As functions of totals, with d = x - c and c near the mean (the formula is the same for every c):
//   m = T_d / T_1,  v = T_dd / T_1 - m^2,
//   dv/dT_1 = (m^2 - v) / T_1,  dv/dT_d = -2 m / T_1,  dv/dT_dd = 1 / T_1.
// The variance of v is that of the mean of (x - mean)^2, because v does not move with the mean to first order.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "estimate/centre.h"
#include "estimate/measure.h"

namespace kith::estimate {

namespace {

std::optional<Point> variance_at(std::span<const double> totals) {
  const double size = totals[0];
  if (size == 0) {
    return std::nullopt;
  }
  const double mean = totals[1] / size;
  const double value = std::max(0.0, totals[2] / size - mean * mean);
  return Point{value, {(mean * mean - value) / size, -2 * mean / size, 1 / size}};
}

// A spread of 0 is known exactly: nobody differs, so nothing moves it to first order.
std::optional<Point> deviation_at(std::span<const double> totals) {
  std::optional<Point> point = variance_at(totals);
  if (point) {
    const double deviation = std::sqrt(point->value);
    for (double& slope : point->gradient) {
      slope = deviation > 0 ? slope / (2 * deviation) : 0;
    }
    point->value = deviation;
  }
  return point;
}

struct Form {
  const MeasureKind& kind;
  std::optional<Point> (*at)(std::span<const double> totals);
  double unbiased;
};

Measure make(const Form& form, const std::vector<data::Expression>& arguments, const data::Table& table) {
  expect_arguments(form.kind, arguments, 1);
  const data::Expression& outcome = arguments[0];
  const data::Expression from_centre = outcome.minus(centre_of(outcome.over(table), table.rows(), Centre::Mean));
  Measure measure;
  measure.text = call_text(form.kind.name, arguments);
  measure.kind = finding::Kind::Mean;
  measure.components = {from_centre.over(table), from_centre.times(from_centre).over(table)};
  measure.figures.push_back({.at = form.at, .unbiased = form.unbiased});
  return measure;
}

Measure make_variance(const std::vector<data::Expression>& arguments, const data::Table& table) {
  return make({variance_kind, variance_at, 1}, arguments, table);
}

Measure make_deviation(const std::vector<data::Expression>& arguments, const data::Table& table) {
  return make({sd_kind, deviation_at, 0.5}, arguments, table);
}

}  // namespace

const MeasureKind variance_kind{"variance", "variance(x)", "How far people differ: the variance of a number.",
                                make_variance};
const MeasureKind sd_kind{"sd", "sd(x)", "The standard deviation of a number, in its own unit.", make_deviation};

}  // namespace kith::estimate
