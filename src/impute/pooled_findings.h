// Whatever `estimate` answers, answered by every completed table, and the answers made one (num/rubin.h).
//
// A pooled figure has the mean of the values, Rubin's standard error, Barnard and Rubin's degrees of freedom with those
// of the design (the least of any imputation) as the complete data's, and an interval by the method that was asked for,
// made from these: on the logit scale by the delta method; Wilson's with the effective size p(1 - p) / se^2 (Lott and
// Reiter 2020 do the same for simple random samples); quantiles, whose own intervals are no functions of a standard
// error, get wald.
//
// A figure that is the same in every imputation has nothing imputed in it and stays as it is, with its own degrees of
// freedom. Bases count everybody whose answer was given or imputed. Beside each figure stands what those who answered
// say alone (complete cases), with its base.
//
// Where a domain lacks a value in some imputation (it has nobody there, or an undefined ratio), it has none.
#pragma once

#include <string>
#include <vector>

#include "data/table.h"
#include "estimate/estimate.h"
#include "finding/finding.h"
#include "impute/impute.h"

namespace kith::impute {

struct PooledFindings {
  std::vector<finding::Finding> findings;  // in the order of the first imputation
  std::string design_json;
};

// Throws what `estimate` throws. Cost: that of estimating once more than there are imputations.
PooledFindings pooled_findings(const data::Table& table, const estimate::Request& request,
                               const Imputations& imputations);

}  // namespace kith::impute
