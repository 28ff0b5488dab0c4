#include "compare/cells.h"

#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "estimate/interval.h"
#include "num/sum.h"

namespace kith::compare {

Cells cells_of(const Side& side) {
  const CellColumns columns = side.cells.value_or(CellColumns{});
  const data::Column& base = side.table->column(columns.base);
  const data::Column* factor = columns.design_factor.empty() ? nullptr : &side.table->column(columns.design_factor);
  Cells cells;
  cells.base.reserve(side.table->rows());
  cells.design_factor.reserve(side.table->rows());
  Problems problems;
  const auto read = [&](const data::Column& column, std::size_t row) {
    const std::optional<double> number = column.number_at(row);
    if (!number || !(*number > 0)) {
      problems.add("bad-cell", fmt::format("`{}` is `{}` in row {}", column.name, column.label_at(row), row + 1),
                   {side.table->source, static_cast<int>(row) + 2}, "give a number above 0 for every cell");
    }
    return number.value_or(1);
  };
  for (std::size_t row = 0; row < side.table->rows(); ++row) {
    cells.base.push_back(read(base, row));
    cells.design_factor.push_back(factor == nullptr ? 1 : read(*factor, row));
  }
  problems.throw_if_any();
  return cells;
}

VarianceOf cells_variance(const Cells& cells, const Sample& sample, const Sample::At& found,
                          const std::vector<double>& weights, const std::vector<double>& residuals) {
  num::Sum total;
  num::Sum people;
  for (std::size_t row = 0; row < weights.size(); ++row) {
    total += weights[row];
    people += weights[row] > 0 ? cells.base[row] : 0;
  }
  num::Sum variance;
  for (std::size_t row = 0; row < weights.size(); ++row) {
    if (sample.answered()[row] == 0 || !(weights[row] > 0)) {
      continue;
    }
    const double share = found.value + found.slopes[row] * total.value();
    const double within = share * (1 - share) / (total.value() * total.value());
    const double scale = cells.design_factor[row] * weights[row];
    variance += scale * scale / cells.base[row] * (within + residuals[row] * residuals[row]);
  }
  return {variance.value(), people.value() - 1};
}

finding::Finding cells_finding(const Cells& cells, const Sample& sample, double level) {
  finding::Finding finding;
  finding.measure = sample.measure();
  finding.kind = finding::Kind::Share;
  const std::vector<double> weights = sample.weights();
  const std::optional<Sample::At> found = sample.at(weights);
  if (!found) {
    return finding;
  }
  const VarianceOf variance = cells_variance(cells, sample, *found, weights, found->slopes);
  num::Sum weighted;
  for (std::size_t row = 0; row < weights.size(); ++row) {
    weighted += weights[row];
  }
  finding.value = found->value;
  finding.se = std::sqrt(variance.variance);
  finding.df = variance.df;
  finding.bases.unweighted = std::llround(variance.df + 1);
  finding.bases.weighted = weighted.value();
  finding.bases.effective =
      variance.variance > 0 ? found->value * (1 - found->value) / variance.variance : variance.df + 1;
  finding.interval = estimate::interval({.value = found->value,
                                         .se = *finding.se,
                                         .df = variance.df,
                                         .respondents = variance.df + 1,
                                         .effective = finding.bases.effective},
                                        estimate::Scale::Share, estimate::interval_method("wilson"), level);
  return finding;
}

}  // namespace kith::compare
