#include "disclose/gate.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "disclose/attack.h"
#include "disclose/attribution.h"
#include "disclose/primary.h"
#include "disclose/release.h"
#include "disclose/secondary.h"
#include "disclose/shared_base.h"
#include "disclose/sums.h"
#include "disclose/values.h"

namespace kith::disclose {

namespace {

// What is decided of one release, one protection after another.
class Deciding {
 public:
  Deciding(const Releases& releases, const System& system, const Rules& rules)
      : releases_(releases),
        system_(system),
        rules_(rules),
        secondary_(system, rules),
        values_(releases, rules),
        for_itself_(releases.present) {
    for (std::size_t i = 0; i < for_itself_.size(); ++i) {
      if (const auto& refusal = system.cells[i].refused) {
        decide(static_cast<int>(i), refusal->rule);
      } else if (!releases.withheld_before[i].empty()) {
        decide(static_cast<int>(i), Rule::WithheldBefore, releases.withheld_before[i]);
        secondary_.withhold(static_cast<int>(i));
      }
    }
    protect();
  }

  // Figures on bases that are exposed are made to tell less; false where nothing
  // more can be done.
  bool hide(const std::set<std::string>& ids) {
    const SharedBases less = hide_bases(releases_.findings, system_, gone(), rules_, rounded_, ids, searches_);
    if (less.exposing.empty() && less.rounded == rounded_) {
      return false;
    }
    std::ranges::set_difference(less.rounded, rounded_, std::inserter(rounded_in_the_end_, rounded_in_the_end_.end()));
    withhold_with(less);
    protect();
    return true;
  }

  const std::vector<std::optional<Decision>>& decided() const { return decided_; }
  // The figure as it leaves the gate.
  finding::Finding as_shown(std::size_t i) const {
    const finding::Finding& finding = releases_.findings[i];
    if (const auto& decision = decided_[i]) {
      return withheld(finding, decision->code, rules_);
    }
    const bool rounded = rounded_.contains(static_cast<int>(i));
    return shown(finding, rules_, rounded ? BaseForm::Rounded : BaseForm::AsItIs);
  }

 private:
  void decide(int index, Rule rule, std::string because = {}) {
    const auto i = static_cast<std::size_t>(index);
    for_itself_[i] = Decision{releases_.findings[i].id, public_code(rule), std::move(because), rule};
  }

  void withhold_with(const SharedBases& bases) {
    for (const int index : bases.exposing) {
      decide(index, Rule::SharedBase);
      secondary_.withhold(index);
    }
  }

  // What protects a base may lie open through a sum, and what protects that may leave a base open: each is asked again
  // until neither withholds more.
  void protect() {
    while (true) {
      decided_ = for_itself_;
      for (Protection& protection : secondary_.protect()) {
        const auto i = static_cast<std::size_t>(protection.finding);
        const Rule rule = protection.because.empty() ? Rule::Unproven : Rule::Secondary;
        decided_[i] = Decision{releases_.findings[i].id, public_code(rule), std::move(protection.because), rule};
      }
      std::vector<bool> without = gone();
      const std::vector<TellingValue> values = values_.telling(without);
      for (const TellingValue& value : values) {  // its base may stay known
        without[static_cast<std::size_t>(value.finding)] = true;
        decide(value.finding, Rule::Secondary, value.because);
      }
      const SharedBases bases =
          protect_bases(releases_.findings, system_, without, rules_, rounded_in_the_end_, searches_);
      rounded_ = bases.rounded;
      if (bases.exposing.empty() && values.empty()) {
        return;
      }
      withhold_with(bases);
    }
  }

  std::vector<bool> gone() const {
    std::vector<bool> gone(releases_.findings.size());
    for (std::size_t i = 0; i < gone.size(); ++i) {
      gone[i] = i < releases_.present ? decided_[i].has_value() : !releases_.pasts[i - releases_.present]->shown();
    }
    return gone;
  }

  const Releases& releases_;
  const System& system_;
  const Rules& rules_;
  Secondary secondary_;
  Values values_;
  SizeSearches searches_;
  std::vector<std::optional<Decision>> for_itself_;  // whatever stands beside it in a sum
  std::vector<std::optional<Decision>> decided_;
  std::set<int> rounded_, rounded_in_the_end_;  // findings whose base is; those of them for what hide() was asked
};

}  // namespace

Gate::Gate(Rules rules, std::vector<Nesting> nestings, std::vector<Sum> sums, std::vector<EarlierRelease> earlier,
           std::vector<Incomplete> incomplete)
    : rules_(rules),
      nestings_(std::move(nestings)),
      sums_(std::move(sums)),
      earlier_(std::move(earlier)),
      incomplete_(std::move(incomplete)) {}

std::vector<Safe<finding::Finding>> Gate::release(std::vector<finding::Finding> findings) {
  const Releases releases = together(std::move(findings), nestings_, sums_, earlier_);
  const System system = system_of(releases, rules_);
  Deciding deciding(releases, system, rules_);
  std::vector<Seen> as_seen;
  std::set<std::string> exposed;
  do {
    as_seen.clear();
    for (std::size_t i = 0; i < releases.present; ++i) {
      Seen& one = as_seen.emplace_back(seen(deciding.as_shown(i), rules_));
      one.percent_shown = one.percent_shown && counts_people(releases.findings[i]);
    }
    exposed = on_exposed_bases(as_seen, {nestings_, incomplete_}, rules_);
  } while (!exposed.empty() && deciding.hide(exposed));

  std::vector<Safe<finding::Finding>> released;
  released.reserve(releases.present);
  for (std::size_t i = 0; i < releases.present; ++i) {
    const finding::Finding& finding = releases.findings[i];
    if (const auto& decision = deciding.decided()[i]) {
      if (finding.kind == finding::Kind::Count) {
        withheld_counts_.emplace(group_of(finding), finding.id);
      }
      log_.push_back(*decision);
    }
    released.push_back(Safe<finding::Finding>(std::move(as_seen[i].figure)));
  }
  return released;
}

std::vector<Decision> Gate::decisions() const {
  std::vector<Decision> published;
  published.reserve(log_.size());
  for (const Decision& decision : log_) {
    published.push_back({decision.id, decision.code, {}, {}});
  }
  return published;
}

}  // namespace kith::disclose
