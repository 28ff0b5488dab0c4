// mean(x) = total(w x) / total(w) over those who answered (Hajek's estimator, Sarndal et al. 1992, equation 5.7.4).
//
// The component is x - x0, with x0 the first answer: a mean moves with its data, so nothing changes, but sums of
// squares about a mean that is large beside the spread (a year of birth, a date) keep their digits.
#include <array>

#include "estimate/measure.h"

namespace kith::estimate {

namespace {

double first_answer(const data::Evaluator& evaluator, std::size_t rows) {
  std::array<double, data::Evaluator::block> values{};
  std::array<std::uint8_t, data::Evaluator::block> reasons{};
  for (std::size_t first = 0; first < rows; first += values.size()) {
    const std::size_t count = std::min(values.size(), rows - first);
    evaluator.evaluate(first, count, values.data(), reasons.data());
    for (std::size_t i = 0; i < count; ++i) {
      if (reasons[i] == 0) {
        return values[i];
      }
    }
  }
  return 0;
}

Measure make(const std::vector<data::Expression>& arguments, const data::Table& table) {
  expect_arguments(mean_kind, arguments, 1);
  const data::Expression& outcome = arguments[0];
  const double origin = first_answer(outcome.over(table), table.rows());
  Measure measure;
  measure.text = call_text(mean_kind.name, arguments);
  measure.kind = finding::Kind::Mean;
  measure.components.push_back(outcome.minus(origin).over(table));
  measure.figures.push_back({{},
                             {},
                             [origin](std::span<const double> totals) {
                               std::optional<Point> point = quotient(totals, 1, 0);
                               if (point) {
                                 point->value += origin;
                               }
                               return point;
                             },
                             {}});
  return measure;
}

}  // namespace

const MeasureKind mean_kind{"mean", "mean(x)", "The mean of a number, or of an expression over numbers.", make};

}  // namespace kith::estimate
