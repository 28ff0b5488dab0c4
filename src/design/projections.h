// All calibrations of a design as one linear map on sums, so that many estimates need no pass over the rows each.
//
// Every record has the form e = x - v X b, b = solve(sum of k x X) (adjustment.h). Where there are several, the last
// comes first (calibration.h), and here they are numbered so. With the auxiliaries of all side by side, z_i = (v_1 X_1,
// v_2 X_2, ...) and s = sum of (k_1 x X_1, k_2 x X_2, ...), the residual of respondent i is x_i - z_i b with
//
//   b_1 = solve_1(s_1),   b_2 = solve_2(s_2 - C_21 b_1), ...,   C_21 = sum of k_2 v_1 X_2' X_1,
//
// so its total over a group is that of x less (sum of z over the group) b, and the sum of the squares of z b over a
// group is b' M b. C, the sums of z and M are made once. What an estimate costs are its own sums s.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <Eigen/Core>

#include "design/adjustment.h"
#include "design/design.h"

namespace kith::design {

class Projections {
 public:
  // Of a design with calibrations, which must outlive it. Cost: two passes over the rows.
  explicit Projections(const Design& design);

  std::size_t size() const { return static_cast<std::size_t>(size_); }  // auxiliaries of all calibrations

  // Adds the respondent's part, influence x, to the `size()` sums s.
  void add(std::size_t row, double influence, double* sums) const;
  Eigen::VectorXd coefficients(const Eigen::VectorXd& sums) const;  // b

  // z b of every cell of each calibration, for `explained`.
  std::vector<Eigen::VectorXd> by_cell(const Eigen::VectorXd& coefficients) const;
  double explained(std::size_t row, const std::vector<Eigen::VectorXd>& by_cell) const;  // z_i b

  // Sums of z over each group: groups x size().
  const Eigen::MatrixXd& group_sums() const { return group_sums_; }
  // Sum of (z b)^2 over a group; Finest::Respondent.
  double squares(std::uint32_t group, const Eigen::VectorXd& coefficients) const;
  std::int64_t rows(std::uint32_t group) const { return rows_[group]; }

 private:
  struct Step {
    const Projection* projection;
    Eigen::Index first;  // of its auxiliaries
  };

  std::vector<Step> steps_;
  Eigen::Index size_ = 0;
  Eigen::MatrixXd crossed_;  // C: size x size, strictly block lower triangular
  Eigen::MatrixXd group_sums_;
  std::vector<Eigen::MatrixXd> group_squares_;  // M
  std::vector<std::int64_t> rows_;
};

// Of a design whose linearised variances need them; none too where they would be larger than the data are.
std::optional<Projections> projections(const Design& design);

}  // namespace kith::design
