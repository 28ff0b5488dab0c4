// Some rows of some columns of a matrix of predictors, a block at a time: what regressions are made from.
//
// The matrix has one row after another, because that is how regressions on some of the rows read it, in single
// precision, which is more than the predictors have. A block is turned: one column of it is one row of the matrix.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <Eigen/Core>

#include "impute/grouped_equations.h"

namespace kith::impute {

struct PredictorMatrix {
  std::size_t columns = 0;
  std::vector<float> values;  // rows x columns

  float& at(std::size_t row, std::size_t column) { return values[row * columns + column]; }
  float at(std::size_t row, std::size_t column) const { return values[row * columns + column]; }
};

struct PredictorRows {
  static constexpr std::size_t block = 512;  // 512 x 20 numbers fit into a core's cache

  const PredictorMatrix* matrix = nullptr;
  std::span<const std::size_t> columns;     // ascending; a column of ones is not among them
  std::span<const std::uint32_t> rows;      // of the matrix
  std::span<const std::uint32_t> group_of;  // of each row of the matrix; empty: there are no groups
  std::uint32_t groups = 0;

  std::size_t width() const { return columns.size() + 1; }  // with the ones, which come first
  std::size_t size() const { return rows.size(); }

  // Rows [first, first + x.cols()); x has width() rows, or more, which stay as they are.
  void fill(std::size_t first, Eigen::MatrixXd& x) const;
  void fill_groups(std::size_t first, std::vector<std::uint32_t>& group) const;  // as many as `group` holds
  // Linear predictors of all rows. Rows with the same numbers get the same bits.
  std::vector<double> predict(const Coefficients& coefficients) const;

  // Calls each(first, x, group) block by block; `group` is empty where there are no groups.
  template <typename Each>
  void for_each_block(const Each& each) const {
    Eigen::MatrixXd x;
    std::vector<std::uint32_t> group;
    for (std::size_t first = 0; first < size(); first += block) {
      const std::size_t count = std::min(block, size() - first);
      x.resize(static_cast<Eigen::Index>(width()), static_cast<Eigen::Index>(count));
      fill(first, x);
      group.resize(groups > 0 ? count : 0);
      fill_groups(first, group);
      each(first, std::as_const(x), std::span<const std::uint32_t>(group));
    }
  }
};

// b x + u of a block, each row in the same order of additions.
void predict_block(const Eigen::MatrixXd& x, std::span<const std::uint32_t> group, const Coefficients& coefficients,
                   Eigen::ArrayXd& eta);

}  // namespace kith::impute
