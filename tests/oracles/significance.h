// A test as R's `htest` has it: statistic, parameter, p.value, estimate, conf.int.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "estimate/test.h"
#include "oracles/sample.h"

namespace kith::oracles {

struct Significance final : Object {
  Json fields;  // statistic, parameter, p_value, and what else R's test of the kind has
  // Of a test that has limits.
  double estimate = missing;
  double se = missing;
  double df = missing;

  std::string_view kind() const override { return "a test"; }
  Json json() const override { return fields; }
  Matrix limits(double level, std::optional<double> of_df) const override;
  Value member(std::string_view name) const override;
};

// R stops where a matrix cannot be inverted; the result has no p there, and a note.
void stop_where_singular(const estimate::TestResult& result);

// Of shares that the design knows exactly.
bool has_no_variance(const estimate::TestResult& result);

// R's match.arg: the choice that the argument is or begins. RStops where it is none, or several.
std::string choice_of(const Arguments& arguments, const char* parameter, const std::vector<std::string>& choices);

// The degrees of freedom of a test in R, where those are of the whole domain, and not only of who answered in it.
// ByIntent where that makes a difference.
void expect_degrees(double ours, double theirs);

// The rows that R still has after subset(): all of them, with a weight of 0, after a calibration.
std::vector<std::uint8_t> rows_kept(const Sample& sample);

}  // namespace kith::oracles
