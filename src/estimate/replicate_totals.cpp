#include "estimate/replicate_totals.h"

#include <algorithm>
#include <limits>

#include "estimate/answers.h"
#include "num/parallel.h"

namespace kith::estimate {

namespace {

using Of = design::Replicates::Of;

}  // namespace

ReplicateTotals::ReplicateTotals(const Measure& measure, const Breakdown& breakdown, const design::Design& design)
    : measure_(measure), breakdown_(breakdown), design_(design), replicates_(*design.replicates()) {
  if (replicates_.of == Of::Group) {
    cells_.resize(breakdown.cells() * measure.size());
  } else {
    now_.resize(breakdown.domains.size() * measure.size() * replicates_.count());
    before_.resize(now_.size());
  }
}

void ReplicateTotals::add_to_cells(std::size_t row, const double* components) {
  double* cell = &cells_[breakdown_.cell_of[row] * measure_.size()];
  const double weight = design_.weights()[row];
  for (std::size_t k = 0; k < measure_.size(); ++k) {
    cell[k] += weight * components[k];
  }
}

void ReplicateTotals::add_to_domain(std::size_t row, const double* components) {
  const auto count = static_cast<Eigen::Index>(replicates_.count());
  const Eigen::Map<const Eigen::ArrayXd> weights(replicates_.factors.row(static_cast<Eigen::Index>(row)).data(), count);
  double* sums = &now_[breakdown_.domain_of[row] * measure_.size() * replicates_.count()];
  for (std::size_t k = 0; k < measure_.size(); ++k, sums += count) {
    if (components[k] != 0) {
      Eigen::Map<Eigen::ArrayXd>(sums, count) += components[k] * weights;
    }
  }
}

void ReplicateTotals::add(std::size_t first_row, std::size_t rows) {
  for_each_row(
      measure_, first_row, rows,
      [&](std::size_t row, const std::vector<double>& components) {
        if (breakdown_.domain_of[row] == breakdown_.domains.size()) {
          return;
        }
        if (replicates_.of == Of::Group) {
          add_to_cells(row, components.data());
        } else {
          add_to_domain(row, components.data());
        }
      },
      [](std::size_t, std::uint8_t) {});
  for (std::size_t i = 0; i < now_.size(); ++i) {
    before_[i] += now_[i];
    now_[i] = 0;
  }
}

ReplicateTotals::Totals ReplicateTotals::totals(std::size_t domain) const {
  const auto width = static_cast<Eigen::Index>(measure_.size());
  const auto count = static_cast<Eigen::Index>(replicates_.count());
  if (replicates_.of == Of::Row) {
    const double* sums = &before_[domain * measure_.size() * replicates_.count()];
    return Eigen::Map<const Totals>(sums, width, count);
  }
  Totals result = Totals::Zero(width, count);
  for (std::size_t cell = breakdown_.begin[domain]; cell < breakdown_.begin[domain + 1]; ++cell) {
    const auto factors = replicates_.factors.row(breakdown_.group[cell]);
    for (Eigen::Index k = 0; k < width; ++k) {
      result.row(k) += cells_[cell * measure_.size() + static_cast<std::size_t>(k)] * factors;
    }
  }
  return result;
}

std::vector<double> replicate_values(const ReplicateTotals::Totals& totals, const Figure& figure) {
  std::vector<double> of_replicate(static_cast<std::size_t>(totals.rows()));
  std::vector<double> result(static_cast<std::size_t>(totals.cols()), std::numeric_limits<double>::quiet_NaN());
  for (std::size_t r = 0; r < result.size(); ++r) {
    for (std::size_t k = 0; k < of_replicate.size(); ++k) {
      of_replicate[k] = totals(static_cast<Eigen::Index>(k), static_cast<Eigen::Index>(r));
    }
    if (const std::optional<Point> point = figure.at(of_replicate)) {
      result[r] = point->value;
    }
  }
  return result;
}

std::vector<double> replicate_dfs(const Breakdown& breakdown, const design::Design& design) {
  const design::Replicates* replicates = design.replicates();
  if (replicates == nullptr) {
    return {};
  }
  std::vector<double> result(breakdown.domains.size(), replicates->df);
  if (design.spec().df == design::DfRule::Design) {
    return result;
  }
  num::for_each_piece(result.size(), [&](std::size_t domain) {
    std::vector<std::uint8_t> units(static_cast<std::size_t>(replicates->factors.rows()));
    if (replicates->of == Of::Group) {
      for (std::size_t cell = breakdown.begin[domain]; cell < breakdown.begin[domain + 1]; ++cell) {
        units[breakdown.group[cell]] = 1;
      }
    } else {
      for (std::size_t row = 0; row < units.size(); ++row) {
        units[row] = breakdown.domain_of[row] == domain ? 1 : 0;
      }
    }
    if (std::ranges::find(units, std::uint8_t{0}) != units.end()) {
      result[domain] = design::replicate_df(*replicates, units);
    }
  });
  return result;
}

}  // namespace kith::estimate
