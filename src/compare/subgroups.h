// Do groups differ? Several figures held against each other at once, and then each against the others (G3).
//
// "Higher among women than among men" is not borne by a clear difference from a benchmark in the one group and none in
// the other: the difference between a difference that is clear and one that is not need not be clear itself (Gelman and
// Stern 2006, Am. Stat. 60, 328-331; Altman and Bland 2003, BMJ 326, 219). What bears it is a test of the interaction,
// that is of the difference between the groups.
//
// What goes in are the k(k - 1)/2 gaps d_ab = m_a - m_b between any two levels, each with its variance D_ab under the
// sample's own design (Estimates::difference: shared clusters, calibration, replicates, CR2 where projects are few). A
// variance is a quadratic form, so they hold the whole covariance of the differences from the first level,
//   cov(d_a1, d_b1) = (D_a1 + D_b1 - D_ab) / 2,
// and with W = d' V^-1 d over the q = k - 1 differences from the first level and nu degrees of freedom
//   F = W (nu - q + 1) / (nu q)  on q and nu - q + 1                  (Hotelling 1931; Thomas and Rao 1987, "adjusted
//                                                                      Wald"; Lumley 2010, section 2.4)
// nu is the fewest of any gap, as in model/few_clusters.h. With two levels F is the square of their difference's t. It
// does not matter which level is the first.
//
// Against benchmarks, m_a = p_a - b_a and D_ab gains the variance of b_a - b_b: both error variances where the levels
// have benchmarks of their own, which are of different people and so independent; nothing where they share one, which
// then leaves the test altogether. (Not so a benchmark that is brought to each group's composition: adjusted_groups.h.)
// A gap without a variance of its own keeps none: the benchmarks' errors do not make up for the groups'.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "finding/finding.h"

namespace kith::compare {

// m_a - m_b.
struct Gap {
  std::size_t a = 0;
  std::size_t b = 0;
  double difference = 0;
  double variance = 0;
  double df = 0;  // infinite: large
};

struct LevelBenchmark {
  std::string set;  // levels with the same one share its error
  double value = 0;
  double error = 0;  // standard error; 0: a fixed figure
};

// The gaps between figures turned into the gaps between their differences from benchmarks, one for each level.
std::vector<Gap> from_benchmarks(std::vector<Gap> gaps, const std::vector<LevelBenchmark>& benchmarks);

struct EqualityTest {
  double statistic = 0;  // F
  double df1 = 0;
  double df2 = 0;  // infinite: chi-squared(df1) / df1
  double p = 1;
};

// `gaps` are those of all pairs of `levels` >= 2, in any order, each once. None where the clusters are too few for so
// many levels, or a difference does not vary. Cost: levels cubed.
std::optional<EqualityTest> equality(std::size_t levels, const std::vector<Gap>& gaps);

// Level `of` less the plain mean of all others. With c its contrast the variance is -1/2 sum of c_a c_b D_ab.
Gap from_mean_of_others(std::size_t of, std::size_t levels, const std::vector<Gap>& gaps);

// difference -+ t sqrt(variance).
std::optional<finding::Interval> interval(const Gap& gap, double level);
std::optional<double> p_of(const Gap& gap);

}  // namespace kith::compare
