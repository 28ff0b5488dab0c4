// Do groups differ in how far they are from people like them? Adjusted differences (adjusted.h) of several groups of
// participants held against each other (G3 with G2).
//
// Group a has its figure p_a, and the benchmark's respondents brought to its own composition give b_a, so that
// d_a = p_a - b_a is what is left of the group's figure when who is in it has been allowed for. A gap is
//   d_a - d_b = (p_a - b_a) - (p_b - b_b).
// Its parts are not independent. All b come from the same respondents of one survey, and where a cluster holds people
// of both groups the p, and what each composition makes of b, come from the same clusters. So the influences are taken
// from each other first and go through the design then. With the terms of adjusted.h, subscripted by the group,
//   participant i:              [w_i v_ai - (D_a / W_a) w_i x_ai' beta_a] - [w_i v_bi - (D_b / W_b) w_i x_bi' beta_b]
//   benchmark's respondent j:   g_aj (v_aj - x_aj' beta_a) - g_bj (v_bj - x_bj' beta_b),
// where a bracket is 0 for those who are not of its group (the groups are domains of one design, none of which leaves
// the sample), and g_aj 0 for respondents who are like nobody of group a. The variance is that of the first kind
// through the participants' design plus that of the second through the benchmark's, as the two samples are independent;
// of cells it is cells.h's for the difference of two reweightings. Replicates of a side make both figures of it anew;
// CR2, where the participants' spec asks for it, takes each group as a quotient with leverages of its own
// (design/small_sample.h). Degrees of freedom are Satterthwaite's.
//
// Where a characteristic is what the groups are made of, each meets its own kind in the benchmark (women women, men
// men): composition.h leaves out who is like nobody of the group, and the benchmark's parts have nobody in common.
#pragma once

#include <cstddef>
#include <vector>

#include "compare/adjusted.h"
#include "compare/subgroups.h"

namespace kith::compare {

struct AdjustedGroups {
  std::vector<AdjustedComparison> groups;  // each as compare_adjusted has it, with its refusal where there is none
  std::vector<std::size_t> made;           // those that have an adjusted one
  std::vector<Gap> gaps;                   // between all pairs of `made`, by their place in it
};

// The sides of `groups` are domains (`where`) of one table under one design; `options.samples` must be Independent. A
// gap whose variance is not known, as where a group is a single cluster, has a variance and degrees of freedom of 0.
// Throws as compare_adjusted does. Cost: a variance for each group and each pair; replicates of the benchmark are
// reweighted twice for each pair.
AdjustedGroups compare_adjusted_groups(const std::vector<Side>& groups, const Side& benchmark,
                                       const std::vector<Characteristic>& characteristics,
                                       const AdjustOptions& options = {});

}  // namespace kith::compare
