// From what one pass over the respondents left of a measure in a breakdown to its findings.
#pragma once

#include <vector>

#include "base/problem.h"
#include "estimate/accumulator.h"
#include "estimate/replicate_totals.h"
#include "estimate/state.h"

namespace kith::estimate {

// One measure in one breakdown.
struct Task {
  std::size_t measure = 0;
  std::size_t breakdown = 0;
};

struct Answered {
  std::vector<finding::Finding> findings;  // domains vary slowest, then figures
  std::vector<Estimates::State::Origin> origins;
  std::vector<Problem> problems;
};

// `replicates` where the design has them.
Answered answer(const Task& task, const Totals& totals, const ReplicateTotals* replicates,
                const Estimates::State& state);

}  // namespace kith::estimate
