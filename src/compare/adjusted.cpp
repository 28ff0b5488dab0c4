#include "compare/adjusted.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "compare/cells.h"
#include "compare/mover.h"
#include "design/entropy.h"
#include "design/rake.h"
#include "design/small_sample.h"
#include "design/statistic.h"
#include "design/weight_diagnostics.h"
#include "estimate/estimate.h"
#include "estimate/interval.h"

namespace kith::compare {

namespace {

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

Measured measured(const finding::Finding& finding) {
  return {finding.value.value_or(0), finding.se.value_or(0) * finding.se.value_or(0),
          finding.df.value_or(std::numeric_limits<double>::infinity()), finding.interval};
}

std::vector<double> calibrated(std::span<const double> weights,
                               const std::shared_ptr<const design::Auxiliaries>& auxiliaries, Reweighting method) {
  const auto calibration =
      method == Reweighting::Rake ? design::rake(weights, auxiliaries) : design::entropy_balance(weights, auxiliaries);
  return {calibration->weights().begin(), calibration->weights().end()};
}

// The weights of those who count; 0 for all others.
std::vector<double> only(std::span<const double> weights, const std::vector<double>& counting) {
  std::vector<double> result(weights.begin(), weights.end());
  for (std::size_t row = 0; row < result.size(); ++row) {
    result[row] = counting[row] > 0 ? result[row] : 0;
  }
  return result;
}

std::vector<std::uint8_t> present_in(const std::vector<double>& weights) {
  std::vector<std::uint8_t> present(weights.size());
  std::ranges::transform(weights, present.begin(), [](double weight) { return weight > 0 ? 1 : 0; });
  return present;
}

Eigen::MatrixXd as_column(const std::vector<double>& values) {
  return Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

// The benchmark under its new weights.
struct Brought {
  std::vector<double> weights;  // g
  Sample::At at;
  Eigen::VectorXd beta;
};

std::optional<Brought> bring(const Sample& benchmark, const Composition& composition, Reweighting method) {
  Brought brought{calibrated(composition.benchmark_weights, composition.benchmark, method), {}, {}};
  std::optional<Sample::At> found = benchmark.at(brought.weights);
  if (!found) {
    return std::nullopt;
  }
  brought.at = std::move(*found);
  std::vector<double> slopes = brought.weights;
  for (std::size_t row = 0; row < slopes.size(); ++row) {
    slopes[row] *= brought.at.slopes[row];
  }
  const design::Auxiliaries& known = *composition.benchmark;
  brought.beta =
      design::NormalEquations(known.gram(known.collect(brought.weights))).solve(known.sums(known.collect(slopes)));
  return brought;
}

// v - x' beta of each row that counts.
std::vector<double> residuals(const Brought& brought, const Composition& composition) {
  const Eigen::VectorXd explained = composition.benchmark->combine(brought.beta);
  std::vector<double> result(brought.weights.size());
  for (std::size_t row = 0; row < result.size(); ++row) {
    if (composition.benchmark_weights[row] > 0) {
      result[row] = brought.at.slopes[row] - explained[composition.benchmark->cell_of[row]];
    }
  }
  return result;
}

struct Varied {
  VarianceOf spread;
  std::vector<std::string> lonely;
  bool known = true;
};

Varied benchmark_variance(const Sample& benchmark, const Composition& composition, const Brought& brought,
                          Reweighting method) {
  const std::vector<double> left = residuals(brought, composition);
  if (benchmark.side().cells) {
    return {cells_variance(cells_of(benchmark.side()), benchmark, brought.at, brought.weights, left), {}, true};
  }
  design::Statistic statistic;
  statistic.present = present_in(composition.benchmark_weights);
  statistic.at = [&](std::span<const double> weights) {
    const std::vector<double> own = only(weights, composition.benchmark_weights);
    const std::optional<double> value = benchmark.value(calibrated(own, composition.benchmark, method));
    return Eigen::VectorXd::Constant(1, value.value_or(std::numeric_limits<double>::quiet_NaN()));
  };
  statistic.influences = [&] {
    std::vector<double> influences = left;
    for (std::size_t row = 0; row < influences.size(); ++row) {
      influences[row] *= brought.weights[row];
    }
    return as_column(influences);
  };
  const design::Estimate found = design::estimate(benchmark.design(), statistic);
  return {{found.covariance(0, 0), found.df}, found.lonely, found.known};
}

// How the participants' figure p and what their composition makes of the benchmark, c, vary together.
class Own {
 public:
  Own(const Sample& participants, const Composition& composition, const Brought& brought)
      : participants_(participants), composition_(composition) {
    const std::vector<double> weights = participants.weights();
    const std::optional<Sample::At> at = participants.at(weights);
    const Eigen::VectorXd explained = composition.participants->combine(brought.beta);
    const double sum = design::weight_spread(composition.participant_weights).sum;    // W
    const double reached = design::weight_spread(composition.benchmark_weights).sum;  // D
    Eigen::MatrixXd influences = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(weights.size()), 2);
    mix_.resize(weights.size());
    for (std::size_t row = 0; row < weights.size(); ++row) {
      const auto r = static_cast<Eigen::Index>(row);
      influences(r, 0) = at ? weights[row] * at->slopes[row] : 0;
      mix_[row] = reached * explained[composition.participants->cell_of[row]];
      influences(r, 1) = composition.participant_weights[row] * mix_[row] / sum;
    }
    if (at) {
      sizes_ = at->sizes;
    }
    design::Statistic statistic;
    statistic.present = participants.answered();
    statistic.influences = [influences] { return influences; };
    statistic.at = [this](std::span<const double> replicate) { return pair_at(replicate); };
    found_ = design::estimate(participants.design(), statistic);
    influences_ = std::move(influences);
  }

  // Of a p + b c.
  VarianceOf along(double a, double b) const {
    const design::Design& design = participants_.design();
    if (design.spec().small_sample == design::SmallSample::Cr2 && design.replicates() == nullptr &&
        design.calibrations().empty()) {
      if (const auto corrected = small_sample(a, b)) {
        return {corrected->variance, corrected->df};
      }
    }
    const Eigen::Vector2d direction(a, b);
    return {direction.dot(found_.covariance * direction), found_.df};
  }
  bool known() const { return found_.known; }

 private:
  Eigen::VectorXd pair_at(std::span<const double> weights) const {
    const auto undefined = std::numeric_limits<double>::quiet_NaN();
    double sum = 0;
    double mixed = 0;
    std::vector<double> own(weights.begin(), weights.end());
    for (std::size_t row = 0; row < own.size(); ++row) {
      own[row] = participants_.answered()[row] != 0 ? own[row] : 0;
      if (composition_.participant_weights[row] > 0) {
        sum += own[row];
        mixed += own[row] * mix_[row];
      }
    }
    return Eigen::Vector2d(participants_.value(own).value_or(undefined), sum > 0 ? mixed / sum : undefined);
  }

  std::optional<design::SmallSampleVariance> small_sample(double a, double b) const {
    const design::Design& design = participants_.design();
    const Eigen::VectorXd combined = influences_ * Eigen::Vector2d(a, b);
    std::vector<double> sizes = participants_.weights();
    for (std::size_t row = 0; row < sizes.size(); ++row) {
      sizes[row] *= sizes_[row];
    }
    const std::span<const double> rows(combined.data(), static_cast<std::size_t>(combined.size()));
    const design::Quotient quotient{1, design.totals(rows, participants_.answered()),
                                    design.totals(sizes, participants_.answered())};
    return design::small_sample_variance(design, {&quotient, 1});
  }

  const Sample& participants_;
  const Composition& composition_;
  std::vector<double> mix_;  // D x' beta of each row
  std::vector<double> sizes_;
  Eigen::MatrixXd influences_;
  design::Estimate found_;
};

// Participants' figure p and the adjusted figure b, both made of rows of one table under one design.
class Joint {
 public:
  Joint(const Sample& participants, const Sample& benchmark, const Composition& composition, const Brought& brought,
        Reweighting method)
      : design_(participants.design()) {
    const std::vector<double> weights = participants.weights();
    const std::optional<Sample::At> at = participants.at(weights);
    const Eigen::VectorXd explained = composition.participants->combine(brought.beta);
    const double sum = design::weight_spread(composition.participant_weights).sum;    // W
    const double reached = design::weight_spread(composition.benchmark_weights).sum;  // D
    const std::vector<double> left = residuals(brought, composition);
    later_ = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(weights.size()), 2);
    earlier_ = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(weights.size()));
    present_later_ = participants.answered();
    present_earlier_ = present_in(composition.benchmark_weights);
    sizes_later_ = weights;
    sizes_earlier_ = brought.weights;
    std::vector<double> mix(weights.size());
    for (std::size_t row = 0; row < weights.size(); ++row) {
      const auto r = static_cast<Eigen::Index>(row);
      mix[row] = reached * explained[composition.participants->cell_of[row]];
      later_(r, 0) = at ? weights[row] * at->slopes[row] : 0;
      later_(r, 1) = composition.participant_weights[row] * mix[row] / sum;
      earlier_(r) = brought.weights[row] * left[row];
      sizes_later_[row] *= at ? at->sizes[row] : 0;
      sizes_earlier_[row] *= brought.at.sizes[row];
    }
    design::Statistic statistic;
    statistic.present = present_later_;
    for (std::size_t row = 0; row < weights.size(); ++row) {
      statistic.present[row] = present_later_[row] != 0 || present_earlier_[row] != 0 ? 1 : 0;
    }
    statistic.influences = [this] {
      Eigen::MatrixXd both = later_;
      both.col(1) += earlier_;
      return both;
    };
    statistic.at = [&](std::span<const double> replicate) {
      const auto undefined = std::numeric_limits<double>::quiet_NaN();
      double total = 0;
      double mixed = 0;
      std::vector<double> own(replicate.begin(), replicate.end());
      for (std::size_t row = 0; row < own.size(); ++row) {
        own[row] = present_later_[row] != 0 ? own[row] : 0;
        if (composition.participant_weights[row] > 0) {
          total += own[row];
          mixed += own[row] * mix[row];
        }
      }
      const std::vector<double> other = only(replicate, composition.benchmark_weights);
      const auto b = benchmark.value(calibrated(other, composition.benchmark, method));
      return Eigen::Vector2d(participants.value(own).value_or(undefined),
                             b && total > 0 ? *b + mixed / total : undefined);
    };
    found_ = design::estimate(design_, statistic);
  }

