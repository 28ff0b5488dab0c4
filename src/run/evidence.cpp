#include "run/evidence.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/round.h"
#include "compare/benchmark.h"
#include "num/p_adjust.h"

namespace kith::run {

namespace {

using finding::Finding;
using report::Tested;
using report::Verdict;

Verdict verdict_of(const std::string& words) {
  return words == "higher"                 ? Verdict::Higher
         : words == "lower"                ? Verdict::Lower
         : words == "no clear difference"  ? Verdict::NoDifference
         : words == "practically the same" ? Verdict::Same
                                           : Verdict::NotTested;
}

std::string points(double share) {
  return fmt::format("{}", whole_percent(share));
}

// The value as people would read it in a problem: "75%", "3.2".
std::string shown(const Finding& finding, double value) {
  return finding.kind == finding::Kind::Share ? percent_text(value) : fmt::format("{:.3g}", value);
}

bool same_breakdown(const Finding& a, const Finding& b) {
  return a.request == b.request && a.category == b.category && a.by.size() == b.by.size() &&
         std::equal(a.by.begin(), a.by.end(), b.by.begin(),
                    [](const auto& x, const auto& y) { return x.dimension == y.dimension; });
}

double p_of(const Finding& difference) {
  return difference.value && difference.se
             ? compare::two_sided_p(*difference.value, *difference.se, difference.df).value_or(1)
             : 1;
}

}  // namespace

StudyEvidence::StudyEvidence(const study::Study& study, const std::vector<Estimated>& estimated, const Changes& changes,
                             std::vector<std::string> withheld_ids,
                             const std::vector<disclose::Safe<finding::GroupTest>>& group_tests)
    : study_(study), changes_(changes.made), withheld_(std::move(withheld_ids)) {
  std::ranges::copy_if(group_tests, std::back_inserter(group_tests_),
                       [](const auto& test) { return test->of == finding::GroupTest::Of::Figures; });
  for (const Finding& finding : changes.findings) {
    change_figures_.emplace(finding.id, finding);
  }
  for (const Estimated& one : estimated) {
    for (std::size_t i = 0; i < one.findings.size(); ++i) {
      if (!one.findings[i].id.empty()) {
        places_.emplace(one.findings[i].id, Place{&one, i});
      }
    }
  }
}

const StudyEvidence::Place* StudyEvidence::place(std::string_view id) const {
  const auto found = places_.find(id);
  return found == places_.end() ? nullptr : &found->second;
}

const Finding* StudyEvidence::figure(std::string_view id) const {
  if (const Place* found = place(id)) {
    return &at(*found);
  }
  const auto change = change_figures_.find(id);
  return change == change_figures_.end() ? nullptr : &change->second;
}

std::vector<std::string> StudyEvidence::ids() const {
  std::vector<std::string> ids;
  ids.reserve(places_.size() + change_figures_.size());
  for (const auto& entry : change_figures_) {
    ids.push_back(entry.first);
  }
  for (const auto& entry : places_) {
    ids.push_back(entry.first);
  }
  return ids;
}

bool StudyEvidence::withheld(std::string_view id) const {
  return std::ranges::find(withheld_, id) != withheld_.end();
}

bool StudyEvidence::above(std::string_view id, double bound) const {
  const Finding* found = figure(id);
  const auto value = found == nullptr ? std::nullopt : found->value;
  return value && *value > bound;
}

bool StudyEvidence::below(std::string_view id, double bound) const {
  const Finding* found = figure(id);
  const auto value = found == nullptr ? std::nullopt : found->value;
  return value && *value < bound;
}

Tested StudyEvidence::against_benchmark(std::string_view id, std::string_view benchmark) const {
  const Finding* found = figure(id);
  Tested tested;
  const Finding none;
  const Finding& finding = found == nullptr || withheld(id) ? none : *found;
  if (!finding.comparison || !finding.value) {
    tested.explanation = "there is no comparison of this figure in plan.toml";
    return tested;
  }
  const finding::Comparison& comparison = *finding.comparison;
  if (!benchmark.empty() && comparison.benchmark != benchmark) {
    tested.explanation = fmt::format("it is compared with `{}`, not with `{}`", comparison.benchmark, benchmark);
    return tested;
  }
  tested.verdict = verdict_of(comparison.verdict);
  tested.ratio = comparison.value == 0 ? 0 : *finding.value / comparison.value;
  tested.explanation = fmt::format("{} against {}: {}", shown(finding, *finding.value),
                                   shown(finding, comparison.value), comparison.verdict);
  if (comparison.interval) {
    const bool share = finding.kind == finding::Kind::Share;
    tested.explanation +=
        fmt::format(", difference {} to {}{}",
                    share ? points(comparison.interval->low) : fmt::format("{:.3g}", comparison.interval->low),
                    share ? points(comparison.interval->high) : fmt::format("{:.3g}", comparison.interval->high),
                    share ? " points" : "");
  }
  return tested;
}

// The p-values of every pair of released levels in the breakdown of the two findings, adjusted; the pair's own q.
double StudyEvidence::q_within_breakdown(const Place& a, const Place& b) const {
  const Estimated& estimated = *a.estimated;
  std::vector<std::size_t> levels;
  for (std::size_t k = 0; k < estimated.findings.size(); ++k) {
    const Finding& other = estimated.findings[k];
    if (!other.id.empty() && other.value && same_breakdown(other, at(a)) && !withheld(other.id)) {
      levels.push_back(k);
    }
  }
  std::vector<double> p;
  std::size_t own = 0;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    for (std::size_t j = i + 1; j < levels.size(); ++j) {
      const Finding difference = estimated.estimates.difference(levels[i], levels[j]);
      if (!difference.value || !difference.se || *difference.se == 0) {
        continue;
      }
      if (std::minmax(levels[i], levels[j]) == std::minmax(a.index, b.index)) {
        own = p.size();
      }
      p.push_back(p_of(difference));
    }
  }
  return p.empty() ? 1 : num::adjusted(p, num::Adjustment::BenjaminiHochberg)[own];
}

