// What Estimates keeps after the pass: enough to make the influence of any respondent on any finding.
#pragma once

#include <optional>
#include <vector>

#include "estimate/breakdown.h"
#include "estimate/estimate.h"
#include "estimate/interval.h"
#include "estimate/measure.h"

namespace kith::estimate {

struct Estimates::State {
  // Where a finding comes from.
  struct Origin {
    std::size_t measure = 0;
    std::size_t breakdown = 0;
    std::size_t domain = 0;
    std::vector<double> gradient;  // empty where there is no value
  };

  State(const data::Table& data, const Request& asked) : table(data), request(asked), design(asked.design, data) {}

  const data::Table& table;
  Request request;
  design::Design design;
  std::vector<Measure> measures;
  std::vector<Breakdown> breakdowns;
  std::vector<finding::Finding> findings;
  std::vector<Origin> origins;  // one per finding

  const IntervalMethod& method(finding::Kind kind) const;
};

// Value, uncertainty and notes of one finding from its influences per group.
void add_uncertainty(finding::Finding& finding, const std::vector<design::GroupTotal>& parts,
                     const Estimates::State& state);

}  // namespace kith::estimate
