#include "estimate/crosstab.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/problem.h"
#include "design/covariance.h"
#include "design/labels.h"
#include "design/replicates.h"
#include "design/statistic.h"
#include "num/sum.h"

namespace kith::estimate {

namespace {

std::vector<std::uint8_t> complete(const std::vector<const data::Column*>& columns, const design::Design& design,
                                   std::span<const std::uint8_t> keep) {
  std::vector<std::uint8_t> in(keep.size());
  for (std::size_t row = 0; row < in.size(); ++row) {
    in[row] = keep[row] != 0 && design.weights()[row] > 0 ? 1 : 0;
    for (const data::Column* column : columns) {
      in[row] = column->missing_at(row) == data::Missing::None ? in[row] : 0;
    }
  }
  return in;
}

Eigen::VectorXd totals_of(std::span<const std::uint32_t> cell, std::size_t cells, std::span<const double> weights) {
  std::vector<num::Sum> sums(cells);
  for (std::size_t row = 0; row < cell.size(); ++row) {
    if (cell[row] != design::no_label) {
      sums[cell[row]] += weights[row];
    }
  }
  Eigen::VectorXd totals(static_cast<Eigen::Index>(cells));
  for (std::size_t c = 0; c < cells; ++c) {
    totals[static_cast<Eigen::Index>(c)] = sums[c].value();
  }
  return totals;
}

// The influence of a respondent on the shares p is w (e - p) / W, with e his cell: summed over a group, (t - p sum t) /
// W; its squares, where each respondent is a unit, follow from the squared weights q of the cells:
//   sum z z' = (diag(q) - q p' - p q' + (sum q) p p') / W^2.
// The influence on the totals is w e: the same with p = 0 and W = 1, which is what `centre` and `scale` are.
struct Linear {
  Eigen::VectorXd centre;
  double scale = 1;
};

Linear linear(const Crosstab& table, Cells as) {
  return as == Cells::Shares ? Linear{table.shares, table.weight} : Linear{0 * table.shares, 1};
}

design::GroupInfluences influences(const design::Design& design, std::span<const std::uint32_t> cell,
                                   const Linear& by) {
  const Eigen::VectorXd& shares = by.centre;
  const double weight = by.scale;
  const Eigen::Index cells = shares.size();
  std::vector<std::int64_t> present(design.group_count());
  for (std::size_t row = 0; row < cell.size(); ++row) {
    present[design.groups()[row]] += cell[row] != design::no_label ? 1 : 0;
  }
  std::vector<design::GroupTotal> parts;
  std::vector<Eigen::Index> part_of(design.group_count(), -1);
  for (std::uint32_t group = 0; group < design.group_count(); ++group) {
    if (present[group] > 0) {
      part_of[group] = static_cast<Eigen::Index>(parts.size());
      parts.push_back({group, 0, 0, present[group]});
    }
  }
  const auto count = static_cast<Eigen::Index>(parts.size());
  const bool respondents = design.finest() == design::Finest::Respondent;
  Eigen::MatrixXd totals = Eigen::MatrixXd::Zero(count, cells);
  Eigen::MatrixXd squares = Eigen::MatrixXd::Zero(respondents ? count : 0, cells);
  for (std::size_t row = 0; row < cell.size(); ++row) {
    if (cell[row] != design::no_label) {
      const double w = design.weights()[row];
      const Eigen::Index part = part_of[design.groups()[row]];
      totals(part, cell[row]) += w;
      if (respondents) {
        squares(part, cell[row]) += w * w;
      }
    }
  }
  const Eigen::VectorXd sums = totals.rowwise().sum();
  totals = (totals - sums * shares.transpose()) / weight;
  std::vector<Eigen::MatrixXd> spreads;
  for (Eigen::Index part = 0; part < squares.rows(); ++part) {
    const Eigen::VectorXd q = squares.row(part).transpose();
    Eigen::MatrixXd spread = -(q * shares.transpose() + shares * q.transpose()) + q.sum() * shares * shares.transpose();
    spread.diagonal() += q;
    spread /= weight * weight;
    const auto drawn = static_cast<double>(design.drawn(parts[static_cast<std::size_t>(part)].group));
    spread -= totals.row(part).transpose() * totals.row(part) / drawn;
    spreads.push_back(std::move(spread));
  }
  return {std::move(parts), std::move(totals), std::move(spreads)};
}

void add_covariance(Crosstab& table, const design::Design& design, const design::Indices& cell,
                    std::vector<std::uint8_t> in, Cells as) {
  const auto cells = static_cast<std::size_t>(table.shares.size());
  const Linear by = linear(table, as);
  table.df = design.df(in);
  if (design.replicates() == nullptr && design.calibrations().empty()) {
    const design::Covariance found = design::covariance(design, influences(design, cell, by));
    table.covariance = found.matrix;
    table.known = found.known;
    return;
  }
  design::Statistic statistic;
  statistic.present = std::move(in);
  statistic.at = [&](std::span<const double> weights) -> Eigen::VectorXd {
    const Eigen::VectorXd totals = totals_of(cell, cells, weights);
    return as == Cells::Shares ? Eigen::VectorXd(totals / totals.sum()) : totals;
  };
  statistic.influences = [&] {
    Eigen::MatrixXd result = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(cell.size()), table.shares.size());
    for (std::size_t row = 0; row < cell.size(); ++row) {
      if (cell[row] != design::no_label) {
        const auto i = static_cast<Eigen::Index>(row);
        const double w = design.weights()[row] / by.scale;
        result.row(i) = -w * by.centre.transpose();
        result(i, cell[row]) += w;
      }
    }
    return result;
  };
  const design::Estimate estimate = design::estimate(design, statistic);
  table.covariance = estimate.covariance;
  table.known = estimate.known;
  table.df = estimate.df;
}

Crosstab tabulate(design::Indices cell, std::uint32_t rows, std::uint32_t columns, const design::Design& design,
                  std::vector<std::uint8_t> in, Cells as) {
  Crosstab table;
  table.rows = rows;
  table.columns = columns;
  const Eigen::VectorXd totals = totals_of(cell, std::size_t{rows} * columns, design.weights());
  table.weight = totals.sum();
  table.shares = totals / table.weight;
  for (const std::uint8_t each : in) {
    table.respondents += each;
  }
  add_covariance(table, design, cell, std::move(in), as);
  return table;
}

void expect_levels(const std::string& name, std::uint32_t levels, const data::Table& table) {
  if (levels < 2) {
    throw Error({"one-level",
                 fmt::format("`{}` has {} among those who are asked about", name,
                             levels == 0 ? "no answers" : "only one answer"),
                 {table.source, 0},
                 "a test needs two answers to compare"});
  }
}

}  // namespace