// The planned test of whether the groups of these two differ; null where there is none.
const finding::GroupTest* StudyEvidence::group_test(const Finding& a, const Finding& b) const {
  if (!same_breakdown(a, b) || a.by.size() != 1 || !a.category.empty()) {
    return nullptr;
  }
  const auto found = std::ranges::find_if(group_tests_, [&](const auto& test) {
    return test->indicator == a.indicator && test->dimension == a.by.front().dimension;
  });
  return found == group_tests_.end() ? nullptr : &**found;
}

// The figure of everyone in the report's own wave is the one by wave too, where it meets another wave's.
std::string StudyEvidence::beside(std::string_view id, std::string_view other) const {
  const Finding* own = figure(id);
  const Finding* partner = figure(other);
  if (own != nullptr && partner != nullptr && own->by.empty() && own->category.empty() &&
      std::ranges::find(partner->by, "wave", &finding::Level::dimension) != partner->by.end()) {
    std::string by_wave = own->indicator + "_" + own->wave;
    if (figure(by_wave) != nullptr) {
      return by_wave;
    }
  }
  return std::string(id);
}

Tested StudyEvidence::between(std::string_view first, std::string_view second) const {
  const std::string id = beside(first, second);
  const std::string other = beside(second, first);
  const Place* a = place(id);
  const Place* b = place(other);
  Tested tested;
  if (figure(id) != nullptr && figure(other) != nullptr && !withheld(id) && !withheld(other)) {
    if (is_broken(*figure(id), *figure(other))) {
      tested.explanation = "the question changed between the two waves, and no bridge is declared";
      return tested;
    }
    if (auto planned = planned_change(*figure(id), *figure(other))) {
      return *std::move(planned);
    }
  }
  if (a == nullptr || b == nullptr || withheld(id) || withheld(other)) {
    tested.explanation = "one of the two is not released";
    return tested;
  }
  const Finding& subject = at(*a);
  const Finding& object = at(*b);
  if (a->estimated != b->estimated || subject.request != object.request) {
    tested.explanation = "the two are not the same measure of the same population";
    return tested;
  }
  const Finding difference = a->estimated->estimates.difference(a->index, b->index);
  if (!difference.value || !difference.se || *difference.se == 0 || !difference.interval || !subject.value ||
      !object.value) {
    tested.explanation = "their difference cannot be tested";
    return tested;
  }
  const double q = same_breakdown(subject, object) ? q_within_breakdown(*a, *b) : p_of(difference);
  const finding::GroupTest* groups = group_test(subject, object);
  if (groups != nullptr && groups->verdict == "not tested") {
    tested.explanation = "whether these groups differ could not be tested";
    return tested;
  }
  const study::Indicator* indicator = study_.indicator(subject.indicator);
  const double smallest = indicator == nullptr ? 0 : study_.smallest_difference_of(*indicator);
  std::string verdict = compare::verdict(*difference.value, difference.interval, q, smallest);
  if (groups != nullptr && groups->verdict != "differ" && (verdict == "higher" || verdict == "lower")) {
    verdict = "no clear difference";
    tested.explanation = "the groups as a whole do not clearly differ; ";
  }
  tested.verdict = verdict_of(verdict);
  tested.ratio = *object.value == 0 ? 0 : *subject.value / *object.value;
  tested.explanation +=
      fmt::format("{} against {}: {}", shown(subject, *subject.value), shown(object, *object.value), verdict);
  return tested;
}

bool StudyEvidence::is_broken(const Finding& subject, const Finding& object) const {
  const study::Indicator* indicator = study_.indicator(subject.indicator);
  if (indicator == nullptr || subject.wave.empty() || object.wave.empty()) {
    return false;
  }
  for (const auto& [from, to] : {std::pair(subject.wave, object.wave), std::pair(object.wave, subject.wave)}) {
    for (const study::Study::Changed& changed : study_.question_changes(*indicator, from, to)) {
      if (changed.bridge == nullptr) {
        return true;
      }
    }
  }
  return false;
}

std::optional<Tested> StudyEvidence::planned_change(const Finding& subject, const Finding& object) const {
  const auto between = [&](const std::string& later, const std::string& earlier) {
    return (subject.id == later && object.id == earlier) || (subject.id == earlier && object.id == later);
  };
  for (const MadeChange& made : changes_) {
    const report::ChangeRow& row = made.row;
    const bool everyone = between(row.later, made.earlier) || between(row.everyone, made.earlier);
    const Finding* change = everyone                                    ? figure(row.everyone)
                            : between(row.matched, row.matched_earlier) ? figure(row.matched)
                                                                        : nullptr;
    if (change == nullptr || !change->comparison || !subject.value || !object.value) {
      continue;
    }
    Tested tested;
    tested.verdict = verdict_of(change->comparison->verdict);
    if (subject.wave == row.from && tested.verdict == Verdict::Higher) {
      tested.verdict = Verdict::Lower;
    } else if (subject.wave == row.from && tested.verdict == Verdict::Lower) {
      tested.verdict = Verdict::Higher;
    }
    tested.ratio = *object.value == 0 ? 0 : *subject.value / *object.value;
    tested.explanation = fmt::format("{} against {}: {} from {} to {}", shown(subject, *subject.value),
                                     shown(object, *object.value), change->comparison->verdict, row.from, row.to);
    return tested;
  }
  return std::nullopt;
}

int StudyEvidence::maryland_level() const {
  return study::maryland_level(study_.design);
}

}  // namespace kith::run
