#include "compare/comparer.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "compare/cells.h"
#include "compare/own.h"
#include "design/weight_diagnostics.h"
#include "estimate/estimate.h"
#include "estimate/interval.h"

namespace kith::compare {

namespace {

Measured measured(const finding::Finding& finding) {
  return {finding.value.value_or(0), finding.se.value_or(0) * finding.se.value_or(0),
          finding.df.value_or(std::numeric_limits<double>::infinity()), finding.interval};
}

// The adjusted figure's own limits.
Measured adjusted_figure(double value, const VarianceOf& spread, double effective, bool share, double level) {
  const estimate::Scale scale = share ? estimate::Scale::Share : estimate::Scale::Any;
  return {
      value, spread.variance, spread.df,
      estimate::interval({.value = value, .se = std::sqrt(spread.variance), .df = spread.df, .effective = effective},
                         scale, estimate::default_method(scale, false), level)};
}

Reweighted diagnosed(const Brought& brought) {
  const Composition& composition = brought.composition;
  const std::vector<double>& weights = brought.weights;
  Reweighted result;
  result.participants_used = composition.participants_used;
  result.participants_without = composition.participants_without;
  result.benchmark_used = composition.benchmark_used;
  result.benchmark_without = composition.benchmark_without;
  result.benchmark_unlike = composition.benchmark_unlike;
  result.effective = brought.effective;
  const double scale = design::weight_spread(composition.benchmark_weights).sum / design::weight_spread(weights).sum;
  for (std::size_t row = 0; row < weights.size(); ++row) {
    if (composition.benchmark_weights[row] > 0) {
      result.largest_factor =
          std::max(result.largest_factor, scale * weights[row] / composition.benchmark_weights[row]);
    }
  }
  const auto& own = *composition.participants;
  const auto& other = *composition.benchmark;
  result.levels_before = imbalances(own, composition.participant_weights, other, composition.benchmark_weights);
  result.levels_after = imbalances(own, composition.participant_weights, other, weights);
  result.before = largest(result.levels_before);
  result.after = largest(result.levels_after);
  result.after_pairs = largest(paired_imbalances(own, composition.participant_weights, other, weights));
  return result;
}

bool is_unmet(const Error& error) {
  const std::string& code = error.problems().front().code;
  return code == "unreachable-total" || code == "empty-level";
}

Eigen::Vector2d direction(double s, double t) {
  return {s, t};
}

// Those of the earlier wave, who move the figure that they are brought to and not the later wave's.
JointPart earlier_part(const Brought& brought) {
  JointPart part{.figures = {Own::C}, .influences = influences_on(brought), .sizes = brought.weights, .present = {}};
  part.present.resize(brought.weights.size());
  for (std::size_t row = 0; row < brought.weights.size(); ++row) {
    part.sizes[row] *= brought.at.sizes[row];
    part.present[row] = brought.composition.benchmark_weights[row] > 0 ? 1 : 0;
  }
  return part;
}

}  // namespace

finding::Finding figure_of(const Sample& sample, double level) {
  const Side& side = sample.side();
  if (side.cells) {
    return cells_finding(cells_of(side), sample, level);
  }
  return estimate::estimate(*side.table,
                            {.measures = {side.measure}, .where = side.where, .design = side.design, .level = level})
      .findings()
      .front();
}

Comparer::Comparer(const Side& participants, const Sample& benchmark, const AdjustOptions& options)
    : participants_(participants), benchmark_(benchmark), options_(options) {
  if (!benchmark.side().cells && participants_.kind() != benchmark.kind()) {
    throw Error(
        {"kinds-differ",
         fmt::format("`{}` and `{}` are not figures of one kind", participants.measure, benchmark.side().measure),
         {},
         "compare a share with a share, or a mean with a mean"},
        Fault::Usage);
  }
  shares_ = participants_.kind() == finding::Kind::Share;
  result_.participants = figure_of(participants_, options.level);
  result_.benchmark = figure_of(benchmark, options.level);
  if (result_.participants.value && result_.benchmark.value) {
    result_.crude = contrast(complete(independent(measured(result_.participants), measured(result_.benchmark))));
  }
}

void Comparer::adjust(const std::vector<Characteristic>& characteristics) {
  if (characteristics.empty() || !result_.crude) {
    return;
  }
  Composed composed = compose(participants_, benchmark_, characteristics, options_.method, options_.smallest_level);
  result_.refusal = std::move(composed.refusal);
  if (!composed.composition) {
    return;
  }
  try {
    with(std::move(*composed.composition));
  } catch (const Error& error) {
    if (error.fault() != Fault::Input || !is_unmet(error)) {
      throw;
    }
    refuse("margin-not-met", error.problems().front().message);
  }
}

ContrastInput Comparer::complete(ContrastInput input) const {
  input.shares = shares_;
  input.effective = result_.participants.bases.effective;
  input.level = options_.level;
  input.smallest_difference = options_.smallest_difference;
  return input;
}

void Comparer::refuse(std::string code, std::string text) {
  result_.refusal = Refusal{std::move(code), std::move(text)};
}

// Whether the reweighted figure rests on fewer respondents of the survey than may be published.
bool Comparer::is_small(const Brought& brought) const {
  if (benchmark_.side().cells) {
    return false;
  }
  std::int64_t yes = 0, no = 0;  // of a mean: both together
  for (std::size_t row = 0; row < brought.weights.size(); ++row) {
    if (brought.weights[row] > 0) {
      ++(brought.at.slopes[row] > 0 ? yes : no);
    }
  }
  return yes + no < options_.smallest_benchmark || (shares_ && std::min(yes, no) < options_.smallest_side);
}

void Comparer::with(Composition composition) {
  std::optional<Brought> found = bring(benchmark_, std::move(composition), options_.method);
  if (!found) {
    refuse("nobody-left", "The measure is not defined among the benchmark's respondents who are like participants.");
    return;
  }
  const Brought& brought = brought_.emplace(std::move(*found));
  result_.reweighted = diagnosed(brought);
  if (is_small(brought)) {
    refuse("small-benchmark", "Too few of the benchmark's respondents are like the participants, or say yes, or no.");
    return;
  }
  if (brought.effective < options_.smallest_effective) {
    refuse("small-effective-base",
           fmt::format("The reweighted benchmark has an effective base of {:.0f}, below {:.0f}: too few of its "
                       "respondents are like the participants.",
                       brought.effective, options_.smallest_effective));
    return;
  }
  if (options_.samples == Samples::OneDesign) {
    together(brought);
  } else {
    apart(brought);
  }
}

// Each side through the design of its own.
void Comparer::apart(const Brought& brought) {
  const Varied other = benchmark_variance(benchmark_, {{brought}}, options_.method);
  const Own own(participants_, brought);
  const Joint joint(participants_.design(), {own.part()},
                    [&](std::span<const double> weights) { return own.at(weights); });
  if (!other.known || !joint.known()) {
    refuse("no-variance", "The variance of one of the two samples is not known.");
    return;
  }
  conclude(brought, [&](double s, double t) {
    return sum_of(joint.along(direction(s, t)), {t * t * other.spread.variance, other.spread.df});
  });
  note(other);
}

// Both sides through the one design.
void Comparer::together(const Brought& brought) {
  const Own own(participants_, brought);
  const Joint joint(participants_.design(), {earlier_part(brought), own.part()},
                    [&](std::span<const double> weights) -> Eigen::VectorXd {
                      Eigen::Vector2d figures = own.at(weights);
                      figures[Own::C] += figure_at(benchmark_, brought, weights, options_.method);
                      return figures;
                    });
  if (!joint.known()) {
    refuse("no-variance", "The variance of the two samples together is not known.");
    return;
  }
  conclude(brought, [&](double s, double t) { return joint.along(direction(s, t)); });
  note({});
}

void Comparer::conclude(const Brought& brought, const std::function<VarianceOf(double s, double t)>& spread) {
  const double b = brought.at.value;
  const double p = result_.participants.value.value_or(0);
  ContrastInput input;
  input.participants = measured(result_.participants);
  input.benchmark = adjusted_figure(b, spread(0, 1), brought.effective, shares_, options_.level);
  const VarianceOf difference = spread(1, -1);
  input.variance = difference.variance;
  input.df = difference.df;
  if (p > 0 && b > 0) {
    input.log_variance = spread(1 / p, -1 / b).variance;
  }
  result_.adjusted = contrast(complete(input));
}

void Comparer::note(const Varied& other) {
  const Reweighted done = result_.reweighted.value_or(Reweighted{});
  const auto add = [&](const char* code, std::string text) { result_.notes.push_back({code, std::move(text)}); };
  for (const Imbalance& worst : {done.after, done.after_pairs}) {
    if (std::abs(worst.standardised) >= alike_below) {
      add("unbalanced", fmt::format("After reweighting the two sides still differ in {} (standardised difference "
                                    "{:.2f}).",
                                    worst.name, worst.standardised));
    }
  }
  if (done.participants_without > 0) {
    add("participants-without",
        fmt::format("The composition is that of {} participants; {} more answered the question but not every "
                    "characteristic.",
                    done.participants_used, done.participants_without));
  }
  if (done.benchmark_unlike > 0) {
    add("benchmark-unlike",
        fmt::format("{} of the benchmark's rows are unlike any participant and count nothing.", done.benchmark_unlike));
  }
  if (!other.lonely.empty()) {
    add("lonely-psu",
        fmt::format("{} {} of the benchmark {} a single cluster.", other.lonely.size(),
                    other.lonely.size() == 1 ? "stratum" : "strata", other.lonely.size() == 1 ? "has" : "have"));
  }
}

}  // namespace kith::compare
