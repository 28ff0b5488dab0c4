// A two-way table of shares with their joint covariance, from cells per cluster and never from dummy columns.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <Eigen/Core>

#include "data/table.h"
#include "design/design.h"

namespace kith::estimate {

// Cells row by row of those who answered both questions; levels that nobody has are left out.
struct Crosstab {
  std::size_t rows = 0;
  std::size_t columns = 0;
  Eigen::VectorXd shares;      // of all who are in the table
  Eigen::MatrixXd covariance;  // of the shares
  double df = 0;               // of the domain, by the design's rule
  double respondents = 0;      // unweighted
  bool known = true;           // false: the covariance could not be had
};

// Of the rows where `keep` is 1. Throws Error ("one-level") where a question has fewer than two levels left, and what
// the design throws.
Crosstab crosstab(const data::Table& table, const std::string& rows, const std::string& columns,
                  const design::Design& design, std::span<const std::uint8_t> keep);

// One question only: `columns` is 1.
Crosstab one_way(const data::Table& table, const std::string& question, const design::Design& design,
                 std::span<const std::uint8_t> keep);

}  // namespace kith::estimate
