// What Estimates keeps after the pass: enough to make the influence of any respondent on any finding.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "design/make.h"
#include "design/projections.h"
#include "design/statistic.h"
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
    std::size_t figure = 0;
    std::vector<double> gradient;      // empty where there is no value
    std::vector<double> replicates{};  // the value in each replicate of the design, NaN where there is none
  };

  State(const data::Table& data, const Request& asked)
      : table(data),
        request(asked),
        design(design::make(asked.design, data)),
        projections(design::projections(design)) {}

  const data::Table& table;
  Request request;
  design::Design design;
  std::optional<design::Projections> projections;  // of calibrated weights, where variances are linearised
  std::vector<Measure> measures;
  std::vector<Breakdown> breakdowns;
  std::vector<std::vector<double>> replicate_dfs;  // of each breakdown and domain, where the design has replicates
  std::vector<finding::Finding> findings;
  std::vector<Origin> origins;  // one per finding

  const IntervalMethod& method(finding::Kind kind) const;
};

// How uncertain one number is, by whatever road that was found.
struct Spread {
  std::optional<double> variance;
  double df = 0;
  design::Degrees degrees;          // of its domain
  std::vector<std::string> lonely;  // strata with a single cluster that the rule had to treat
  std::size_t failed = 0;           // replicates that gave no value
};

// From influences per group, where the design has neither calibrations nor replicates. Cost: the groups.
Spread linearised(const design::Design& design, const std::vector<design::GroupTotal>& parts);
// From the values of one number in the replicates of the design; of the domain that `parts` describe. No cost.
Spread replicated(const design::Design& design, double value, std::span<const double> replicates,
                  const std::vector<design::GroupTotal>& parts, double df);
// Of `direction` . the values of a statistic, under any design. Cost: a pass over the rows, one a replicate.
Spread spread(const design::Design& design, const design::Statistic& statistic, const Eigen::VectorXd& direction);

// Standard error, limits and notes of a finding that has a value and bases.
void add_uncertainty(finding::Finding& finding, const Spread& spread, const Estimates::State& state);

}  // namespace kith::estimate
