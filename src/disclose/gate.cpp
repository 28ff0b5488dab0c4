#include "disclose/gate.h"

#include <optional>
#include <utility>

#include "disclose/attribution.h"
#include "disclose/primary.h"
#include "disclose/release.h"
#include "disclose/secondary.h"
#include "disclose/shared_base.h"
#include "disclose/sums.h"
#include "disclose/values.h"

namespace kith::disclose {

namespace {

// What protects a base may lie open through a sum, and what protects that may leave a base open: each is asked again
// until neither withholds more.
SharedBases protect_together(const Releases& releases, const System& system, const Rules& rules,
                             std::vector<std::optional<Decision>>& decided) {
  const std::vector<finding::Finding>& findings = releases.findings;
  Secondary secondary(system, rules);
  for (std::size_t i = 0; i < releases.present; ++i) {
    if (!decided[i] && !releases.withheld_before[i].empty()) {
      decided[i] = Decision{findings[i].id, public_code(Rule::WithheldBefore), releases.withheld_before[i],
                            Rule::WithheldBefore};
      secondary.withhold(static_cast<int>(i));
    }
  }
  std::vector<std::optional<Decision>> without_secondary = decided;
  while (true) {
    decided = without_secondary;
    for (Protection& protection : secondary.protect()) {
      const auto i = static_cast<std::size_t>(protection.finding);
      const Rule rule = protection.because.empty() ? Rule::Unproven : Rule::Secondary;
      decided[i] = Decision{findings[i].id, public_code(rule), std::move(protection.because), rule};
    }
    std::vector<bool> gone(findings.size());
    for (std::size_t i = 0; i < gone.size(); ++i) {
      gone[i] = i < releases.present ? decided[i].has_value() : !releases.pasts[i - releases.present]->shown();
    }
    const std::vector<TellingValue> values = telling_values(releases, gone, rules);
    for (const TellingValue& value : values) {  // its base may stay known
      const auto i = static_cast<std::size_t>(value.finding);
      gone[i] = true;
      without_secondary[i] = Decision{findings[i].id, public_code(Rule::Secondary), value.because, Rule::Secondary};
    }
    SharedBases bases = protect_bases(findings, system, gone, rules);
    if (bases.exposing.empty() && values.empty()) {
      return bases;
    }
    for (const int index : bases.exposing) {
      const auto i = static_cast<std::size_t>(index);
      without_secondary[i] = Decision{findings[i].id, public_code(Rule::SharedBase), {}, Rule::SharedBase};
      secondary.withhold(index);
    }
  }
}

}  // namespace

Gate::Gate(Rules rules, std::vector<Nesting> nestings, std::vector<Sum> sums, std::vector<EarlierRelease> earlier)
    : rules_(rules), nestings_(std::move(nestings)), sums_(std::move(sums)), earlier_(std::move(earlier)) {}

std::vector<Safe<finding::Finding>> Gate::release(std::vector<finding::Finding> findings) {
  Releases releases = together(std::move(findings), nestings_, sums_, earlier_);
  const System system = system_of(releases, rules_);
  std::vector<std::optional<Decision>> decided(releases.present);
  for (std::size_t i = 0; i < decided.size(); ++i) {
    if (const auto& refusal = system.cells[i].refused) {
      decided[i] = Decision{releases.findings[i].id, public_code(refusal->rule), {}, refusal->rule};
    }
  }
  const SharedBases bases = protect_together(releases, system, rules_, decided);

  std::vector<Safe<finding::Finding>> released;
  released.reserve(decided.size());
  for (std::size_t i = 0; i < decided.size(); ++i) {
    finding::Finding& finding = releases.findings[i];
    if (auto& decision = decided[i]) {
      if (finding.kind == finding::Kind::Count) {
        withheld_counts_.emplace(group_of(finding), finding.id);
      }
      released.push_back(Safe<finding::Finding>(withheld(std::move(finding), decision->code, rules_)));
      log_.push_back(std::move(*decision));
    } else {
      const BaseForm form = bases.rounded.contains(static_cast<int>(i)) ? BaseForm::Rounded : BaseForm::AsItIs;
      released.push_back(Safe<finding::Finding>(shown(std::move(finding), rules_, form)));
    }
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
