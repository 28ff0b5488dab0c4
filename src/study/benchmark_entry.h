// What is known of a figure or question of a national survey, as benchmarks/*.toml and the library write it alike.
#pragma once

#include "study/study.h"
#include "study/toml_reader.h"

namespace kith::study {

// Survey's item, wording, scale, mode, dates, place, cut, source, figure and what its error comes from. Without
// `percent` and `mean` the benchmark is one to be computed.
void read_facts(Entry& entry, Benchmark& benchmark);

}  // namespace kith::study
