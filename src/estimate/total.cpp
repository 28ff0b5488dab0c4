// total(x) = sum of w x; total() = sum of w, the estimated number of people; total(condition) those for whom it is
// true. (Horvitz and Thompson 1952.)
#include "estimate/measure.h"

namespace kith::estimate {

namespace {

Figure total_of(std::size_t component, std::optional<std::size_t> counted) {
  return {{},
          {},
          [component](std::span<const double> totals) {
            Point point{totals[component], std::vector<double>(totals.size())};
            point.gradient[component] = 1;
            return std::optional(std::move(point));
          },
          counted};
}

Measure make(const std::vector<data::Expression>& arguments, const data::Table& table) {
  Measure measure;
  measure.text = call_text(total_kind.name, arguments);
  if (arguments.empty()) {
    measure.kind = finding::Kind::Count;
    measure.figures.push_back(total_of(0, 0));
    return measure;
  }
  expect_arguments(total_kind, arguments, 1);
  measure.components.push_back(arguments[0].over(table));
  const bool counts = measure.components[0].is_condition();
  measure.kind = counts ? finding::Kind::Count : finding::Kind::Total;
  measure.figures.push_back(total_of(1, counts ? std::optional<std::size_t>(1) : std::nullopt));
  return measure;
}

}  // namespace

const MeasureKind total_kind{"total", "total(x)",
                             "The population total of a number or the number of people with a property; total() is the "
                             "size of the population.",
                             make};

}  // namespace kith::estimate
