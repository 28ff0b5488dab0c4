// The notes of a figure in words that a reader can use.
//
// An estimate's notes speak to the analyst: of clusters, strata and degrees of freedom, and how many there are. What a
// reader can use of them is how far to trust the interval. So those get words of their own, without a number, and what
// comes to the same is said once; all other notes are the reader's already and stay.
#pragma once

#include <vector>

#include "finding/finding.h"

namespace kith::report {

std::vector<finding::Note> reader_notes(const std::vector<finding::Note>& notes);

}  // namespace kith::report
