// What Estimates keeps after the pass: enough to make the influence of any respondent on any finding.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "design/make.h"
#include "design/projections.h"
#include "design/small_sample.h"
#include "design/statistic.h"
#include "estimate/breakdown.h"
#include "estimate/estimate.h"
#include "estimate/interval.h"
#include "estimate/measure.h"
#include "estimate/quantile_rule.h"

namespace kith::estimate {

struct Estimates::State {
  // Where a finding comes from: a figure of a measure in a domain, or other findings (`parts`).
  struct Origin {
    std::size_t measure = 0;
    std::size_t breakdown = 0;
    std::size_t domain = 0;
    std::size_t figure = 0;
    std::vector<double> gradient{};    // by component; empty where there is no value
    std::vector<double> replicates{};  // the value in each replicate of the design, NaN where there is none
    double scale = 1;                  // of the value (Figure::unbiased); the gradient has it already
    // Of quantiles: the gradient is by component with component 1 in the place of the number whether it is at most the
    // threshold.
    std::optional<double> threshold{};
    enum class Of { Figure, ShareBelow } of = Of::Figure;
    std::vector<Origin> parts{};  // this is, to first order, their sum times the slopes
    std::vector<double> slopes{};

    bool has_value() const { return !gradient.empty() || !parts.empty(); }
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
  std::vector<Measure> measures;                   // those that were asked for, and what others are made of
  const QuantileRule* quantile_rule = nullptr;
  std::string quantile_interval;
  std::vector<Breakdown> breakdowns;
  std::vector<std::vector<double>> replicate_dfs;  // of each breakdown and domain, where the design has replicates
  std::vector<finding::Finding> findings;
  std::vector<Origin> origins;  // one per finding

  const IntervalMethod& method(finding::Kind kind) const;
};

// How uncertain one number is, by whatever road that was found.
struct Spread {
  std::optional<double> variance{};
  double df = 0;
  design::Degrees degrees{};          // of its domain
  std::vector<std::string> lonely{};  // strata with a single cluster that the rule had to treat
  std::size_t failed = 0;             // replicates that gave no value
  double asked = 0;                   // Uncertainty::asked, and the next
  double answered_weight = 1;
  bool uncorrected = false;  // a correction for few clusters was asked for and is not defined
  // Of log(p / (1 - p)) of a share p, where replicates say more than the delta method does.
  std::optional<double> logit_variance{};
};

// From influences per group, where the design has neither calibrations nor replicates. Cost: the groups.
Spread linearised(const design::Design& design, const std::vector<design::GroupTotal>& parts);
// From the values of one number in the replicates of the design; of the domain that `parts` describe. No cost.
Spread replicated(const design::Design& design, double value, std::span<const double> replicates,
                  const std::vector<design::GroupTotal>& parts, double df);
// Of `direction` . the values of a statistic, under any design. Cost: a pass over the rows, one a replicate.
Spread spread(const design::Design& design, const design::Statistic& statistic, const Eigen::VectorXd& direction);

// Of slopes . parts of `origin`, whose joint statistic is given; corrected for few clusters where the design asks.
Spread joint_spread(const Estimates::State& state, const Estimates::State::Origin& origin,
                    const design::Statistic& statistic, const Eigen::VectorXd& slopes);
// Replaces the variance and the degrees of freedom by those for few clusters, where the design asks for them and they
// are defined; otherwise says so in the spread.
void correct_small_sample(Spread& spread, const design::Design& design, std::span<const design::Quotient> quotients);

// Spread::logit_variance of a share, where its interval asks for it.
std::optional<double> logit_variance(const Estimates::State& state, const Estimates::State::Origin& origin,
                                     double value);

// Degrees of freedom, and notes on how far the uncertainty of a finding can be trusted.
void add_notes(finding::Finding& finding, const Spread& spread, const Estimates::State& state);
// Standard error, limits and notes of a finding that has a value and bases.
void add_uncertainty(finding::Finding& finding, const Spread& spread, const Estimates::State& state);

}  // namespace kith::estimate
