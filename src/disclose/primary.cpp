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

bool extreme(const Counts& counts) {
  return counts.base && counts.numerator && (*counts.numerator == 0 || *counts.numerator == *counts.base);
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
    return Refusal{Rule::ConfidentialBase};
  }
  if (counts.base && *counts.base < rules.withhold_below) {
    return Refusal{Rule::UnreliableBase};
  }
  if (small_side(counts, rules)) {
    return Refusal{Rule::SmallCell};
  }
  return std::nullopt;
}

std::optional<Refusal> refuse(const finding::Finding& finding, const Rules& rules) {
  const Counts counts = counts_of(finding);
  auto refusal = refuse(counts, rules);
  if (finding.sensitive && counts.base.value_or(0) < rules.sensitive_extremes_below && extreme(counts) &&
      (!refusal || refusal->rule == Rule::SmallCell)) {
    return Refusal{Rule::ClassDisclosure};
  }
  if (!refusal && order_statistic(finding.measure)) {
    return Refusal{Rule::OrderStatistic};
  }
  return refusal;
}

}  // namespace kith::disclose
