#include "design/auxiliaries.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include <Eigen/QR>

#include "num/sum.h"

namespace kith::design {

namespace {

constexpr double rank_tolerance = 1e-11;  // of a diagonal of 1; the sums in it are good to about 1e-13

Eigen::Index index(std::size_t i) {
  return static_cast<Eigen::Index>(i);
}

}  // namespace

bool Auxiliaries::numeric() const {
  return std::ranges::any_of(blocks, [](const Block& block) { return !block.value.empty(); });
}

std::string Auxiliaries::text() const {
  std::string result;
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    result += (b == 0 ? "" : b + 1 == blocks.size() ? " and " : ", ") + blocks[b].name;
  }
  return result;
}

Eigen::VectorXd Auxiliaries::collect(std::span<const double> rows) const {
  std::vector<num::Sum> sums(cells);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    sums[cell_of[row]] += rows[row];
  }
  Eigen::VectorXd result(index(cells));
  for (std::size_t cell = 0; cell < cells; ++cell) {
    result[index(cell)] = sums[cell].value();
  }
  return result;
}

Eigen::VectorXd Auxiliaries::sums(const Eigen::VectorXd& per_cell) const {
  std::vector<num::Sum> result(size());
  for (const Block& block : blocks) {
    for (std::size_t cell = 0; cell < cells; ++cell) {
      result[static_cast<std::size_t>(block.column(cell))] += per_cell[index(cell)] * block.at(cell);
    }
  }
  Eigen::VectorXd values(index(size()));
  std::ranges::transform(result, values.begin(), &num::Sum::value);
  return values;
}

Eigen::VectorXd Auxiliaries::combine(const Eigen::VectorXd& coefficients) const {
  Eigen::VectorXd result = Eigen::VectorXd::Zero(index(cells));
  for (const Block& block : blocks) {
    for (std::size_t cell = 0; cell < cells; ++cell) {
      result[index(cell)] += block.at(cell) * coefficients[block.column(cell)];
    }
  }
  return result;
}

Eigen::MatrixXd Auxiliaries::gram(const Eigen::VectorXd& per_cell) const {
  Eigen::MatrixXd result = Eigen::MatrixXd::Zero(index(size()), index(size()));
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    for (std::size_t other = 0; other <= b; ++other) {
      const Block& left = blocks[b];
      const Block& right = blocks[other];
      for (std::size_t cell = 0; cell < cells; ++cell) {
        result(left.column(cell), right.column(cell)) += per_cell[index(cell)] * left.at(cell) * right.at(cell);
      }
    }
  }
  return result.selfadjointView<Eigen::Lower>();
}

Auxiliaries auxiliaries(const Eigen::MatrixXd& rows, std::vector<std::string> names, Eigen::VectorXd totals) {
  Auxiliaries result;
  result.cells = static_cast<std::size_t>(rows.rows());
  result.cell_of.resize(result.cells);
  std::iota(result.cell_of.begin(), result.cell_of.end(), 0U);
  for (Eigen::Index k = 0; k < rows.cols(); ++k) {
    result.blocks.push_back({.name = names[static_cast<std::size_t>(k)],
                             .first = k,
                             .value = std::vector<double>(rows.col(k).begin(), rows.col(k).end())});
  }
  result.names = std::move(names);
  result.totals = std::move(totals);
  return result;
}

Auxiliaries by_row(const Auxiliaries& auxiliaries) {
  Auxiliaries result = auxiliaries;
  result.cells = auxiliaries.cell_of.size();
  std::iota(result.cell_of.begin(), result.cell_of.end(), 0U);
  for (std::size_t b = 0; b < result.blocks.size(); ++b) {
    const Auxiliaries::Block& from = auxiliaries.blocks[b];
    Auxiliaries::Block& to = result.blocks[b];
    const auto spread = [&](const auto& per_cell, auto& per_row) {
      if (!per_cell.empty()) {
        per_row.resize(result.cells);
        std::ranges::transform(auxiliaries.cell_of, per_row.begin(),
                               [&](std::uint32_t cell) { return per_cell[cell]; });
      }
    };
    spread(from.level, to.level);
    spread(from.value, to.value);
  }
  return result;
}

Auxiliaries by_group(const Auxiliaries& auxiliaries, std::span<const std::uint32_t> group) {
  const std::size_t groups = group.empty() ? 0 : std::ranges::max(group) + std::size_t{1};
  Eigen::MatrixXd sums = Eigen::MatrixXd::Zero(index(groups), index(auxiliaries.size()));
  Eigen::VectorXd members = Eigen::VectorXd::Zero(index(groups));
  for (std::size_t row = 0; row < group.size(); ++row) {
    members[group[row]] += 1;
    const std::size_t cell = auxiliaries.cell_of[row];
    for (const Auxiliaries::Block& block : auxiliaries.blocks) {
      sums(group[row], block.column(cell)) += block.at(cell);
    }
  }
  Auxiliaries result = design::auxiliaries(members.cwiseMax(1).cwiseInverse().asDiagonal() * sums, auxiliaries.names,
                                           auxiliaries.totals);
  result.cell_of.assign(group.begin(), group.end());
  return result;
}

struct NormalEquations::Factors {
  Eigen::VectorXd scale;
  Eigen::CompleteOrthogonalDecomposition<Eigen::MatrixXd> decomposition;
};

NormalEquations::NormalEquations(const Eigen::MatrixXd& matrix) {
  auto factors = std::make_shared<Factors>();
  factors->scale = matrix.diagonal().unaryExpr([](double d) { return d > 0 ? 1 / std::sqrt(d) : 1.0; });
  factors->decomposition.setThreshold(rank_tolerance);
  factors->decomposition.compute(factors->scale.asDiagonal() * matrix * factors->scale.asDiagonal());
  factors_ = std::move(factors);
}

Eigen::VectorXd NormalEquations::solve(const Eigen::VectorXd& right) const {
  const Eigen::VectorXd scaled = factors_->scale.cwiseProduct(right);
  return factors_->scale.cwiseProduct(factors_->decomposition.solve(scaled));
}

}  // namespace kith::design
