#include "report/shown.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/round.h"
#include "base/text.h"
#include "report/reader_notes.h"

namespace kith::report {

namespace {

// Points of a share with a real minus sign: a hyphen would be read as a dash.
std::string points(double share) {
  const int whole = whole_percent(share);
  return whole < 0 ? fmt::format("\u2212{}", -whole) : std::to_string(whole);
}

bool is_share(finding::Kind kind) {
  return kind == finding::Kind::Share || kind == finding::Kind::Difference;
}

// Rounded by the gate, because the exact number would tell a smaller one.
bool rounded_base(const finding::Finding& finding) {
  return std::ranges::any_of(finding.notes, [](const finding::Note& note) { return note.code == "rounded-base"; });
}

}  // namespace

std::string symbol_of(std::string_view withheld_code) {
  return withheld_code == "small-base" || withheld_code == "unreliable" ? "[u]" : "[c]";
}

std::string domain_text(const finding::Finding& finding) {
  std::string text;
  for (const finding::Level& level : finding.by) {
    text += (text.empty() ? "" : ", ") + level.label;
  }
  return text;
}

std::string difference_header(finding::Kind kind) {
  return is_share(kind) ? "Difference in points" : "Difference";
}

std::string difference_text(double difference, finding::Kind kind) {
  if (is_share(kind)) {
    return points(difference);
  }
  return difference < 0 ? "\u2212" + text::exact(-difference) : text::exact(difference);
}

std::string signed_difference_text(double difference, finding::Kind kind) {
  const std::string text = difference_text(difference, kind);
  return difference > 0 && text != "0" ? "+" + text : text;
}

std::string limits_text(const std::optional<finding::Interval>& difference, finding::Kind kind) {
  return difference ? difference_text(difference->low, kind) + " to " + difference_text(difference->high, kind) : "";
}

Reliability Shown::reliability() const {
  if (finding_->withheld) {
    return Reliability::Withheld;
  }
  if (finding_->kind == finding::Kind::Count) {
    return finding_->value || finding_->bases.band ? Reliability::Plain : Reliability::Absent;
  }
  if (!finding_->value) {
    return Reliability::Absent;
  }
  const std::int64_t base = finding_->bases.unweighted;
  return base < rules_->bracket_below ? Reliability::Bracketed
         : base < rules_->flag_below  ? Reliability::Flagged
                                      : Reliability::Plain;
}

bool Shown::has_value() const {
  return !finding_->withheld && finding_->value.has_value();
}

std::optional<double> Shown::value() const {
  return has_value() ? finding_->value : std::nullopt;
}

std::optional<finding::Interval> Shown::interval() const {
  return has_value() ? finding_->interval : std::nullopt;
}

std::optional<finding::Comparison> Shown::comparison() const {
  return has_value() ? finding_->comparison : std::nullopt;
}

std::string Shown::number(double value) const {
  switch (finding_->kind) {
    case finding::Kind::Share:
      return percent_text(value);
    case finding::Kind::Count:
    case finding::Kind::Total:
      return text::grouped(static_cast<long long>(round_half_up(value, 0)));
    case finding::Kind::Difference:
      return points(value);
    case finding::Kind::Mean:
    case finding::Kind::Ratio:
      break;
  }
  return text::exact(value);
}

std::string Shown::verdict_text(const std::string& verdict, double difference,
                                const std::optional<finding::Interval>& interval) const {
  std::string words = verdict.empty() ? "not tested" : verdict;
  if (words == "higher" || words == "lower") {
    const std::string size = difference_text(std::abs(difference), finding_->kind);
    const std::string_view unit = !is_share(finding_->kind) ? "" : size == "1" ? " point" : " points";
    words = fmt::format("{}{} {}", size, unit, words);
  }
  const std::string limits = limits_text(interval, finding_->kind);
  return limits.empty() ? words : fmt::format("{} ({})", words, limits);
}

std::optional<finding::Band> Shown::band() const {
  return finding_->withheld ? std::nullopt : finding_->bases.band;
}

std::string Shown::symbol() const {
  return finding_->withheld ? symbol_of(finding_->withheld->code) : reliability() == Reliability::Absent ? "[x]" : "";
}

std::string Shown::plain_figure() const {
  if (finding_->kind == finding::Kind::Count && !finding_->value && band()) {
    return disclose::base_text(finding_->bases.unweighted, *rules_);
  }
  const auto own = value();
  if (!own) {
    return symbol();
  }
  const bool about = finding_->kind == finding::Kind::Count && rounded_base(*finding_);
  return (about ? "about " : "") + number(*own);
}

std::string Shown::range(const finding::Interval& interval) const {
  // A limit of exactly 0 is a limit, not "none": percent_text's dash is for values.
  const auto limit = [&](double share) {
    return is_share(finding_->kind) ? fmt::format("{}%", whole_percent(share)) : number(share);
  };
  return limit(interval.low) + " to " + limit(interval.high);
}

std::string Shown::figure() const {
  switch (reliability()) {
    case Reliability::Bracketed:
      return "[" + plain_figure() + "]";
    case Reliability::Flagged:
      return plain_figure() + "*";
    case Reliability::Plain:
    case Reliability::Withheld:
    case Reliability::Absent:
      break;
  }
  return plain_figure();
}

std::string Shown::limits() const {
  const auto limits = interval();
  if (!limits) {
    return {};
  }
  return range(*limits);
}

std::string Shown::base() const {
  if (!has_value()) {
    return symbol();
  }
  return (rounded_base(*finding_) ? "about " : "") + disclose::base_text(finding_->bases.unweighted, *rules_);
}

std::string Shown::benchmark() const {
  const auto against = comparison();
  return against ? number(against->value) : "";
}

std::string Shown::benchmark_limits() const {
  const auto against = comparison();
  return against && against->benchmark_interval ? range(*against->benchmark_interval) : "";
}

std::string Shown::difference() const {
  const auto against = comparison();
  return against ? signed_difference_text(against->difference, finding_->kind) : "";
}

std::string Shown::difference_limits() const {
  const auto against = comparison();
  return against ? limits_text(against->interval, finding_->kind) : "";
}

std::string Shown::adjusted_benchmark() const {
  const auto against = comparison();
  return against && against->adjusted ? number(against->adjusted->value) : "";
}

std::string Shown::adjusted_difference() const {
  const auto against = comparison();
  if (!against || !against->adjusted) {
    return {};
  }
  const std::string limits = limits_text(against->adjusted->interval, finding_->kind);
  return signed_difference_text(against->adjusted->difference, finding_->kind) +
         (limits.empty() ? "" : " (" + limits + ")");
}

std::string Shown::adjusted_verdict() const {
  const auto against = comparison();
  return against && against->adjusted
             ? verdict_text(against->adjusted->verdict, against->adjusted->difference, against->adjusted->interval)
             : "";
}

std::string Shown::verdict() const {
  const auto against = comparison();
  return against && !against->verdict.empty() ? verdict_text(against->verdict, against->difference, against->interval)
                                              : "";
}

std::string Shown::notes() const {
  if (finding_->withheld) {
    return finding_->withheld->text;
  }
  std::string text;
  for (const finding::Note& note : reader_notes(finding_->notes)) {
    text += (text.empty() ? "" : " ") + note.text;
  }
  return text;
}

}  // namespace kith::report
