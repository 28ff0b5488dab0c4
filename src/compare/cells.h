// A benchmark that is a table of cells: of each (women aged 16 to 24, ...) the share and how many people it rests on.
//
// Each cell stands for n_c people of whom the share p_c said yes, all with the same weight, so the variance of a sum of
// influences follows without the people: with g_c the weight of the cell, v the slope of an answer (sample.h; 1 / T
// more for a yes than for a no, T the sum of the g_c) and r_c = v_c - x_c' beta what the composition leaves of the
// cell's mean,
//   V = sum over c of deft_c^2 g_c^2 / n_c (p_c (1 - p_c) / T^2 + r_c^2).
// The second part is that the cells' sizes are themselves counts of a sample; where the characteristics are the cells
// it is 0. Design factors multiply standard errors (Kish 1965, section 8.2). Of a sum over reweightings k of the same
// cells, each f_k times, as of the difference of two, it is
//   V = sum over c of deft_c^2 / n_c (p_c (1 - p_c) (sum of f_k g_ck / T_k)^2 + (sum of f_k g_ck r_ck)^2).
//
// Several nations' published figures, pooled by the participants' mix of nations (E5), are such a table with one row a
// nation.
#pragma once

#include <span>
#include <vector>

#include "compare/mover.h"
#include "compare/sample.h"
#include "finding/finding.h"

namespace kith::compare {

// Rows with a base and a share are the cells; a cell's weight is the weight column of the side's design, or its base.
// Throws Error for bases and design factors that are not above 0 and shares outside 0 to 1, with the row.
struct Cells {
  std::vector<double> base;
  std::vector<double> design_factor;
};
Cells cells_of(const Side& side);

// One reweighting of the cells: g of each row, 0 where the cell is outside, the figure at those weights, and r of each
// row. What it refers to must outlive it.
struct CellsFigure {
  const std::vector<double>& weights;
  const Sample::At& found;
  const std::vector<double>& residuals;
  double factor = 1;
};
// Of the sum of factor times figure.
VarianceOf cells_variance(const Cells& cells, const Sample& sample, std::span<const CellsFigure> figures);
// Kish's effective base under weights g, with as many people in a cell as its base, each with the same weight.
double effective_base(const Cells& cells, const std::vector<double>& weights);

// The figure of all cells, Wilson's limits on the effective base.
finding::Finding cells_finding(const Cells& cells, const Sample& sample, double level);

}  // namespace kith::compare
