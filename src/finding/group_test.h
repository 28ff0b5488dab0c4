// Whether groups differ, in the form in which a report may show it.
//
// A test of several figures tells something of each of them, so it is made after the gate and from nothing but figures
// that the gate shows (run/group_tests.h): a group whose figure is withheld has no part in it. The gate then holds it
// against these figures, rounds its numbers like those of a comparison with a benchmark, and takes out those that do
// not stand beside a base that is not shown exactly (disclose/groups.h).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "finding/finding.h"

namespace kith::finding {

struct GroupTest {
  // Of what the groups are compared: their figures, or the differences of these from benchmarks.
  enum class Of { Figures, FromBenchmarks, FromPeopleLikeThem };

  std::string indicator;
  std::string dimension;  // "nation"
  std::string family;
  Of of = Of::Figures;
  std::vector<Level> levels;             // those in the test, in the study's order
  std::vector<std::string> benchmarks;   // label of each level's, where differences from benchmarks are compared
  std::vector<double> benchmark_values;  // likewise, in the figures' units; the gate needs them for the differences
  std::vector<std::string> adjusted;     // FromPeopleLikeThem: characteristics that the benchmark was brought to
  // And levels with a figure that is shown and no part in the test, by the reason.
  struct LeftOut {
    std::size_t groups = 0;
    std::string reason;  // a sentence without numbers, for the reader
  };
  std::vector<LeftOut> left_out;
  std::size_t not_shown = 0;        // levels without a figure that is shown
  std::optional<double> statistic;  // F; none: not tested, or a base is not shown exactly, as are those below
  std::optional<double> df1;
  std::optional<double> df2;  // none beside a statistic: large
  std::optional<double> p;
  std::optional<double> q;  // p adjusted within the family
  std::string verdict;      // "differ", "no clear difference", "practically the same", "not tested"
  std::string reason;       // why it was not tested, for the reader

  // One group less another, or less the mean of all others.
  struct Gap {
    std::size_t a = 0;             // index into levels
    std::optional<std::size_t> b;  // none: the mean of the others
    double difference = 0;
    std::optional<Interval> interval;
    std::optional<double> q;  // adjusted over all gaps of the test
    std::string verdict;      // "higher", "lower", "no clear difference", "practically the same", "not tested"
    int decimals = 2;         // that mean something, of limits and differences of means
  };
  std::vector<Gap> gaps;
  Kind kind = Kind::Share;  // of the figures: shares have differences in points
};

}  // namespace kith::finding
