// Do groups differ in a number, or in its ranks? Two groups by t, several by a Wald F, under any design.
//
// The groups' means m_g are estimated jointly; a difference m_g - m_1 has the influence of the one less that of the
// other, and its standard error from the design. With k groups and nu design degrees of freedom,
//
//   two groups       t = (m_2 - m_1) / se on nu - 1
//   one sample       t = m / se on nu - 1: one less than the interval of a mean has, as in R
//   several groups   F = d' V^-1 d / (k - 1) on k - 1 and nu - (k - 1), d the differences from the first group
//
// (Lumley 2010, section 2.4; the same as a regression on the groups). Paired answers are one sample of differences.
//
// Rank tests replace each answer by a score of its estimated rank in the population, r = (weight below + half the
// weight tied) / total weight, and take the ranks as fixed (Lumley and Scott 2013, Biometrika 100): wilcoxon r;
// vanderwaerden the normal quantile of r; median 1 above one half. Kruskal and Wallis is wilcoxon with several groups.
// R lays tied answers end to end in the order of the rows and gives all of them the plain mean of their middles, which
// changes when rows of unequal weight change places; Ties::InOrder does the same.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/expression.h"
#include "data/table.h"
#include "design/design.h"
#include "estimate/test.h"

namespace kith::estimate {

// "y ~ g", "I(a - b) ~ 0": an expression over columns, and the column that makes the groups, or 0 for one sample.
struct GroupFormula {
  data::Expression outcome;
  std::string group;  // empty: one sample
};
// Error ("bad-formula") with what it should look like.
GroupFormula group_formula(std::string_view text);

// Throws Error for unknown columns and for a group column with fewer than two levels among those who answered.
TestResult t_test(const data::Table& table, const GroupFormula& formula, const design::Design& design,
                  std::span<const std::uint8_t> keep, double level = 0.95);

// What takes the place of the ranks, which lie in (0, total) with `total` the sum of the weights.
struct RankScore {
  std::string name;
  std::function<std::vector<double>(std::span<const double> ranks, double total)> of;
};
// "wilcoxon", "vanderwaerden", "median", "kruskal" (or "kruskalwallis"), in any case. Error with the nearest names.
RankScore rank_score(std::string_view name);

enum class Ties { Middle, InOrder };

TestResult rank_test(const data::Table& table, const GroupFormula& formula, const design::Design& design,
                     std::span<const std::uint8_t> keep, const RankScore& score, Ties ties = Ties::Middle);

}  // namespace kith::estimate
