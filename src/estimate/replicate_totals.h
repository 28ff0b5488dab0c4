// Totals of a measure's components under every replicate weight, in the one pass over the respondents that the measure
// has anyway (replicates.h).
//
// Of made replicates the weights of a cluster's respondents are all multiplied alike: totals per cell are kept and
// multiplied at the end, so that a replicate costs clusters, not respondents. Given replicate weights differ within
// clusters: each respondent adds to the totals of his domain, component by component, a row of replicates at a time.
//
// Sums run plainly within a chunk of rows and again over chunks, which keeps their errors to those of a chunk.
#pragma once

#include <vector>

#include <Eigen/Core>

#include "design/design.h"
#include "design/replicates.h"
#include "estimate/breakdown.h"
#include "estimate/measure.h"

namespace kith::estimate {

class ReplicateTotals {
 public:
  // All three must outlive this; the design has replicates.
  ReplicateTotals(const Measure& measure, const Breakdown& breakdown, const design::Design& design);

  void add(std::size_t first_row, std::size_t rows);  // each row once

  // components x replicates.
  using Totals = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  Totals totals(std::size_t domain) const;

 private:
  void add_to_cells(std::size_t row, const double* components);
  void add_to_domain(std::size_t row, const double* components);

  const Measure& measure_;
  const Breakdown& breakdown_;
  const design::Design& design_;
  const design::Replicates& replicates_;
  std::vector<double> cells_;  // Of::Group: cell x component
  std::vector<double> now_;    // Of::Row: domain x component x replicate, of this chunk
  std::vector<double> before_;
};

// A figure's value in each replicate; NaN where it has none.
std::vector<double> replicate_values(const ReplicateTotals::Totals& totals, const Figure& figure);

// Of every domain, by the rule of the design's spec; empty without replicates.
std::vector<double> replicate_dfs(const Breakdown& breakdown, const design::Design& design);

}  // namespace kith::estimate
