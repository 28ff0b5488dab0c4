#include "disclose/primary.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace kith::disclose {

namespace {

bool order_statistic(std::string_view measure) {
  static constexpr std::array<std::string_view, 6> names{"quantile(", "median(",  "min(",
                                                         "max(",      "minimum(", "maximum("};
  return std::ranges::any_of(names, [&](std::string_view name) { return measure.starts_with(name); });
}

bool small_side(const Counts& counts, const Rules& rules) {
  return counts.numerator &&
         (small_cell(*counts.numerator, rules) || (counts.base && small_cell(*counts.base - *counts.numerator, rules)));
}

// As small_side, but zeros are small whatever zero_cells says: J5 is about exactly them.
bool extreme_side(const Counts& counts, const Rules& rules) {
  return counts.base && counts.numerator &&
         std::min(*counts.numerator, *counts.base - *counts.numerator) < rules.minimum_cell;
}

}  // namespace

Counts counts_of(const finding::Finding& finding) {
  using finding::Kind;
  const auto whole_number = [](double value) {
    return static_cast<std::int64_t>(std::llround(std::clamp(value, -1e15, 1e15)));
  };
  Counts counts;
  counts.numerator = finding.numerator;
  if (finding.kind == Kind::Count) {
    if (!counts.numerator && finding.value && std::isfinite(*finding.value)) {
      counts.numerator = whole_number(*finding.value);
    }
    return counts;
  }
  counts.base = finding.bases.unweighted;
  if (finding.kind != Kind::Share) {
    counts.numerator.reset();
  } else if (!counts.numerator && finding.value && std::isfinite(*finding.value)) {
    counts.numerator = whole_number(*finding.value * static_cast<double>(finding.bases.unweighted));
  }
  return counts;
}

bool small_cell(std::int64_t count, const Rules& rules) {
  return count < rules.minimum_cell && !(count == 0 && rules.zero_cells == ZeroCells::Show);
}

std::optional<Refusal> refuse(const Counts& counts, const Rules& rules) {
  if (counts.base && *counts.base < rules.minimum_cell) {
    return Refusal{"small-base", Purpose::Confidentiality};
  }
  if (counts.base && *counts.base < rules.withhold_below) {
    return Refusal{"small-base", Purpose::Reliability};
  }
  if (small_side(counts, rules)) {
    return Refusal{"small-cell", Purpose::Confidentiality};
  }
  return std::nullopt;
}

std::optional<Refusal> refuse(const finding::Finding& finding, const Rules& rules) {
  const Counts counts = counts_of(finding);
  auto refusal = refuse(counts, rules);
  if (finding.sensitive && counts.base.value_or(0) < rules.sensitive_extremes_below && extreme_side(counts, rules) &&
      (!refusal || refusal->code == "small-cell")) {
    return Refusal{"class-disclosure", Purpose::Confidentiality};
  }
  if (!refusal && order_statistic(finding.measure)) {
    return Refusal{"order-statistic", Purpose::Confidentiality};
  }
  return refusal;
}

}  // namespace kith::disclose