  // Of s p + t b.
  VarianceOf along(double s, double t) const {
    if (design_.spec().small_sample == design::SmallSample::Cr2 && design_.replicates() == nullptr &&
        design_.calibrations().empty()) {
      if (const auto corrected = small_sample(s, t)) {
        return {corrected->variance, corrected->df};
      }
    }
    const Eigen::Vector2d direction(s, t);
    return {direction.dot(found_.covariance * direction), found_.df};
  }
  bool known() const { return found_.known; }

 private:
  std::optional<design::SmallSampleVariance> small_sample(double s, double t) const {
    const Eigen::VectorXd later = later_ * Eigen::Vector2d(s, t);
    const Eigen::VectorXd earlier = earlier_ * t;
    const auto quotient = [&](double slope, const Eigen::VectorXd& influences, const std::vector<double>& sizes,
                              const std::vector<std::uint8_t>& present) {
      // The influences hold their factor already; the slope of the degrees of freedom is that of the figure.
      const Eigen::VectorXd own = slope == 0 ? influences : Eigen::VectorXd(influences / slope);
      return design::Quotient{
          slope, design_.totals(std::span<const double>(own.data(), static_cast<std::size_t>(own.size())), present),
          design_.totals(sizes, present)};
    };
    std::vector<design::Quotient> quotients{quotient(t, earlier, sizes_earlier_, present_earlier_)};
    quotients.push_back(quotient(s == 0 ? t : s, later, sizes_later_, present_later_));
    return design::small_sample_variance(design_, quotients);
  }

