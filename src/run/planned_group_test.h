// One planned test between groups on its way (group_tests.h): its levels, what was found between them at full
// precision, and what of it goes to the gate.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "compare/subgroups.h"
#include "finding/group_test.h"
#include "run/indicators.h"
#include "study/study.h"

namespace kith::run {

struct PlannedGroupTest {
  // One level: its figure as it was estimated and as it is shown.
  struct Member {
    std::size_t index = 0;  // in Estimated::findings
    const finding::Finding* shown = nullptr;
  };

  const study::PlannedSubgroup* plan = nullptr;
  const Estimated* estimated = nullptr;
  std::vector<Member> members;  // of each level of `result`
  std::optional<compare::EqualityTest> test;
  std::vector<compare::Gap> pairs;
  std::vector<compare::LevelBenchmark> benchmarks;  // one for each level, or none
  finding::GroupTest result;
};

// Verdicts and numbers at full precision; q of the test must be known. The gate decides what is shown of them.
void conclude(const study::Study& study, PlannedGroupTest& planned);

}  // namespace kith::run
