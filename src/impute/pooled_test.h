// A test made on every completed table, and the tests made one.
//
// One that compares two means or ranks has an estimate with its standard error, which are pooled as any figure is: t by
// Barnard and Rubin's degrees of freedom. One that gives a chi-squared or F statistic alone is pooled by D2
// (num/pooled_test.h), whose degrees of freedom are held to those that the complete data would have; it has less power
// than the test of complete data and a note says so. Statistics that refer to a weighted sum of chi-squared variables
// (lincom, saddlepoint) have no pooled form and are refused ("not-pooled").
#pragma once

#include <optional>
#include <span>

#include "estimate/test.h"
#include "finding/finding.h"

namespace kith::impute {

struct PooledTestResult {
  estimate::TestResult test;
  finding::Imputation imputation;
};

// One test for each imputation. `complete`: of those who answered, where there is one.
PooledTestResult pooled_test(std::span<const estimate::TestResult> tests, const estimate::TestResult* complete,
                             double level);

}  // namespace kith::impute
