// Small releases, written as counts: what the tests of the gate start from.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "disclose/gate.h"
#include "finding/finding.h"

namespace kith::disclose::tests {

using Levels = std::vector<std::pair<std::string, std::string>>;  // dimension, code

inline std::string id_of(const std::string& indicator, const Levels& by) {
  std::string id = indicator;
  for (const auto& [dimension, code] : by) {
    id += "_" + code;
  }
  return by.empty() ? id + "_all" : id;
}

// A share with everything that an estimate carries, so that a test can look for what must have gone.
inline finding::Finding share(const std::string& indicator, const Levels& by, std::int64_t numerator,
                              std::int64_t base) {
  finding::Finding finding;
  finding.id = id_of(indicator, by);
  finding.indicator = indicator;
  finding.measure = "share(" + indicator + ")";
  finding.kind = finding::Kind::Share;
  finding.population = "participant";
  for (const auto& [dimension, code] : by) {
    finding.by.push_back({dimension, code, code});
  }
  const double p = base > 0 ? static_cast<double>(numerator) / static_cast<double>(base) : 0;
  if (base > 0) {
    finding.value = p;
    finding.se = 0.0123456;
    finding.df = 7.3;
    finding.interval = finding::Interval{p * 0.9, p + (1 - p) * 0.1, 0.95, "wilson"};
    finding.design_effect = 1.2345;
  }
  finding.bases.unweighted = base;
  finding.bases.weighted = static_cast<double>(base) * 1.01;
  finding.bases.effective = static_cast<double>(base) * 0.93;
  finding.numerator = numerator;
  return finding;
}

inline finding::Finding mean(const std::string& indicator, const Levels& by, double value, std::int64_t base) {
  finding::Finding finding = share(indicator, by, 0, base);
  finding.kind = finding::Kind::Mean;
  finding.measure = "mean(" + indicator + ")";
  finding.value = value;
  finding.interval = finding::Interval{value - 1, value + 1, 0.95, "wald"};
  finding.numerator.reset();
  return finding;
}

inline finding::Finding count(const std::string& indicator, const Levels& by, std::int64_t value) {
  finding::Finding finding;
  finding.id = id_of(indicator, by);
  finding.indicator = indicator;
  finding.measure = "count()";
  finding.kind = finding::Kind::Count;
  finding.population = "participant";
  for (const auto& [dimension, code] : by) {
    finding.by.push_back({dimension, code, code});
  }
  finding.value = static_cast<double>(value);
  finding.numerator = value;
  return finding;
}

// The codes under which findings are withheld, by id; shown ones are absent.
inline std::map<std::string, std::string> withheld_codes(const std::vector<Safe<finding::Finding>>& released) {
  std::map<std::string, std::string> codes;
  for (const auto& finding : released) {
    if (const auto& withheld = finding->withheld) {
      codes[finding->id] = withheld->code;
    }
  }
  return codes;
}

// Why findings are withheld, by id: "small-base", "small" (a cell) or "secondary". Readers see less than that.
inline std::map<std::string, std::string> released_codes(std::vector<finding::Finding> findings,
                                                         std::vector<Nesting> nestings = {}, std::vector<Sum> sums = {},
                                                         Rules rules = {}) {
  Gate gate(rules, std::move(nestings), std::move(sums));
  gate.release(std::move(findings));
  std::map<std::string, std::string> reasons;
  for (const Decision& decision : gate.log()) {
    reasons[decision.id] = decision.rule == Rule::Secondary   ? "secondary"
                           : decision.rule == Rule::SmallCell ? "small"
                                                              : decision.code;
  }
  return reasons;
}

// Released after `earlier`, and from then on one of them.
inline std::map<std::string, std::string> publish(const std::vector<finding::Finding>& findings,
                                                  std::vector<EarlierRelease>& earlier, Rules rules = {}) {
  EarlierRelease release{"000" + std::to_string(earlier.size() + 1), rules, findings, {}, {}};
  Gate gate(rules, {}, {}, earlier);
  const auto released = gate.release(findings);
  for (std::size_t i = 0; i < released.size(); ++i) {
    release.findings[i].withheld = released[i]->withheld;
    release.findings[i].notes = released[i]->notes;
  }
  earlier.push_back(std::move(release));
  return withheld_codes(released);
}

}  // namespace kith::disclose::tests
