// A two-way table with the joint covariance of its cells, from cells per cluster and never from dummy columns.
//
// Some tests rest on the cells' shares of all who are in the table, others on their totals. The covariances follow from
// each other where they are linearised, but not between replicate weights, so each is estimated as what it is.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <Eigen/Core>

#include "data/table.h"
#include "design/design.h"

namespace kith::estimate {

enum class Cells { Shares, Totals };

// Cells row by row of those who answered both questions; levels that nobody has are left out.
struct Crosstab {
  std::size_t rows = 0;
  std::size_t columns = 0;
  Eigen::VectorXd shares;      // of all who are in the table
  double weight = 0;           // of all who are in the table
  Eigen::MatrixXd covariance;  // of the cells, as they were asked for
  double df = 0;               // of the domain, by the design's rule
  double respondents = 0;      // unweighted
  bool known = true;           // false: the covariance could not be had
};

// Of the rows where `keep` is 1. Throws Error ("one-level") where a question has fewer than two levels left, and what
// the design throws.
Crosstab crosstab(const data::Table& table, const std::string& rows, const std::string& columns,
                  const design::Design& design, std::span<const std::uint8_t> keep, Cells cells = Cells::Shares);

// One question only: `columns` is 1, and options that nobody chose keep their place.
Crosstab one_way(const data::Table& table, const std::string& question, const design::Design& design,
                 std::span<const std::uint8_t> keep, Cells cells = Cells::Shares);

}  // namespace kith::estimate