Crosstab crosstab(const data::Table& table, const std::string& rows, const std::string& columns,
                  const design::Design& design, std::span<const std::uint8_t> keep, Cells cells) {
  const data::Column& down = table.column(rows);
  const data::Column& across = table.column(columns);
  std::vector<std::uint8_t> in = complete({&down, &across}, design, keep);
  const design::Labels down_levels = design::used_labels(design::labels(down), in);
  const design::Labels across_levels = design::used_labels(design::labels(across), in);
  expect_levels(rows, down_levels.count, table);
  expect_levels(columns, across_levels.count, table);
  design::Indices cell(in.size(), design::no_label);
  for (std::size_t row = 0; row < in.size(); ++row) {
    if (in[row] != 0) {
      cell[row] = down_levels.index[row] * across_levels.count + across_levels.index[row];
    }
  }
  return tabulate(std::move(cell), down_levels.count, across_levels.count, design, std::move(in), cells);
}

Crosstab one_way(const data::Table& table, const std::string& question, const design::Design& design,
                 std::span<const std::uint8_t> keep, Cells cells) {
  const data::Column& column = table.column(question);
  std::vector<std::uint8_t> in = complete({&column}, design, keep);
  design::Labels levels = design::labels(column);
  const bool answered = std::ranges::find(in, 1) != in.end();
  expect_levels(question, answered ? levels.count : 0, table);
  for (std::size_t row = 0; row < in.size(); ++row) {
    levels.index[row] = in[row] != 0 ? levels.index[row] : design::no_label;
  }
  return tabulate(std::move(levels.index), levels.count, 1, design, std::move(in), cells);
}

}  // namespace kith::estimate
