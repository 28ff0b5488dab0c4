// mean(x) = total(w x) / total(w) over those who answered (Hajek's estimator, Sarndal et al. 1992, equation 5.7.4).
//
// The component is x - x0, with x0 the first answer: a mean moves with its data, so nothing changes, but sums of
// squares about a mean that is large beside the spread (a year of birth, a date) keep their digits.
#include "estimate/centre.h"
#include "estimate/measure.h"

namespace kith::estimate {

namespace {

Measure make(const std::vector<data::Expression>& arguments, const data::Table& table) {
  expect_arguments(mean_kind, arguments, 1);
  const data::Expression& outcome = arguments[0];
  const double origin = centre_of(outcome.over(table), table.rows(), Centre::FirstAnswer);
  Measure measure;
  measure.text = call_text(mean_kind.name, arguments);
  measure.kind = finding::Kind::Mean;
  measure.components.push_back(outcome.minus(origin).over(table));
  const auto at = [origin](std::span<const double> totals) {
    std::optional<Point> point = quotient(totals, 1, 0);
    if (point) {
      point->value += origin;
    }
    return point;
  };
  measure.figures.push_back({.at = at, .denominator = 0});
  return measure;
}

}  // namespace

const MeasureKind mean_kind{"mean", "mean(x)", "The mean of a number, or of an expression over numbers.", make};

}  // namespace kith::estimate
