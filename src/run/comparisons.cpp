#include "run/comparisons.h"

#include "compare/benchmark.h"

namespace kith::run {

void compare_with_benchmarks(const study::Study& study, const std::vector<finding::Finding*>& findings) {
  std::vector<compare::Member> members;
  for (const study::PlannedComparison& planned : study.comparisons) {
    const study::Benchmark* benchmark = study.benchmark(planned.indicator, planned.benchmark);
    const study::Indicator* indicator = study.indicator(planned.indicator);
    if (benchmark == nullptr || indicator == nullptr || indicator->self_attributed) {
      continue;  // the loader has refused these
    }
    for (finding::Finding* finding : findings) {
      if (finding->indicator != planned.indicator || finding->id.empty() || !finding->category.empty()) {
        continue;
      }
      finding->comparison = compare::against(*finding, *benchmark);
      if (finding->comparison) {
        members.push_back(
            {&*finding->comparison, finding->by.empty() ? planned.family : planned.family + ", by breakdown"});
      }
    }
  }
  compare::conclude(members, study.smallest_difference);
}

}  // namespace kith::run
