// From influences per group to standard error, degrees of freedom, limits, and notes on how far they can be trusted.
#include <fmt/format.h>

#include <cmath>

#include "base/text.h"
#include "design/covariance.h"
#include "design/replicates.h"
#include "estimate/state.h"
#include "estimate/thresholds.h"

namespace kith::estimate {

namespace {

void note(finding::Finding& finding, std::string code, std::string text) {
  finding.notes.push_back({std::move(code), std::move(text)});
}

Scale scale_of(finding::Kind kind) {
  return kind == finding::Kind::Share ? Scale::Share : Scale::Any;
}

void note_design(finding::Finding& finding, const Spread& spread, const Estimates::State& state) {
  if (!spread.lonely.empty()) {
    note(finding, "lonely-psu",
         fmt::format("{} {} a single cluster; treated by the rule `{}`.", spread.lonely.size(),
                     spread.lonely.size() == 1 ? "stratum has" : "strata have",
                     design::to_string(state.request.design.lonely_psu)));
  }
  if (spread.failed > 0) {
    note(finding, "failed-replicates", fmt::format("{} replicates gave no value and are left out.", spread.failed));
  }
  if (!spread.variance) {
    note(finding, "no-variance",
         state.design.replicates() != nullptr ? "No replicate gave a value, so the variance is unknown."
                                              : "No stratum has two clusters, so the variance is unknown.");
  }
  if (spread.uncorrected) {
    note(finding, "no-small-sample-correction",
         "The correction for few clusters is defined for means, shares and ratios of clustered samples; this is "
         "without.");
  }
  if (state.design.has_clusters() && spread.degrees.clusters < few_clusters) {
    note(finding, "few-clusters",
         fmt::format("Rests on {} cluster{}; below {} the standard error is itself uncertain.", spread.degrees.clusters,
                     spread.degrees.clusters == 1 ? "" : "s", few_clusters));
  }
}

}  // namespace

const IntervalMethod& Estimates::State::method(finding::Kind kind) const {
  return request.interval.empty() ? default_method(scale_of(kind), design.is_simple())
                                  : interval_method(request.interval);
}

Spread linearised(const design::Design& design, const std::vector<design::GroupTotal>& parts) {
  const design::Variance variance = design.variance(parts);
  const design::Degrees degrees = design.degrees(parts);
  return {.variance = variance.value, .df = design.df(degrees), .degrees = degrees, .lonely = variance.lonely};
}

Spread replicated(const design::Design& design, double value, std::span<const double> replicates,
                  const std::vector<design::GroupTotal>& parts, double df) {
  const Eigen::Map<const Eigen::VectorXd> values(replicates.data(), static_cast<Eigen::Index>(replicates.size()));
  const design::BetweenReplicates between =
      design::between_replicates(*design.replicates(), values, Eigen::VectorXd::Constant(1, value));
  return {between.valid > 0 ? std::optional(between.covariance(0, 0)) : std::nullopt,
          df,
          design.degrees(parts),
          {},
          between.failed};
}

Spread spread(const design::Design& design, const design::Statistic& statistic, const Eigen::VectorXd& direction) {
  const design::Degrees degrees = design.degrees(statistic.present);
  if (design.replicates() == nullptr) {
    const design::GroupInfluences influences(design, statistic.influences(), statistic.present);
    const design::Variance variance = design.variance(influences.along(direction));
    return {
        .variance = variance.value, .df = design.df(statistic.present), .degrees = degrees, .lonely = variance.lonely};
  }
  const design::Estimate estimate = design::estimate(design, statistic);
  const double variance = direction.dot(estimate.covariance * direction);
  return {.variance = estimate.known ? std::optional(variance) : std::nullopt,
          .df = estimate.df,
          .degrees = degrees,
          .failed = estimate.failed};
}

void add_notes(finding::Finding& finding, const Spread& spread, const Estimates::State& state) {
  finding.df = spread.df;
  if (finding.bases.unweighted < small_base) {
    note(finding, "small-base", small_base_text(finding.bases.unweighted));
  }
  note_design(finding, spread, state);
  if (spread.variance && spread.df <= 0) {
    note(finding, "no-degrees-of-freedom", "As many strata as clusters: there are no degrees of freedom for limits.");
  }
}

void add_uncertainty(finding::Finding& finding, const Spread& spread, const Estimates::State& state) {
  add_notes(finding, spread, state);
  if (!spread.variance || !finding.value) {
    return;
  }
  const double se = std::sqrt(*spread.variance);
  finding.se = se;
  const Uncertainty uncertainty{
      .value = *finding.value,
      .se = se,
      .df = spread.df,
      .respondents = static_cast<double>(finding.bases.unweighted),
      .asked = spread.asked,
      .answered_weight = spread.answered_weight,
      .effective = finding.bases.effective,
      .simple = state.design.is_simple(),
      .logit_se = spread.logit_variance ? std::optional(std::sqrt(*spread.logit_variance)) : std::nullopt};
  const IntervalMethod& method = state.method(finding.kind);
  finding.interval = interval(uncertainty, scale_of(finding.kind), method, state.request.level);
  if (finding.interval && scale_of(finding.kind) == Scale::Share && finding.interval->method != method.name) {
    note(finding, "extreme-share", fmt::format("A share of 0 or 1 has no {} interval; this is Wilson's.", method.name));
  }
}

}  // namespace kith::estimate
