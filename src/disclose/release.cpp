#include "disclose/release.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/round.h"
#include "disclose/coarse.h"
#include "disclose/moments.h"
#include "disclose/primary.h"
#include "disclose/shared_base.h"
#include "num/effect_sizes.h"

namespace kith::disclose {

namespace {

using finding::Finding;
using finding::Interval;
using finding::Kind;

// Of a few numbers what their error may be, whoever gave which: half of the most that it can be. Which decimals are
// shown would otherwise tell on which side of .02 or .2 it lies.
std::optional<double> likely_error(const Finding& finding, bool banded) {
  const auto numbers = numbers_of(finding);
  if (!numbers || clustered(finding)) {
    return std::nullopt;
  }
  constexpr double base_in_band = 50;
  const auto [least, most] = std::ranges::minmax(*numbers);
  if (least == most) {
    return std::nullopt;
  }
  const double base = banded ? base_in_band : static_cast<double>(finding.bases.unweighted);
  const double of_mean = (most - least) / 4 / std::sqrt(base);
  return finding.kind == Kind::Total ? of_mean * base : of_mean;
}

// The decimals that a mean, total or ratio may keep.
int decimals_of_number(const Finding& finding, bool banded) {
  std::optional<int> decimals;
  constexpr double noise = 1e-9;  // what is left of an error that is 0: of a single cluster
  std::optional<double> error = likely_error(finding, banded);
  if (!error && finding.se && *finding.se > noise * std::max(1.0, std::abs(finding.value.value_or(0)))) {
    error = finding.se;
  }
  if (error) {
    decimals = banded ? decimals_of(*error, 1) : meaningful_decimals(*error);
  }
  if (!decimals && finding.value) {
    decimals = decimals_of(*finding.value, banded ? 2 : 3);
  }
  // A mean of whole numbers to two decimals would fit few of the bases of a band.
  const bool few_numbers = banded && !finding.answers.of.empty();
  return few_numbers ? std::min(1, decimals.value_or(0)) : decimals.value_or(0);
}

bool on_share_scale(const Finding& finding) {
  return finding.kind == Kind::Share ||
         (finding.kind == Kind::Difference && finding.measure.find("share(") != std::string::npos);
}

// The error of a mean of a few numbers tells how widely they are spread, and with the mean who gave which; with
// clusters it holds an unknown design effect.
bool may_show_error(const Finding& finding) {
  return finding.kind == Kind::Share || finding.answers.of.empty() || clustered(finding);
}

void drop_intervals(Finding& finding, const char* reason) {
  if (finding.interval) {
    finding.notes.push_back({"no-interval", reason});
  }
  finding.interval.reset();
  if (finding.comparison) {
    finding.comparison->interval.reset();
    if (finding.comparison->adjusted) {
      finding.comparison->adjusted->interval.reset();
    }
  }
}

void drop_telling_intervals(Finding& finding) {
  if (!clustered(finding)) {
    drop_intervals(finding, "No interval is shown: it would tell the size of this small group.");
  }
}

// Of a mean of a few numbers whose error tells of the few who gave one of them (moments.h).
void drop_telling_limits(Finding& finding, const Rules& rules) {
  if (finding.interval && error_tells_of_few(finding, rules)) {
    drop_intervals(finding, "No interval is shown: it would tell how few gave one of the answers.");
    if (finding.comparison) {
      for (auto* probability : {&finding.comparison->p, &finding.comparison->q}) {
        probability->reset();
      }
      if (auto& adjusted = finding.comparison->adjusted) {
        adjusted->p.reset();
        adjusted->q.reset();
      }
    }
  }
}

void round_values(Finding& finding, int decimals) {
  if (finding.value) {
    if (finding.kind == Kind::Share && *finding.value > 0 && whole_percent(*finding.value) == 0) {
      finding.notes.push_back({"above-zero", "Above 0% and below 0.5%."});
    }
    const double shown = rounded_at(*finding.value, decimals);
    if (may_show_error(finding)) {
      move_interval(finding.interval, shown - *finding.value, finding.kind == Kind::Share, decimals);
    } else {
      spread_evenly(finding.interval, shown);
    }
    finding.value = shown;
  }
  if (finding.se) {
    const double se = rounded_at(*finding.se, decimals);
    finding.se = se > 0 && may_show_error(finding) ? std::optional(se) : std::nullopt;
  }
}

// Effect sizes as a reader would find them from the figures that are shown; the limit of an E-value to one decimal.
void round_effects(finding::Comparison& comparison, double share, bool banded) {
  const bool whole = share > 0 && share < 1 && comparison.value > 0 && comparison.value < 1;
  if (!comparison.h || !whole) {
    comparison.h.reset();
    comparison.e_value.reset();
    comparison.e_value_limit.reset();
    return;
  }
  const double benchmark = rounded(comparison.value, 2);
  comparison.h = rounded(num::cohen_h(share, benchmark), 2);
  if (comparison.e_value) {
    comparison.e_value = benchmark > 0 ? std::optional(rounded(num::e_value(share / benchmark), 1)) : std::nullopt;
  }
  if (comparison.e_value_limit) {
    comparison.e_value_limit = rounded(*comparison.e_value_limit, 1);
  }
  if (banded) {
    comparison.e_value_limit.reset();
  }
}

// What a difference is made of besides its two sides.
struct Sides {
  bool share = false;
  bool as_shown = false;  // it is that of the two figures as readers see them
  int decimals = 0;       // of the figure
  bool banded = false;
  bool clustered = false;
  bool coarse = false;  // what its error is made of must not follow (may_show_error)
};

// A difference of shares, or from a survey's figure, which anybody may know, is that of the two as shown, `between`:
// another rounding would tell more of ours. That of two means of ours is as fine as its own error makes meaningful,
// which may be far smaller where both are of the same people.
void round_difference(double& difference, std::optional<Interval>& interval, double between, const Sides& sides) {
  int own = sides.decimals;
  const double before = difference;
  if (sides.share) {
    difference = rounded(between, own);
  } else if (sides.as_shown) {
    difference = rounded_at(difference_of_shown(between, 0), own);
  } else if (sides.banded) {
    difference = difference_of_shown(between, 0);
  } else {
    const auto of_error = interval ? meaningful_decimals((interval->high - interval->low) / 4) : std::nullopt;
    own = std::max(own, of_error.value_or(own));
    difference = rounded_at(difference, own);
  }
  if (sides.coarse) {
    spread_evenly(interval, difference);
  } else {
    move_interval(interval, difference - before, false, own);
  }
  if (sides.share && sides.banded) {
    coarsen_interval(interval);
  }
}

// A verdict says on which side of 0 the limits lie: a limit that rounding put on 0, or beyond, is one unit.
void keep_side(std::optional<Interval>& interval, const std::string& verdict, int decimals) {
  const double unit = std::pow(10.0, -decimals);
  if (interval && verdict == "higher") {
    interval->low = std::max(interval->low, unit);
  } else if (interval && verdict == "lower") {
    interval->high = std::min(interval->high, -unit);
  }
}

// The adjusted comparison, as fine as the figure. Beside a base that is a band it is not shown: it follows from who
// exactly the few are.
void round_adjusted(finding::Comparison& comparison, double value, const Sides& sides) {
  const int decimals = sides.decimals;
  if (sides.banded) {
    comparison.adjusted.reset();
    comparison.not_adjusted.clear();
    comparison.alternatives.clear();
    return;
  }
  for (finding::Comparison::Alternative& alternative : comparison.alternatives) {
    if (alternative.value) {  // from our figure as it is shown: what stands behind it stays unknown
      alternative.low = alternative.high = value - *alternative.value;
    }
    alternative.low = rounded_at(alternative.low, decimals);
    alternative.high = rounded_at(alternative.high, decimals);
  }
  if (!comparison.adjusted) {
    return;
  }
  finding::Comparison::Adjusted& adjusted = *comparison.adjusted;
  adjusted.value = rounded_at(adjusted.value, decimals);
  round_difference(adjusted.difference, adjusted.interval, value - adjusted.value, sides);
  keep_side(adjusted.interval, adjusted.verdict, decimals);
  for (std::optional<double>* p : {&adjusted.p, &adjusted.q}) {
    *p = shown_p(*p, sides.clustered);
  }
  if (adjusted.e_value) {
    adjusted.e_value = value > 0 && adjusted.value > 0 ? std::optional(rounded(num::e_value(value / adjusted.value), 1))
                                                       : std::nullopt;
  }
  if (adjusted.e_value_limit) {
    adjusted.e_value_limit = rounded(*adjusted.e_value_limit, 1);
  }
  adjusted.effective = rounded_at(adjusted.effective, std::min(-1, decimals_of(adjusted.effective, 2).value_or(-1)));
  adjusted.largest_weight = step_up(adjusted.largest_weight);
  adjusted.balance = rounded(adjusted.balance, 2);
}

// The other side. A mean that data come to is as fine as its own error makes meaningful.
void round_benchmark(finding::Comparison& comparison, bool share, int decimals) {
  std::optional<Interval>& own = comparison.benchmark_interval;
  const auto of_error = own ? meaningful_decimals((own->high - own->low) / 4) : std::nullopt;
  if (!share && of_error) {
    comparison.value = rounded_at(comparison.value, std::max({decimals, *of_error, 2}));
  }
  round_interval(own, share ? 2 : std::max(decimals, of_error.value_or(decimals)));
}

void round_comparison(Finding& finding, int decimals, bool banded) {
  if (!finding.comparison) {
    return;
  }
  finding::Comparison& comparison = *finding.comparison;
  const bool of_survey = !comparison.benchmark_has_error || comparison.benchmark_interval;  // not of an earlier wave
  const Sides sides{on_share_scale(finding), of_survey, decimals, banded, clustered(finding), !may_show_error(finding)};
  round_benchmark(comparison, sides.share, decimals);
  round_effects(comparison, finding.value.value_or(0), banded);
  round_adjusted(comparison, finding.value.value_or(0), sides);
  if (finding.value) {
    round_difference(comparison.difference, comparison.interval, *finding.value - comparison.value, sides);
    keep_side(comparison.interval, comparison.verdict, decimals);
  }
  for (std::optional<double>* p : {&comparison.p, &comparison.q}) {
    *p = banded ? std::nullopt : shown_p(*p, sides.clustered);
  }
}

void round_bases(Finding& finding, bool banded, const Rules& rules) {
  const bool may_show = may_show_error(finding);
  finding::Bases& bases = finding.bases;
  if (banded) {
    const finding::Band band = band_of(bases.unweighted, rules);
    bases = {};
    bases.unweighted = band.low;
    bases.band = band;
    finding.se.reset();
    finding.df.reset();
    finding.design_effect.reset();
    return;
  }
  const auto step_down = [step = std::max<std::int64_t>(rules.minimum_cell, 1)](std::int64_t count) {
    return std::max<std::int64_t>(count, 0) / step * step;
  };
  bases.unweighted = rounded_count(bases.unweighted, rules);
  const auto as_rounded = [&](double people) {  // as coarse as the base, which it may equal
    return static_cast<double>(rounded_count(static_cast<std::int64_t>(rounded(people, 0)), rules));
  };
  bases.weighted = as_rounded(bases.weighted);
  bases.effective = as_rounded(bases.effective);
  bases.dont_know = step_down(bases.dont_know);
  bases.prefer_not = step_down(bases.prefer_not);
  bases.routed_out = step_down(bases.routed_out);
  bases.missing = step_down(bases.missing);
  // Both follow from the sizes of all clusters, of those too that are not shown by themselves.
  if (finding.df) {
    finding.df = std::max(1.0, rounded(*finding.df, 0));
  }
  if (finding.design_effect) {
    finding.design_effect = rounded(*finding.design_effect, 1);
  }
  if (!may_show) {
    finding.df.reset();
    finding.design_effect.reset();
  }
}

// Notes of the estimate that say how many respondents there are ("Rests on 25 respondents."), and what those who
// answered say without the others, which nobody has checked.
void drop_telling_notes(Finding& finding) {
  std::erase_if(finding.notes,
                [](const finding::Note& note) { return note.code == "small-base" || note.code == "imputed"; });
  finding.imputation.reset();
}

void add_rounding_note(Finding& finding, std::int64_t step) {
  finding.notes.push_back({"rounded-base", fmt::format("The base is rounded to the nearest {}, since it would tell the "
                                                       "size of a small group.",
                                                       step)});
}

// An exact base that would tell a smaller one.
void round_telling_base(Finding& finding, const Rules& rules) {
  const std::int64_t step = base_step(rules);
  if (!clustered(finding)) {
    if (on_share_scale(finding)) {  // limits to the point are those of one base
      coarsen_interval(finding.interval);
    }
    finding.se.reset();
    finding.df.reset();
    finding.design_effect.reset();
    if (finding.comparison) {
      finding.comparison->p.reset();
      finding.comparison->q.reset();
      finding.comparison->e_value_limit.reset();
      finding.comparison->adjusted.reset();
      finding.comparison->alternatives.clear();
    }
  }
  const auto to_step = [step](double number) {
    return rounded(number / static_cast<double>(step), 0) * static_cast<double>(step);
  };
  finding::Bases& bases = finding.bases;
  bases.unweighted = (bases.unweighted + step / 2) / step * step;
  bases.weighted = to_step(bases.weighted);
  bases.effective = to_step(bases.effective);
  add_rounding_note(finding, step);
}

void add_notes(Finding& finding, const Rules& rules) {
  const std::int64_t base = finding.bases.unweighted;
  if (base < rules.bracket_below) {
    finding.notes.push_back(
        {"bracketed", fmt::format("In brackets: fewer than {} answers, read with caution.", rules.bracket_below)});
  }
  if (base < rules.flag_below) {
    finding.notes.push_back(
        {"small-base", fmt::format("Fewer than {} answers, so the base is shown as a band.", rules.flag_below)});
  }
}

Finding shown_count(Finding finding, const Rules& rules, BaseForm form) {
  const std::optional<std::int64_t> count = counts_of(finding).numerator;
  finding.bases = {};
  finding.value.reset();
  finding.numerator.reset();
  finding.se.reset();
  finding.df.reset();
  finding.interval.reset();
  finding.design_effect.reset();
  finding.comparison.reset();
  if (!count) {
    return finding;
  }
  if (*count < rules.flag_below && *count != 0) {
    finding.bases.band = band_of(*count, rules);
    finding.bases.unweighted = finding.bases.band->low;
    return finding;
  }
  finding.bases.unweighted = rounded_count(*count, rules);
  if (form == BaseForm::Rounded) {
    const std::int64_t step = base_step(rules);
    finding.bases.unweighted = (*count + step / 2) / step * step;
    add_rounding_note(finding, step);
  }
  finding.value = static_cast<double>(finding.bases.unweighted);
  return finding;
}

std::string reader_text(std::string_view code, Kind kind, const Rules& rules) {
  if (code == "small-base") {
    return "The sample is very small, so the figure is not shown.";
  }
  if (code == "order-statistic") {
    return "It can be one person's own answer, so it is not shown.";
  }
  return kind == Kind::Count
             ? fmt::format("Fewer than {}, or not shown to protect so small a group.", rules.minimum_cell)
             : "Not shown, to protect a small group.";
}

}  // namespace

bool clustered(const Finding& finding) {
  return finding.df && *finding.df < static_cast<double>(finding.bases.unweighted - 1) / 2;
}

int decimals_shown(const Finding& finding, const Rules& rules) {
  return on_share_scale(finding) ? 2 : decimals_of_number(finding, finding.bases.unweighted < rules.flag_below);
}

Finding shown(Finding finding, const Rules& rules, BaseForm form) {
  drop_telling_notes(finding);
  if (finding.kind == Kind::Count) {
    return shown_count(std::move(finding), rules, form);
  }
  const bool banded = finding.bases.unweighted < rules.flag_below;
  const int decimals = decimals_shown(finding, rules);
  add_notes(finding, rules);
  if (banded) {
    drop_telling_intervals(finding);
  } else if (!may_show_error(finding)) {
    drop_telling_limits(finding, rules);
  }
  round_values(finding, decimals);
  if (banded && on_share_scale(finding)) {
    coarsen_interval(finding.interval);
  }
  round_comparison(finding, decimals, banded);
  round_bases(finding, banded, rules);
  if (form == BaseForm::Rounded) {
    round_telling_base(finding, rules);
  }
  finding.numerator.reset();
  finding.answers.chosen.clear();
  finding.largest_part = 0;
  return finding;
}

Finding withheld(Finding finding, std::string code, const Rules& rules) {
  Finding empty;
  empty.id = std::move(finding.id);
  empty.indicator = std::move(finding.indicator);
  empty.measure = std::move(finding.measure);
  empty.label = std::move(finding.label);
  empty.kind = finding.kind;
  empty.population = std::move(finding.population);
  empty.wave = std::move(finding.wave);
  empty.by = std::move(finding.by);
  empty.category = std::move(finding.category);
  empty.provenance = std::move(finding.provenance);
  empty.whole = std::move(finding.whole);
  empty.answers = std::move(finding.answers);
  empty.answers.chosen.clear();
  empty.sensitive = finding.sensitive;
  std::string text = reader_text(code, empty.kind, rules);
  empty.withheld = finding::Withheld{std::move(code), std::move(text)};
  return empty;
}

}  // namespace kith::disclose
