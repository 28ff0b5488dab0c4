// One answer against one `expect`, leaf by leaf, at the tolerances of the oracles' README.
//
// A number agrees when |a - b| <= tol max(|a|, |b|) + floor. The tolerance is 1e-8, or the case's own `tol_rel`; some
// leaves have their own (see tolerance_of). The floor gives what hangs on a standard error the rounding of one: an SE
// has 1e-8 |estimate|, and limits, covariances, variances and coefficients of variation what follows from it. Limits of
// a share, in columns `lower` and `upper`, have the rounding of 1. NA, NaN and no number at all are the same; "Inf" is
// infinite. Texts are compared where they are levels or names; `method`, `statistic_name`, `remark` and messages are
// R's words and no figures.
#pragma once

#include <string>
#include <vector>

#include "oracles/value.h"

namespace kith::oracles {

struct Difference {
  std::string path;  // "/se/api00"
  std::string ours;
  std::string theirs;
};

struct Comparison {
  std::size_t compared = 0;  // leaves
  std::vector<Difference> differences;
  std::vector<std::string> lacking;  // paths of the oracle that the answer does not have
};

// `alternative` is what survey 4.5 gives, or null: where its leaf is another, either is right. `probability` is an
// absolute tolerance for p-values ("p", "p_value"), for those that R itself has from an integration of that accuracy.
Comparison compare(const Json& ours, const Json& expect, const Json& alternative, double tolerance,
                   double probability = 0);

}  // namespace kith::oracles
