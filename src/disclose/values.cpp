#include "disclose/values.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "disclose/added_up.h"
#include "disclose/answer_sets.h"
#include "disclose/attribution.h"
#include "disclose/moments.h"
#include "disclose/primary.h"
#include "disclose/told_values.h"

namespace kith::disclose {

namespace {

using finding::Finding;
using finding::Kind;

class Group {
 public:
  Group(const Releases& releases, const std::vector<bool>& gone, const Rules& rules)
      : releases_(releases), gone_(gone), rules_(rules) {}

  void add(int index) { figures_.push_back(index); }

  // Why the value must go; none: it may stay.
  std::optional<std::string> told_by(int index) const {
    const Finding& value = of(index);
    if (is_everybodys(value)) {
      return fmt::format("the one answer that everybody gave in {}", value.id);
    }
    for (const int other : figures_) {
      const Finding& beside = of(other);
      if (hides_options(value, beside, other) || gives_base(value, beside, other)) {
        return beside.id;
      }
      if (was_corrected(value, beside, other)) {
        return fmt::format("what changed in {} since {}", value.id, past_of(other)->release);
      }
    }
    return std::nullopt;
  }

 private:
  const Finding& of(int index) const { return releases_.findings[static_cast<std::size_t>(index)]; }
  bool gone(int index) const { return gone_[static_cast<std::size_t>(index)]; }
  const Past* past_of(int index) const {
    const auto i = static_cast<std::size_t>(index);
    return i < releases_.present ? nullptr : releases_.pasts[i - releases_.present].get();
  }

  static bool is_everybodys(const Finding& value) {
    const std::vector<std::int64_t>& chosen = value.answers.chosen;
    return std::ranges::find(chosen, value.bases.unweighted) != chosen.end();
  }
  // Where it is known who gave what, told_values.h says more exactly whether it does, of what this release shows.
  bool hides_options(const Finding& value, const Finding& beside, int other) const {
    const Counts counts = counts_of(beside);
    return (!knows_answers(value) || past_of(other) != nullptr) && !value.answers.of.empty() &&
           beside.kind == Kind::Share && gone(other) && beside.answers.question == value.answers.question &&
           counts.base && *counts.base >= smallest_base(rules_);
  }
  bool gives_base(const Finding& value, const Finding& beside, int other) const {
    return value.kind == Kind::Total && beside.kind == Kind::Mean && !gone(other) &&
           value.bases.unweighted < rules_.flag_below && base_name(value) == base_name(beside) &&
           value.bases.unweighted == beside.bases.unweighted;
  }
  bool was_corrected(const Finding& value, const Finding& beside, int other) const {
    if (past_of(other) == nullptr || gone(other) || value.kind != beside.kind || value.measure != beside.measure ||
        value.bases.unweighted != beside.bases.unweighted || !value.value || !beside.value) {
      return false;
    }
    constexpr double same = 1e-9;
    return std::abs(*value.value - *beside.value) > same * std::max(std::abs(*value.value), 1.0);
  }

  const Releases& releases_;
  const std::vector<bool>& gone_;
  const Rules& rules_;
  std::vector<int> figures_;
};

}  // namespace

bool is_value(const Finding& finding) {
  return finding.kind == Kind::Mean || finding.kind == Kind::Total;
}

Values::Values(const Releases& releases, const Rules& rules)
    : releases_(releases), rules_(rules), told_(std::make_unique<ToldValues>(releases, rules)) {}

Values::~Values() = default;

std::vector<TellingValue> Values::telling(const std::vector<bool>& gone) {
  std::vector<bool> hidden = gone;  // and what follows, so that of two that tell together one stays
  std::map<std::string, Group> domains;
  const auto domain_of = [&](const Finding& finding) -> Group& {
    return domains.try_emplace(group_of(finding), releases_, hidden, rules_).first->second;
  };
  for (std::size_t i = 0; i < releases_.findings.size(); ++i) {
    domain_of(releases_.findings[i]).add(static_cast<int>(i));
  }
  std::vector<TellingValue> telling;
  for (std::size_t i = 0; i < releases_.present; ++i) {
    const Finding& finding = releases_.findings[i];
    if (!gone[i] && is_value(finding)) {
      if (const auto because = domain_of(finding).told_by(static_cast<int>(i))) {
        telling.push_back({static_cast<int>(i), *because});
        hidden[i] = true;
      }
    }
  }
  std::vector<TellingValue> told = told_->told(hidden);
  for (const TellingValue& value : told) {
    hidden[static_cast<std::size_t>(value.finding)] = true;
    if (told_->looked_across(value.finding)) {
      settled_.insert(value.finding);
    }
  }
  std::ranges::move(told, std::back_inserter(telling));
  std::ranges::move(values_added_up(releases_, std::move(hidden), settled_, rules_), std::back_inserter(telling));
  return telling;
}

}  // namespace kith::disclose
