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

// The p-values of every pair of levels in the breakdown of findings i and j, adjusted; the pair's own q.
double q_within_breakdown(const Estimated& estimated, std::size_t i, std::size_t j) {
  std::vector<std::size_t> levels;
  for (std::size_t k = 0; k < estimated.findings.size(); ++k) {
    const Finding& other = estimated.findings[k];
    if (!other.id.empty() && other.value && same_breakdown(other, estimated.findings[i])) {
      levels.push_back(k);
    }
  }
  std::vector<double> p;
  std::size_t own = 0;
  for (std::size_t a = 0; a < levels.size(); ++a) {
    for (std::size_t b = a + 1; b < levels.size(); ++b) {
      const Finding difference = estimated.estimates.difference(levels[a], levels[b]);
      if (!difference.value || !difference.se || *difference.se == 0) {
        continue;
      }
      if ((levels[a] == i && levels[b] == j) || (levels[a] == j && levels[b] == i)) {
        own = p.size();
      }
      p.push_back(p_of(difference));
    }
  }
  return p.empty() ? 1 : num::adjusted(p, num::Adjustment::BenjaminiHochberg)[own];
}

}  // namespace

StudyEvidence::StudyEvidence(const study::Study& study, const std::vector<Estimated>& estimated,
                             std::vector<std::string> withheld_ids)
    : study_(study), withheld_(std::move(withheld_ids)) {
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

std::vector<std::string> StudyEvidence::ids() const {
  std::vector<std::string> ids;
  ids.reserve(places_.size());
  for (const auto& entry : places_) {
    ids.push_back(entry.first);
  }
  return ids;
}

bool StudyEvidence::withheld(std::string_view id) const {
  return std::ranges::find(withheld_, id) != withheld_.end();
}

bool StudyEvidence::above(std::string_view id, double bound) const {
  const Place* found = place(id);
  const auto value = found == nullptr ? std::nullopt : at(*found).value;
  return value && *value > bound;
}

bool StudyEvidence::below(std::string_view id, double bound) const {
  const Place* found = place(id);
  const auto value = found == nullptr ? std::nullopt : at(*found).value;
  return value && *value < bound;
}

Tested StudyEvidence::against_benchmark(std::string_view id, std::string_view benchmark) const {
  const Place* found = place(id);
  Tested tested;
  const Finding none;
  const Finding& finding = found == nullptr || withheld(id) ? none : at(*found);
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
  tested.explanation = fmt::format("{} against {}: {}", percent_text(*finding.value), percent_text(comparison.value),
                                   comparison.verdict);
  if (comparison.interval) {
    tested.explanation += fmt::format(", difference {} to {} points", points(comparison.interval->low),
                                      points(comparison.interval->high));
  }
  return tested;
}

Tested StudyEvidence::between(std::string_view id, std::string_view other) const {
  const Place* a = place(id);
  const Place* b = place(other);
  Tested tested;
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
  const double q =
      same_breakdown(subject, object) ? q_within_breakdown(*a->estimated, a->index, b->index) : p_of(difference);
  const std::string verdict = compare::verdict(*difference.value, difference.interval, q, study_.smallest_difference);
  tested.verdict = verdict_of(verdict);
  tested.ratio = *object.value == 0 ? 0 : *subject.value / *object.value;
  tested.explanation =
      fmt::format("{} against {}: {}", shown(subject, *subject.value), shown(object, *object.value), verdict);
  return tested;
}

int StudyEvidence::maryland_level() const {
  return study::maryland_level(study_.design);
}

}  // namespace kith::run
