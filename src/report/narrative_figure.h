// References resolved: which finding each stands for, and how it is shown.
//
// An id is a finding's ("neighbours_lc") or an indicator's, meaning its figure for everyone in the report's wave. Two
// arguments narrow an indicator: by=lc (codes of levels, commas between) and wave=w2. A reference to what the gate
// withheld is a problem that says why: a sentence cannot cite it (J6).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "finding/finding.h"
#include "report/evidence.h"
#include "report/narrative_reference.h"
#include "report/narrative_shelf.h"
#include "study/study.h"

namespace kith::report {

struct Figure {
  Reference reference;
  std::vector<const finding::Finding*> findings;  // empty: it could not be resolved, and a problem says so
  const study::Benchmark* benchmark = nullptr;    // of Benchmark, Compare, Difference
  std::string text;                               // as shown: "75%"
  std::string html;

  // A value of a finding stands here.
  bool is_value() const;
  // A benchmark's value stands here.
  bool is_benchmark() const;
};

// What the finding was held against: of a benchmark that data come to only the comparison knows it. None: the study has
// no figure of it, since the plan does not hold the finding against it.
std::optional<double> value_of(const study::Benchmark& benchmark, const finding::Finding& finding);

Figure resolve(const Reference& reference, const Shelf& shelf, const Evidence& evidence, Where where,
               Problems& problems);

}  // namespace kith::report
