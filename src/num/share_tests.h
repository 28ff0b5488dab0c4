// Tests of proportions: one against a given share, or several against each other.
//
//   binomial_test     the chance, were the share p0, of a count at least as unlikely as x (exact; Clopper and Pearson
//                     1934): two-sided it adds up all counts that are no likelier than x (R: binom.test). Counts within
//                     one part in 10^7 of its likelihood count as equally likely
//   share_test        Pearson's chi-squared of one count against a share, 1 degree of freedom (R: prop.test)
//   proportions_test  Pearson's chi-squared of k counts of their bases against one common share, k - 1 degrees of
//                     freedom. None where everybody or nobody answered so
//
// The continuity correction is Yates' (1934): half a person, but no more than what was observed; only for one or two.
#pragma once

#include <optional>
#include <span>

namespace kith::num {

enum class Alternative { TwoSided, Less, Greater };
enum class Continuity { None, Yates };

struct ChiSquared {
  double statistic = 0;  // chi-squared
  double df = 0;
  double p = 0;
};

// None where x is no whole number of n or the share is not in [0, 1].
std::optional<double> binomial_test(double x, double n, double share, Alternative alternative = Alternative::TwoSided);

std::optional<ChiSquared> share_test(double x, double n, double share, Continuity continuity);

// None where a count does not fit its base, or there are fewer than two.
std::optional<ChiSquared> proportions_test(std::span<const double> x, std::span<const double> n, Continuity continuity);

}  // namespace kith::num
