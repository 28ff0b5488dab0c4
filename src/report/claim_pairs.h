// Who is compared with whom, and whether a test bears it.
//
// A side of a comparison is a figure in the sentence, or the name of a group whose figure is known ("than Active
// Communities participants"). What stands first after a marker ("than", "compared with") is the object; the other
// figures of the same indicator are subjects; every pair must be tested and agree. Without a marker the one side in the
// claim's own stretch is the subject. Two readings that contradict each other, or none, are a problem: the author can
// always say "A is higher than B". The claim's clause is read first, then its neighbours, then all of the sentence.
#pragma once

#include <vector>

#include "report/claim_check.h"
#include "report/claim_verdict.h"

namespace kith::report {

struct Pairs {
  enum class Outcome {
    Found,
    Missing,    // no two sides
    Ambiguous,  // it can be read either way
  } outcome = Outcome::Missing;
  std::vector<Side> subjects, objects;  // each of the first is claimed of each of the second
};

// The pairs that comparison number `index` of the sentence is about.
Pairs pairs_of(const Court& court, const Sentence& sentence, std::size_t index);

}  // namespace kith::report
