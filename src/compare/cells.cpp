#include "compare/cells.h"

#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "compare/columns.h"
#include "estimate/interval.h"
#include "num/sum.h"

namespace kith::compare {

namespace {

double sum_of(const std::vector<double>& weights) {
  num::Sum sum;
  for (const double weight : weights) {
    sum += weight;
  }
  return sum.value();
}

}  // namespace

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
  const data::Column* shares = measured_column(side);
  for (std::size_t row = 0; row < side.table->rows(); ++row) {
    if (const auto share = shares == nullptr ? std::nullopt : shares->number_at(row);
        share && !(*share >= 0 && *share <= 1)) {
      problems.add("bad-cell", fmt::format("`{}` is `{}` in row {}", shares->name, shares->label_at(row), row + 1),
                   {side.table->source, static_cast<int>(row) + 2},
                   "give the share of each cell as a number from 0 to 1");
    }
    cells.base.push_back(read(base, row));
    cells.design_factor.push_back(factor == nullptr ? 1 : read(*factor, row));
  }
  problems.throw_if_any();
  return cells;
}

VarianceOf cells_variance(const Cells& cells, const Sample& sample, std::span<const CellsFigure> figures) {
  std::vector<double> totals;
  for (const CellsFigure& figure : figures) {
    totals.push_back(sum_of(figure.weights));
  }
  num::Sum variance;
  num::Sum people;
  for (std::size_t row = 0; row < cells.base.size(); ++row) {
    if (sample.answered()[row] == 0) {
      continue;
    }
    double share = 0;
    double of_answers = 0;
    double of_mean = 0;
    bool inside = false;
    for (std::size_t k = 0; k < figures.size(); ++k) {
      const CellsFigure& figure = figures[k];
      if (figure.weights[row] > 0) {
        inside = true;
        share = figure.found.value + figure.found.slopes[row] * totals[k];
        of_answers += figure.factor * figure.weights[row] / totals[k];
        of_mean += figure.factor * figure.weights[row] * figure.residuals[row];
      }
    }
    if (inside) {
      people += cells.base[row];
      variance += cells.design_factor[row] * cells.design_factor[row] / cells.base[row] *
                  (share * (1 - share) * of_answers * of_answers + of_mean * of_mean);
    }
  }
  return {variance.value(), people.value() - 1};
}

double effective_base(const Cells& cells, const std::vector<double>& weights) {
  num::Sum squares;
  for (std::size_t row = 0; row < weights.size(); ++row) {
    squares += weights[row] * weights[row] / cells.base[row];
  }
  const double sum = sum_of(weights);
  return squares.value() > 0 ? sum * sum / squares.value() : 0;
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
  const CellsFigure figure{weights, *found, found->slopes};
  const VarianceOf variance = cells_variance(cells, sample, {&figure, 1});
  finding.value = found->value;
  finding.se = std::sqrt(variance.variance);
  finding.df = variance.df;
  finding.bases.unweighted = std::llround(variance.df + 1);
  finding.bases.weighted = sum_of(weights);
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
