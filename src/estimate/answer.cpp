#include "estimate/answer.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "design/replicates.h"
#include "estimate/joint.h"
#include "estimate/projected.h"
#include "estimate/quantile.h"
#include "estimate/thresholds.h"

namespace kith::estimate {

namespace {

using Missing = data::Missing;
using Origin = Estimates::State::Origin;

finding::Finding describe(const Measure& measure, const Figure& figure, const std::vector<finding::Level>& by,
                          const Answers& answers, const Estimates::State& state) {
  const auto missing = [&](Missing reason) { return answers.missing[static_cast<std::size_t>(reason)]; };
  finding::Finding finding;
  finding.indicator = measure.text;
  finding.measure = measure.text;
  finding.kind = measure.kind;
  finding.by = by;
  finding.category = figure.category;
  finding.category_label = figure.category_label;
  finding.whole = measure.partition ? measure.text : std::string();
  finding.provenance.source = state.table.source;
  const double weighted = answers.totals[0];
  finding.bases = {.unweighted = answers.answered,
                   .weighted = weighted,
                   .effective = answers.answered > 0 ? weighted * weighted / answers.squared_weights : 0,
                   .dont_know = missing(Missing::DontKnow),
                   .prefer_not = missing(Missing::Refused),
                   .routed_out = missing(Missing::NotAsked),
                   .missing = missing(Missing::Blank) + missing(Missing::Illegible) + missing(Missing::Withdrawn) +
                              missing(Missing::Other),
                   .band = {}};
  if (figure.counted && answers.answered > 0) {
    finding.numerator = answers.counted[*figure.counted];
  }
  const auto silent = static_cast<double>(finding.bases.dont_know + finding.bases.prefer_not + finding.bases.missing);
  if (answers.answered > 0 && silent > much_missing * (silent + static_cast<double>(answers.answered))) {
    finding.notes.push_back({"much-missing", "More than a fifth of those who were asked gave no answer."});
  }
  return finding;
}

// Of the influence per unit of weight, over the population (R: svyvar).
double weighted_variance(const Totals& totals, std::size_t domain, const Point& point, const Answers& answers) {
  const double population = answers.totals[0];
  double mean = 0;
  for (std::size_t k = 0; k < point.gradient.size(); ++k) {
    mean += point.gradient[k] * answers.totals[k] / population;
  }
  return totals.weighted_squares(domain, point.gradient) / population - mean * mean;
}

// The variance of a simple random sample of as many respondents: N^2 s^2 / (n - 1), times 1 - n/N without replacement,
// s^2 the variance of the influence per unit of weight. Respondents without weight are not among the n.
void add_design_effect(finding::Finding& finding, double squares, double variance, const Answers& answers,
                       DesignEffect wanted) {
  const auto n = static_cast<double>(answers.answered);
  const double population = answers.totals[0];
  double simple = population * population * squares / (n - 1);
  if (wanted == DesignEffect::WithoutReplacement) {
    if (population <= n) {
      finding.notes.push_back({"weights-not-scaled",
                               "The weights do not add up to more people than answered, so a design effect without "
                               "replacement is not defined."});
      return;
    }
    simple *= 1 - n / population;
  }
  if (n > 1 && simple > 0) {
    finding.design_effect = variance / simple;
  }
}

// What the pass left of a measure in a breakdown.
struct Left {
  const Totals& totals;
  const ReplicateTotals* replicates = nullptr;  // where the design has them
  std::optional<Projected> projected{};         // where its weights are calibrated and that can be told from sums
};

// Variances come from the totals: between replicates, linearised, or calibrated where they have been projected; other
// calibrations ask for the rows once more.
Spread spread_of(const Left& left, const Estimates::State& state, const Origin& origin, const Figure& figure,
                 double value) {
  std::vector<design::GroupTotal> parts = left.totals.parts(origin.domain, origin.gradient);
  if (left.replicates != nullptr) {
    return replicated(state.design, value, origin.replicates, parts,
                      state.replicate_dfs[origin.breakdown][origin.domain]);
  }
  if (left.projected) {
    return left.projected->spread(origin.domain, origin.gradient, parts);
  }
  if (!state.design.calibrations().empty()) {
    return spread(state.design, joint(state, {origin}), Eigen::VectorXd::Ones(1));
  }
  Spread result = linearised(state.design, parts);
  if (state.design.spec().small_sample != design::SmallSample::None) {
    std::vector<design::Quotient> quotients;
    if (figure.denominator) {
      std::vector<double> size(origin.gradient.size());
      size[*figure.denominator] = 1;
      quotients.push_back({1, std::move(parts), left.totals.parts(origin.domain, size)});
    }
    correct_small_sample(result, state.design, quotients);
  }
  return result;
}

void answer_smooth(finding::Finding& finding, Origin& origin, const Left& left, const Estimates::State& state,
                   const Figure& figure, const Answers& answers) {
  std::optional<Point> point = figure.at(answers.totals);
  const std::optional<double> scale = unbiased_scale(figure, answers.answered);
  if (!point || !scale) {
    finding.notes.push_back(!scale ? finding::Note{"undefined", "One answer has no spread."}
                                   : finding::Note{"undefined", "The denominator is 0."});
    return;
  }
  point->value *= *scale;
  for (double& slope : point->gradient) {
    slope *= *scale;
  }
  finding.value = point->value;
  origin.gradient = point->gradient;
  origin.scale = *scale;
  if (left.replicates != nullptr) {
    origin.replicates = replicate_values(left.replicates->totals(origin.domain), figure);
    for (double& value : origin.replicates) {
      value *= *scale;
    }
  }
  Spread spread = spread_of(left, state, origin, figure, point->value);
  if (finding.kind == finding::Kind::Share) {
    const Breakdown& breakdown = state.breakdowns[origin.breakdown];
    spread.logit_variance = logit_variance(state, origin, point->value);
    spread.asked = static_cast<double>(breakdown.respondents[origin.domain]);
    spread.answered_weight = answers.totals[0] / breakdown.weights[origin.domain];
  }
  add_uncertainty(finding, spread, state);
  if (state.request.design_effect != DesignEffect::None && finding.se) {
    add_design_effect(finding, weighted_variance(left.totals, origin.domain, *point, answers),
                      *finding.se * *finding.se, answers, state.request.design_effect);
  }
}

void answer_quantile(finding::Finding& finding, Origin& origin, const Ranks& ranks, const Estimates::State& state,
                     const Answers& answers) {
  const QuantileAnswer found = quantile(state, ranks, origin);
  finding.value = found.value;
  add_notes(finding, found.share, state);
  finding.se = found.se;
  if (found.low && found.high) {
    finding.interval = finding::Interval{*found.low, *found.high, state.request.level, state.quantile_interval};
  } else if (found.share.variance && found.share.df > 0) {
    finding.notes.push_back({"no-quantile-interval", "A limit lies beyond the answers, so there is no interval."});
  }
  origin.threshold = found.value;
  const double share = ranks.share_below(origin.domain, found.value);
  const double size = ranks.answers(origin.domain).cumulative.back();
  if (found.slope) {
    origin.gradient = {-*found.slope * share / size, *found.slope / size};
  }
  if (state.request.design_effect != DesignEffect::None && found.share.variance) {
    add_design_effect(finding, share * (1 - share) / (size * size), *found.share.variance, answers,
                      state.request.design_effect);
  }
}

}  // namespace

Answered answer(const Task& task, const Totals& totals, const ReplicateTotals* replicates,
                const Estimates::State& state) {
  Answered result;
  Left left{totals, replicates};
  if (state.projections) {
    left.projected.emplace(state, *state.projections, task.measure, task.breakdown);
  }
  const Measure& measure = state.measures[task.measure];
  const Breakdown& breakdown = state.breakdowns[task.breakdown];
  const bool quantiles = measure.figures.front().probability.has_value();
  const auto ranks = quantiles ? std::make_unique<const Ranks>(measure, breakdown, state.design) : nullptr;
  for (std::size_t domain = 0; domain < breakdown.domains.size(); ++domain) {
    const Answers answers = totals.answers(domain);
    for (std::size_t f = 0; f < measure.figures.size(); ++f) {
      const Figure& figure = measure.figures[f];
      finding::Finding finding = describe(measure, figure, breakdown.domains[domain], answers, state);
      Origin origin{.measure = task.measure, .breakdown = task.breakdown, .domain = domain, .figure = f};
      try {
        if (answers.answered == 0) {
          finding.notes.push_back({"no-answers", "Nobody answered."});
        } else if (figure.probability) {
          answer_quantile(finding, origin, *ranks, state, answers);
        } else {
          answer_smooth(finding, origin, left, state, figure, answers);
        }
      } catch (const Error& error) {
        result.problems.insert(result.problems.end(), error.problems().begin(), error.problems().end());
      }
      result.findings.push_back(std::move(finding));
      result.origins.push_back(std::move(origin));
    }
  }
  return result;
}

}  // namespace kith::estimate
