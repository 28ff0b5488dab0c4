// Intervals from a published base and design factor are those that the source publishes (E4 b).
#include <gtest/gtest.h>

#include <cmath>

#include "base/text.h"
#include "compare/benchmark.h"
#include "data/import.h"
#include "support/shared.h"

namespace kith::compare {
namespace {

constexpr const char* tables = "data/benchmarks/shs_tables_tidy.csv";

// A participants' share that is known exactly, so that what is left is the benchmark's own error.
double margin_of_error(double percent, double base, double design_factor) {
  study::Benchmark benchmark;
  benchmark.value = percent / 100;
  benchmark.base = base;
  benchmark.design_factor = design_factor;
  return 1.96 * 100 * standard_error(benchmark);
}

TEST(Published, MarginsOfErrorOfTheScottishHouseholdSurveyComeOutToTheLastPrintedDigit) {
  SKIP_WITHOUT_SHARED(tables);
  const data::Table table = data::read(tests::shared(tables)).table;
  int rows = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string answer = table.column("answer").label_at(row);
    const std::string sheet = table.column("sheet").label_at(row);
    const std::size_t at = answer.find("at estimate ");
    const std::string published = table.column("percent").label_at(row);
    if (!sheet.starts_with("Confidence_intervals") || at == std::string::npos || published.empty()) {
      continue;
    }
    const auto percent = text::to_number(answer.substr(at + 12, answer.find('%') - at - 12));
    const auto base = text::to_number(table.column("group").label_at(row).substr(2));
    ASSERT_TRUE(percent && base) << answer;
    const std::string year = sheet == "Confidence_intervals_2021" ? "2021" : "2020";
    const double found = margin_of_error(*percent, *base, year == "2021" ? 1.24 : 1.34);
    const double expected = text::to_number(published).value_or(-1);
    EXPECT_NEAR(found, expected, 6e-7) << sheet << ' ' << answer << ' ' << *base;
    ++rows;
  }
  EXPECT_GT(rows, 1500);
}

TEST(Published, AFigureWithoutABaseHasNoErrorOfItsOwn) {
  study::Benchmark benchmark;
  benchmark.value = 0.57;
  EXPECT_EQ(standard_error(benchmark), 0);
  benchmark.base = 100;
  EXPECT_DOUBLE_EQ(standard_error(benchmark), std::sqrt(0.57 * 0.43 / 100));
}

}  // namespace
}  // namespace kith::compare
