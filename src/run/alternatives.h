// A headline comparison under other choices (G5, E6): another cut or other years of the benchmark, each project left
// out in turn, answers on paper left out, the middle answer counted the other way.
#pragma once

#include <string>
#include <vector>

#include "finding/finding.h"
#include "run/respondents.h"
#include "study/study.h"

namespace kith::run {

// The participants' side of one comparison.
struct Domain {
  const Respondents* respondents = nullptr;
  const study::Indicator* indicator = nullptr;
  std::string measure;  // in the grammar of `kith estimate`
  std::string where;    // who is in it
};

// `benchmarks` are those of the plan's `sensitivity`, with their figures; `benchmark` is the one that the finding was
// held against. Verdicts are by p alone. A choice whose figure would tell of a small group
// that it parts off is left out; projects are left out in turn where they could be shown by themselves, and where what
// follows is a count of people the ends lie on steps of points that are people enough.
std::vector<finding::Comparison::Alternative> alternatives(const study::Study& study,
                                                           const study::PlannedComparison& planned,
                                                           const Domain& domain, const study::Benchmark& benchmark,
                                                           const std::vector<study::Benchmark>& benchmarks);

}  // namespace kith::run