  const design::Design& design_;
  Eigen::MatrixXd later_;    // on p, and on what their composition makes of b
  Eigen::VectorXd earlier_;  // on b
  std::vector<std::uint8_t> present_later_, present_earlier_;
  std::vector<double> sizes_later_, sizes_earlier_;
  design::Estimate found_;
};

VarianceOf sum_of(const VarianceOf& one, const VarianceOf& other) {
  return {one.variance + other.variance, satterthwaite(one, other)};
}

// The adjusted figure's own limits.
Measured adjusted_figure(double value, const VarianceOf& spread, double effective, bool share, double level) {
  const estimate::Scale scale = share ? estimate::Scale::Share : estimate::Scale::Any;
  return {
      value, spread.variance, spread.df,
      estimate::interval({.value = value, .se = std::sqrt(spread.variance), .df = spread.df, .effective = effective},
                         scale, estimate::default_method(scale, false), level)};
}

Reweighted diagnosed(const Composition& composition, const std::vector<double>& weights) {
  Reweighted result;
  result.participants_used = composition.participants_used;
  result.participants_without = composition.participants_without;
  result.benchmark_used = composition.benchmark_used;
  result.benchmark_without = composition.benchmark_without;
  result.benchmark_unlike = composition.benchmark_unlike;
  result.effective = design::weight_spread(weights).effective;
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

class Comparer {
 public:
  Comparer(const Side& participants, const Side& benchmark, const AdjustOptions& options)
      : participants_(participants), benchmark_(benchmark), options_(options) {
    const bool shares = participants_.kind() == finding::Kind::Share;
    if (!benchmark.cells && participants_.kind() != benchmark_.kind()) {
      throw Error({"kinds-differ",
                   fmt::format("`{}` and `{}` are not figures of one kind", participants.measure, benchmark.measure),
                   {},
                   "compare a share with a share, or a mean with a mean"},
                  Fault::Usage);
    }
    shares_ = shares;
    result_.participants = figure_of(participants_, options.level);
    result_.benchmark = figure_of(benchmark_, options.level);
    if (result_.participants.value && result_.benchmark.value) {
      result_.crude = contrast(complete(independent(measured(result_.participants), measured(result_.benchmark))));
    }
  }

  AdjustedComparison adjust(const std::vector<Characteristic>& characteristics) {
    if (!characteristics.empty() && result_.crude) {
      Composed composed = compose(participants_, benchmark_, characteristics, options_.method);
      result_.refusal = std::move(composed.refusal);
      if (composed.composition) {
        try {
          with(*composed.composition);
        } catch (const Error& error) {
          if (error.fault() != Fault::Input || !is_unmet(error)) {
            throw;
          }
          result_.refusal = Refusal{"margin-not-met", error.problems().front().message};
        }
      }
    }
    return std::move(result_);
  }

 private:
  static bool is_unmet(const Error& error) {
    const std::string& code = error.problems().front().code;
    return code == "unreachable-total" || code == "empty-level";
  }

  ContrastInput complete(ContrastInput input) const {
    input.shares = shares_;
    input.effective = result_.participants.bases.effective;
    input.level = options_.level;
    input.smallest_difference = options_.smallest_difference;
    return input;
  }

  void refuse(std::string code, std::string text) { result_.refusal = Refusal{std::move(code), std::move(text)}; }

  void with(const Composition& composition) {
    const std::optional<Brought> brought = bring(benchmark_, composition, options_.method);
    if (!brought) {
      refuse("nobody-left", "The measure is not defined among the benchmark's respondents who are like participants.");
      return;
    }
    result_.reweighted = diagnosed(composition, brought->weights);
    double effective = result_.reweighted->effective;
    if (benchmark_.side().cells) {
      effective = effective_of_cells(composition, brought->weights);
      result_.reweighted->effective = effective;
    }
    if (effective < options_.smallest_effective) {
      refuse("small-effective-base",
             fmt::format("The reweighted benchmark has an effective base of {:.0f}, below {:.0f}: too few of its "
                         "respondents are like the participants.",
                         effective, options_.smallest_effective));
      return;
    }
    if (options_.samples == Samples::OneDesign) {
      together(composition, *brought, effective);
      return;
    }
    const Varied other = benchmark_variance(benchmark_, composition, *brought, options_.method);
    const Own own(participants_, composition, *brought);
    if (!other.known || !own.known()) {
      refuse("no-variance", "The variance of one of the two samples is not known.");
      return;
    }
    const double b = brought->at.value;
    const double p = result_.participants.value.value_or(0);
    ContrastInput input;
    input.participants = measured(result_.participants);
    input.benchmark = adjusted_figure(b, sum_of(own.along(0, 1), other.spread), effective, shares_, options_.level);
    const VarianceOf difference = sum_of(own.along(1, -1), other.spread);
    input.variance = difference.variance;
    input.df = difference.df;
    if (p > 0 && b > 0) {
      input.log_variance = own.along(1 / p, -1 / b).variance + other.spread.variance / (b * b);
    }
    result_.adjusted = contrast(complete(input));
    note(other);
  }

  // Both sides through the one design.
  void together(const Composition& composition, const Brought& brought, double effective) {
    const Joint joint(participants_, benchmark_, composition, brought, options_.method);
    if (!joint.known()) {
      refuse("no-variance", "The variance of the two samples together is not known.");
      return;
    }
    const double b = brought.at.value;
    const double p = result_.participants.value.value_or(0);
    ContrastInput input;
    input.participants = measured(result_.participants);
    input.benchmark = adjusted_figure(b, joint.along(0, 1), effective, shares_, options_.level);
    const VarianceOf difference = joint.along(1, -1);
    input.variance = difference.variance;
    input.df = difference.df;
    if (p > 0 && b > 0) {
      input.log_variance = joint.along(1 / p, -1 / b).variance;
    }
    result_.adjusted = contrast(complete(input));
    note({});
  }

  // Kish's, with as many people in a cell as its base, each with the same weight.
  double effective_of_cells(const Composition& composition, const std::vector<double>& weights) const {
    const Cells cells = cells_of(benchmark_.side());
    double sum = 0;
    double squares = 0;
    for (std::size_t row = 0; row < weights.size(); ++row) {
      if (composition.benchmark_weights[row] > 0) {
        sum += weights[row];
        squares += weights[row] * weights[row] / cells.base[row];
      }
    }
    return squares > 0 ? sum * sum / squares : 0;
  }

  void note(const Varied& other) {
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
      add("benchmark-unlike", fmt::format("{} of the benchmark's rows are unlike any participant and count nothing.",
                                          done.benchmark_unlike));
    }
    if (!other.lonely.empty()) {
      add("lonely-psu",
          fmt::format("{} {} of the benchmark {} a single cluster.", other.lonely.size(),
                      other.lonely.size() == 1 ? "stratum" : "strata", other.lonely.size() == 1 ? "has" : "have"));
    }
  }

  Sample participants_;
  Sample benchmark_;
  AdjustOptions options_;
  bool shares_ = true;
  AdjustedComparison result_;
};

}  // namespace

finding::Finding figure(const Side& side, double level) {
  return figure_of(Sample(side), level);
}

AdjustedComparison compare_adjusted(const Side& participants, const Side& benchmark,
                                    const std::vector<Characteristic>& characteristics, const AdjustOptions& options) {
  return Comparer(participants, benchmark, options).adjust(characteristics);
}

}  // namespace kith::compare
