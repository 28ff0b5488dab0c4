// The answers to one number, sorted within each domain of a breakdown: once per domain, however many quantiles are
// asked for.
#pragma once

#include <cstdint>
#include <vector>

#include "design/design.h"
#include "estimate/breakdown.h"
#include "estimate/measure.h"
#include "estimate/quantile_rule.h"

namespace kith::estimate {

class Ranks {
 public:
  // Component 1 of `measure` is the number. All three must outlive this.
  Ranks(const Measure& measure, const Breakdown& breakdown, const design::Design& design);

  const Ranked& answers(std::size_t domain) const { return domains_[domain].answers; }
  // Weighted share of the domain at or below a threshold.
  double share_below(std::size_t domain, double threshold) const;
  // The influences of respondents on that share, added up per group: w (1{x <= threshold} - share) / W.
  std::vector<design::GroupTotal> influences_below(std::size_t domain, double threshold) const;

 private:
  struct Cell {
    double weights = 0;
    double squares = 0;  // of the weights
    std::int64_t present = 0;
  };
  struct Domain {
    Ranked answers;
    std::vector<std::uint32_t> cells;  // of each answer, counted from the domain's first
    std::vector<Cell> all;             // of each cell
  };
  std::size_t passed(const Domain& domain, double threshold) const;  // answers at or below

  const Breakdown& breakdown_;
  const design::Design& design_;
  std::vector<Domain> domains_;
};

}  // namespace kith::estimate
