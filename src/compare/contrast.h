// Two figures against each other, however they were found: difference, ratio, effect sizes, limits, verdict.
//
// What goes in are the two values with their limits and variances, and how they vary together; what comes out is the
// same for the crude and for the adjusted comparison. Limits of the difference are mover.h's. The p-value tests a
// difference of 0 with t = d / se; where the participants' share is 0 or 1 and has no standard error of its own, theirs
// is taken under the hypothesis, sqrt(b (1 - b) / n_effective), as in benchmark.h.
#pragma once

#include <optional>
#include <string>

#include "finding/finding.h"

namespace kith::compare {

struct Measured {
  double value = 0;
  double variance = 0;
  double df = 0;                                // infinite: known exactly, or large
  std::optional<finding::Interval> interval{};  // none: the value is a fixed figure
};

struct ContrastInput {
  Measured participants;
  Measured benchmark;
  bool shares = true;
  double effective = 0;  // the participants' effective base, for shares of 0 and 1
  // Of participants - benchmark. Where both are independent these follow from the parts; where the benchmark was
  // brought to the participants they do not.
  double variance = 0;
  double df = 0;
  double log_variance = 0;  // of log(participants / benchmark)
  double level = 0.95;
  double smallest_difference = 0.05;
};

struct Contrast {
  double benchmark = 0;
  std::optional<finding::Interval> benchmark_interval;
  double difference = 0;
  std::optional<double> se;
  std::optional<double> df;
  std::optional<finding::Interval> interval;
  std::optional<double> p;
  std::optional<double> q;
  // Shares only.
  std::optional<double> ratio;
  std::optional<finding::Interval> ratio_interval;
  std::optional<double> h;
  std::optional<double> e_value;
  std::optional<double> e_value_limit;
  std::string verdict = "not tested";  // benchmark.h; by p until q is known
};

ContrastInput independent(Measured participants, Measured benchmark);
Contrast contrast(const ContrastInput& input);

}  // namespace kith::compare
