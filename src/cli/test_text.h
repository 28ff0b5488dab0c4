// Tests on the analyst's screen, one or a family of them whose p-values are adjusted together. JSON, CSV, or lines.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/findings_text.h"
#include "estimate/test.h"
#include "num/p_adjust.h"

namespace kith::cli {

struct TestFamilyOf {
  std::vector<estimate::TestResult> tests;
  std::vector<finding::Imputation> imputations{};  // of each test, where missing answers were imputed
  std::string imputation_json{};                   // of all of them
  std::string imputation_text{};
  std::string adjustment{};                       // as it was asked for; empty: none
  std::vector<std::optional<double>> adjusted{};  // of each test, where one was asked for
};

// Error (Usage) for a method that there is not.
num::Adjustment adjustment_named(const std::string& name);

// Adjusts the p-values of those tests that have one.
void adjust(TestFamilyOf& family, const std::string& adjustment);

// {"test":{...}} of one test, {"tests":[...],"adjust":...} of several or adjusted ones.
std::string test_text(const TestFamilyOf& family, Format format);

// "p < 0.001", "p = 0.012"
std::string p_text(double p);

}  // namespace kith::cli
