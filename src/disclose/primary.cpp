#include "disclose/primary.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace kith::disclose {

namespace {

constexpr std::int64_t most_people = 1'000'000'000;  // counts beyond are somebody's mistake, and sums stay in range

// Also of what is made of one: contrast(quantile(x, 0.9) - quantile(x, 0.1)).
bool order_statistic(std::string_view measure) {
  static constexpr std::array<std::string_view, 6> names{"quantile(", "median(",  "min(",
                                                         "max(",      "minimum(", "maximum("};
  return std::ranges::any_of(names,
                             [&](std::string_view name) { return measure.find(name) != std::string_view::npos; });
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
  Counts counts;
  counts.numerator = finding.numerator;
  if (!counts.numerator && finding.value && std::isfinite(*finding.value)) {
    const double people =
        finding.kind == Kind::Count ? *finding.value : *finding.value * static_cast<double>(finding.bases.unweighted);
    counts.numerator = std::llround(std::clamp(people, 0.0, static_cast<double>(most_people)));
  }
  std::int64_t most = most_people;
  if (finding.kind != Kind::Count) {
    most = std::clamp<std::int64_t>(finding.bases.unweighted, 0, most_people);
    counts.base = most;
    if (finding.kind != Kind::Share) {  // but for a mean of two codes, which is a share
      counts.numerator = finding.answers.options.empty() ? std::nullopt : finding.numerator;
    }
  }
  if (counts.numerator) {
    counts.numerator = std::clamp<std::int64_t>(*counts.numerator, 0, most);
  }
  return counts;
}

bool small_cell(std::int64_t count, const Rules& rules) {
  return count < rules.minimum_cell && (count != 0 || rules.zero_cells == ZeroCells::Withhold);
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

bool counts_people(const finding::Finding& share) {
  if (share.kind != finding::Kind::Share || !share.value || !share.numerator) {
    return false;
  }
  constexpr double same = 1e-9;
  const double counted = static_cast<double>(*share.numerator) / static_cast<double>(share.bases.unweighted);
  return std::abs(counted - *share.value) < same;
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
  if (!refusal && finding.largest_part * 100 > static_cast<double>(rules.largest_amount_percent)) {
    return Refusal{Rule::Dominance};
  }
  return refusal;
}

}  // namespace kith::disclose
