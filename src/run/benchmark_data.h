// The data behind a benchmark: a national survey's microdata or a table of cells, ready to be estimated.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "compare/adjusted.h"
#include "data/table.h"
#include "study/study.h"

namespace kith::run {

struct BenchmarkData {
  std::unique_ptr<data::Table> table;
  compare::Side side;  // refers to the table
};

// Reads the columns that the benchmark's measure, design and `margins` (names on the benchmark's side) need. Throws
// Error with the name that the study gives the file.
BenchmarkData read_benchmark_data(const study::Study& study, const study::Benchmark& benchmark,
                                  const std::vector<std::string>& margins);

// The benchmark with its figure, base and errors as its own data give them. The respondents of a national survey are
// protected as the study's own are: throws Error for a figure of microdata that the study's rules would not let anybody
// publish, and for one of another kind than the indicator's.
study::Benchmark computed(const study::Benchmark& benchmark, const BenchmarkData& data, const study::Study& study);

}  // namespace kith::run
