#include "compare/sample.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "data/expression.h"
#include "design/make.h"
#include "estimate/answers.h"
#include "num/sum.h"

namespace kith::compare {

namespace {

estimate::Measure measure_of(const Side& side) {
  estimate::Measure measure = estimate::parse_measure(side.measure).over(*side.table);
  const estimate::Figure& first = measure.figures.front();
  if (measure.figures.size() != 1 || !first.denominator) {
    throw Error({"not-one-figure",
                 fmt::format("`{}` is not one share, mean or ratio", side.measure),
                 {},
                 "name the answers that count, for example share(trust in \"yes\")"},
                Fault::Usage);
  }
  return measure;
}

}  // namespace

Sample::Sample(Side side)
    : side_(std::move(side)),
      design_(design::make(side_.design, *side_.table)),
      measure_(measure_of(side_)),
      answered_(side_.table->rows()),
      components_(side_.table->rows() * measure_.size()) {
  const std::vector<std::uint8_t> inside = data::rows_where(*side_.table, side_.where);
  estimate::for_each_answer(measure_, side_.table->rows(), [&](std::size_t row, const std::vector<double>& components) {
    if (inside[row] != 0) {
      answered_[row] = 1;
      std::ranges::copy(components, &components_[row * measure_.size()]);
    }
  });
}

std::vector<double> Sample::weights() const {
  std::vector<double> weights(design_.weights().begin(), design_.weights().end());
  for (std::size_t row = 0; row < weights.size(); ++row) {
    weights[row] = answered_[row] != 0 ? weights[row] : 0;
  }
  return weights;
}

std::optional<estimate::Point> Sample::point(std::span<const double> weights) const {
  std::vector<num::Sum> sums(measure_.size());
  for (std::size_t row = 0; row < answered_.size(); ++row) {
    if (answered_[row] == 0 || weights[row] == 0) {
      continue;
    }
    const double* own = components(row);
    for (std::size_t k = 0; k < sums.size(); ++k) {
      sums[k] += weights[row] * own[k];
    }
  }
  std::vector<double> totals(sums.size());
  std::ranges::transform(sums, totals.begin(), &num::Sum::value);
  return measure_.figures.front().at(totals);
}

std::optional<double> Sample::value(std::span<const double> weights) const {
  const std::optional<estimate::Point> found = point(weights);
  return found ? std::optional(found->value) : std::nullopt;
}

std::optional<Sample::At> Sample::at(std::span<const double> weights) const {
  const std::optional<estimate::Point> found = point(weights);
  if (!found) {
    return std::nullopt;
  }
  At result{found->value, std::vector<double>(answered_.size()), {}};
  const std::optional<std::size_t> denominator = measure_.figures.front().denominator;
  result.sizes.resize(answered_.size());
  for (std::size_t row = 0; row < answered_.size(); ++row) {
    if (answered_[row] == 0) {
      continue;
    }
    const double* own = components(row);
    for (std::size_t k = 0; k < found->gradient.size(); ++k) {
      result.slopes[row] += found->gradient[k] * own[k];
    }
    result.sizes[row] = own[denominator.value_or(0)];
  }
  return result;
}

}  // namespace kith::compare
