// A participants' share or mean against a figure of a national survey (G1, E4 b and c), and what may be said of it
// (G6).
//
// The benchmark is a published share or mean b. It has a standard error where one is published, or where a base n and a
// design factor deft (1 where it is not stated) are,
//   se_b = deft sqrt(b (1 - b) / n)                                   (Kish 1965, section 8.2)
// of a mean with the standard deviation of its answers in place of sqrt(b (1 - b)). Its interval is Wilson's with the
// effective base b (1 - b) / se_b^2, or for a mean b - z se_b to b + z se_b. Without any it is taken as a fixed figure
// and the comparison says that its own uncertainty is unknown.
//
// The interval of the difference d = p - b is made from the two intervals (l1, u1) of p and (l2, u2) of b:
//   d - sqrt((p - l1)^2 + (u2 - b)^2)  to  d + sqrt((u1 - p)^2 + (b - l2)^2)
// which is Newcombe's (1998) method 10 when both are Wilson intervals and Zou and Donner's (2008) MOVER for any other;
// with a fixed b it is the participants' own interval, moved.
//
// The p-value tests d = 0 with t = d / sqrt(se_p^2 + se_b^2) on the participants' degrees of freedom. At p = 0 or 1,
// where se_p is 0, the standard error is taken under the hypothesis: sqrt(b (1 - b) / n_effective).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "finding/finding.h"
#include "num/p_adjust.h"
#include "study/study.h"

namespace kith::compare {

// P-value of no difference by t = difference / error on df degrees of freedom, by the normal without them; none when
// the error is zero or the degrees of freedom are.
std::optional<double> two_sided_p(double difference, double error, std::optional<double> df);

// se_b; 0 where the figure is taken as fixed.
double standard_error(const study::Benchmark& benchmark);

// Null when the finding has no value.
std::optional<finding::Comparison> against(const finding::Finding& finding, const study::Benchmark& benchmark);

// One of several tests of a family: what goes in, and where the answer goes.
struct Test {
  double p = 1;
  double difference = 0;
  const std::optional<finding::Interval>* interval = nullptr;
  std::optional<double>* q = nullptr;
  std::string* verdict = nullptr;
  double smallest = 0.05;  // difference of interest, in the units of the difference
};
// Adjusts p within the family and fills q and verdict.
void conclude(const std::vector<Test>& family, num::Adjustment adjustment);

// The same for each of several families; crude and adjusted comparisons are families of their own.
struct Member {
  finding::Comparison* comparison = nullptr;
  std::string family;      // "headline" is adjusted by Holm, every other by Benjamini-Hochberg
  double smallest = 0.05;  // difference of interest
};
void conclude(const std::vector<Member>& members);

// "practically the same" when the whole interval lies within the smallest difference of interest (two one-sided tests
// at the interval's level, Schuirmann 1987) or is the number 0; "higher" or "lower" when the interval excludes zero and
// q < .05; otherwise "no clear difference". No interval: "not tested".
std::string verdict(double difference, const std::optional<finding::Interval>& interval, double q, double smallest);

}  // namespace kith::compare
