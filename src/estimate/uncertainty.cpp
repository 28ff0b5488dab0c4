// From influences per group to standard error, degrees of freedom, limits, and notes on how far they can be trusted.
#include <fmt/format.h>

#include <cmath>

#include "base/text.h"
#include "estimate/state.h"

namespace kith::estimate {

namespace {

constexpr std::int64_t few_clusters = 20;  // below: corrected and warned (H1, K6)
constexpr std::int64_t small_base = 30;    // below: released by no report (J1)

void note(finding::Finding& finding, std::string code, std::string text) {
  finding.notes.push_back({std::move(code), std::move(text)});
}

Scale scale_of(finding::Kind kind) {
  return kind == finding::Kind::Share ? Scale::Share : Scale::Any;
}

void note_design(finding::Finding& finding, const design::Variance& variance, const design::Degrees& degrees,
                 const Estimates::State& state) {
  if (!variance.lonely.empty()) {
    note(finding, "lonely-psu",
         fmt::format("{} {} a single cluster; treated by the rule `{}`.", variance.lonely.size(),
                     variance.lonely.size() == 1 ? "stratum has" : "strata have",
                     design::to_string(state.request.design.lonely_psu)));
  }
  if (!variance.value) {
    note(finding, "no-variance", "No stratum has two clusters, so the variance is unknown.");
  }
  if (state.design.has_clusters() && degrees.clusters < few_clusters) {
    note(finding, "few-clusters",
         fmt::format("Rests on {} cluster{}; below {} the standard error is itself uncertain.", degrees.clusters,
                     degrees.clusters == 1 ? "" : "s", few_clusters));
  }
}

}  // namespace

const IntervalMethod& Estimates::State::method(finding::Kind kind) const {
  return request.interval.empty() ? default_method(scale_of(kind), design.is_simple())
                                  : interval_method(request.interval);
}

void add_uncertainty(finding::Finding& finding, const std::vector<design::GroupTotal>& parts,
                     const Estimates::State& state) {
  const design::Variance variance = state.design.variance(parts);
  const double df = state.design.df(parts);
  finding.df = df;
  if (finding.bases.unweighted < small_base) {
    note(finding, "small-base", fmt::format("Rests on {} respondents.", finding.bases.unweighted));
  }
  note_design(finding, variance, state.design.degrees(parts), state);
  if (!variance.value) {
    return;
  }
  finding.se = std::sqrt(*variance.value);
  const Uncertainty uncertainty{.value = *finding.value,
                                .se = *finding.se,
                                .df = df,
                                .respondents = static_cast<double>(finding.bases.unweighted),
                                .effective = finding.bases.effective,
                                .simple = state.design.is_simple()};
  const IntervalMethod& method = state.method(finding.kind);
  finding.interval = interval(uncertainty, scale_of(finding.kind), method, state.request.level);
  if (df <= 0) {
    note(finding, "no-degrees-of-freedom", "As many strata as clusters: there are no degrees of freedom for limits.");
  }
  if (finding.interval && method.name == "logit" && finding.interval->method == "wilson") {
    note(finding, "extreme-share", "A share of 0 or 1 has no logit interval; this is Wilson's.");
  }
}

}  // namespace kith::estimate
