// A benchmark that is a table of cells: of each (women aged 16 to 24, ...) the share and how many people it rests on.
//
// Each cell stands for n_c people of whom the share p_c said yes, all with the same weight, so the variance of a sum of
// influences follows without the people: with g_c the weight of the cell, v the slope of an answer (sample.h; 1 / T
// more for a yes than for a no, T the sum of the g_c) and r_c = v_c - x_c' beta what the composition leaves of the
// cell's mean,
//   V = sum over c of deft_c^2 g_c^2 / n_c (p_c (1 - p_c) / T^2 + r_c^2).
// The second part is that the cells' sizes are themselves counts of a sample; where the characteristics are the cells
// it is 0. Design factors multiply standard errors (Kish 1965, section 8.2).
//
// Several nations' published figures, pooled by the participants' mix of nations (E5), are such a table with one row a
// nation.
#pragma once

#include <vector>

#include "compare/mover.h"
#include "compare/sample.h"
#include "finding/finding.h"

namespace kith::compare {

// Rows with a base and a share are the cells; a cell's weight is the weight column of the side's design, or its base.
// Throws Error for bases and design factors that are not above 0, with the row.
struct Cells {
  std::vector<double> base;
  std::vector<double> design_factor;
};
Cells cells_of(const Side& side);

// `residuals` r of each row, `weights` g of each row, 0 where the cell is outside; `found` at those weights.
VarianceOf cells_variance(const Cells& cells, const Sample& sample, const Sample::At& found,
                          const std::vector<double>& weights, const std::vector<double>& residuals);

// The figure of all cells, Wilson's limits on the effective base.
finding::Finding cells_finding(const Cells& cells, const Sample& sample, double level);

}  // namespace kith::compare
