// What is known of the population about each respondent: the variables whose totals a calibration must meet.
//
// X has a row for each respondent and a column for each auxiliary: an indicator for every level of a margin
// ("sex = F"), or a number ("income"). Respondents with equal rows share a cell, and everything that a calibration
// works out (totals, normal equations, factors) is worked out on cells: four margins of a hundred thousand respondents
// are a few hundred cells. Within a block, the auxiliaries of one margin, a cell has at most one that is not 0, so X is
// kept as one level and one value a block, never as a matrix.
//
// With v one number a cell: sums(v) = X'v, combine(b) = X b, gram(v) = X' diag(v) X.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <Eigen/Core>

#include "base/unset.h"

namespace kith::design {

struct Auxiliaries {
  struct Block {
    std::string name;                    // "sex", "sex:age", "income"
    Eigen::Index first = 0;              // its first auxiliary; they follow each other
    Eigen::Index count = 1;              // auxiliaries
    std::vector<std::uint32_t> level{};  // of each cell, from 0; empty: 0 everywhere
    std::vector<double> value{};         // of each cell; empty: 1 everywhere

    Eigen::Index column(std::size_t cell) const { return first + (level.empty() ? 0 : Eigen::Index{level[cell]}); }
    double at(std::size_t cell) const { return value.empty() ? 1 : value[cell]; }
  };

  Unset<std::uint32_t> cell_of;  // of each row
  std::size_t cells = 0;
  std::vector<Block> blocks;
  std::vector<std::string> names;  // of each auxiliary: "sex = F"
  Eigen::VectorXd totals;          // to be met; one an auxiliary

  std::size_t size() const { return names.size(); }
  bool numeric() const;      // a block has values
  std::string text() const;  // "sex, region and income"

  Eigen::VectorXd collect(std::span<const double> rows) const;  // sums per cell
  Eigen::VectorXd sums(const Eigen::VectorXd& per_cell) const;
  Eigen::VectorXd combine(const Eigen::VectorXd& coefficients) const;
  Eigen::MatrixXd gram(const Eigen::VectorXd& per_cell) const;
};

// Any numbers, one row a respondent: every row is a cell. Names and totals are those of the columns.
Auxiliaries auxiliaries(const Eigen::MatrixXd& rows, std::vector<std::string> names, Eigen::VectorXd totals);
// The same auxiliaries with every row a cell of its own, for what differs between the rows of a cell.
Auxiliaries by_row(const Auxiliaries& auxiliaries);
// Every row has the mean of its group: all of a group will get the same factor. `group` numbers them from 0.
Auxiliaries by_group(const Auxiliaries& auxiliaries, std::span<const std::uint32_t> group);

// Solves S b = r for a symmetric S >= 0 that may lack rank (the indicators of two margins add up to the same): the
// shortest b, in units in which the diagonal of S is 1. Complete orthogonal decomposition, so nothing is inverted.
class NormalEquations {
 public:
  explicit NormalEquations(const Eigen::MatrixXd& matrix);
  Eigen::VectorXd solve(const Eigen::VectorXd& right) const;

 private:
  struct Factors;
  std::shared_ptr<const Factors> factors_;
};

}  // namespace kith::design
