// Tests of one question to a sample, under any design: what was asked, the statistic, its reference distribution, p.
//
// A test is a finding of its own kind: it has no value that could be shown as a figure, and nothing of it goes to a
// report without its sentence being checked there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "finding/finding.h"

namespace kith::estimate {

struct TestResult {
  std::string name;    // "Rao-Scott F of trust by region"
  std::string symbol;  // of the statistic: "F", "X2", "t"
  double statistic = 0;
  std::optional<double> df1;
  std::optional<double> df2;  // of the denominator, or of t
  std::optional<double> p;
  std::optional<double> estimate;  // what a two-sample test compares: the second group's mean less the first's
  std::string estimate_name;       // "difference in means"
  std::optional<double> se;
  std::optional<finding::Interval> interval;
  std::vector<double> design_effects;  // generalized, where the test rests on them
  std::int64_t respondents = 0;
  std::vector<finding::Note> notes;
};

}  // namespace kith::estimate
