// The difference of two groups' means in an experiment, judged by how the groups were made (Neyman 1923; Gerber and
// Green 2012, chapters 3 and 4; R: estimatr's difference_in_means):
//
//   people             Welch's: se^2 = v1/n1 + v0/n0 and his degrees of freedom
//   clusters           the regression on the group with CR2 and its degrees of freedom (num/cluster_robust.h)
//   blocks             the blocks' differences weighted by their size n_b / n: se^2 = sum of (n_b/n)^2 se_b^2, with n -
//   2
//                      degrees of freedom for each block (clusters count instead of people, where they were assigned)
//   pairs              blocks of two (people or clusters): the spread of the pairs' differences, pairs - 1 (Gerber and
//                      Green equation 3.16; of clusters, Imai, King and Nall 2009, equation 6). A single pair among
//                      larger blocks makes all of them be treated so, since it has no variance of its own
//
// With weights people are judged by the regression on the group with HC2 (n - 2), and a block counts by its weight.
#pragma once

#include <cstdint>
#include <vector>

namespace kith::num {

struct Experiment {
  std::vector<double> outcome;
  std::vector<std::uint8_t> treated;         // 1, 0
  std::vector<double> weights = {};          // empty: 1
  std::vector<std::uint32_t> blocks = {};    // 0, 1, ...; empty: one
  std::vector<std::uint32_t> clusters = {};  // that were assigned, within blocks; empty: each for himself
};

struct MeanDifference {
  double value = 0;
  double se = 0;
  double df = 0;
};

// Throws Error: a group without anybody, or with one where no pairs are ("one-arm", "lone-unit"), a cluster in both
// groups ("mixed-cluster"), a block of one ("lone-block"), weights with pairs ("weighted-pairs").
MeanDifference mean_difference(const Experiment& experiment);

}  // namespace kith::num
