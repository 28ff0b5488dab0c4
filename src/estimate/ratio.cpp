// ratio(y, x) = total(w y) / total(w x) over those who answered both (Sarndal et al. 1992, section 5.6).
#include "estimate/measure.h"

namespace kith::estimate {

namespace {

Measure make(const std::vector<data::Expression>& arguments, const data::Table& table) {
  expect_arguments(ratio_kind, arguments, 2);
  Measure measure;
  measure.text = call_text(ratio_kind.name, arguments);
  measure.kind = finding::Kind::Ratio;
  measure.components = {arguments[0].over(table), arguments[1].over(table)};
  measure.figures.push_back(
      {.at = [](std::span<const double> totals) { return quotient(totals, 1, 2); }, .denominator = 2});
  return measure;
}

}  // namespace

const MeasureKind ratio_kind{"ratio", "ratio(y, x)", "The total of one number divided by the total of another.", make};

}  // namespace kith::estimate
