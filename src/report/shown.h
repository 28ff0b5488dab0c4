// How one released finding is written, everywhere alike: in a chart, its table, its alternative text, the workbook.
//
// A withheld finding has no value, no interval, no base and no difference here, whatever the finding still carries:
// every word below asks first whether it may be shown. Its place is taken by a symbol (those of the UK's Government
// Statistical Service: [c] confidential, [u] unreliable, [x] not available) and its reason by a sentence.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "disclose/gate.h"
#include "finding/finding.h"

namespace kith::report {

enum class Reliability {
  Plain,
  Flagged,    // base below `flag_below`: "75%*"
  Bracketed,  // base below `bracket_below`: "[66%]"
  Withheld,   // the gate kept it
  Absent,     // it could not be estimated
};

class Shown {
 public:
  Shown(const finding::Finding& finding, const disclose::Rules& rules) : finding_(&finding), rules_(&rules) {}

  Reliability reliability() const;
  bool has_value() const;
  // The value and limits to draw; none when withheld or absent. Shares are in [0, 1].
  std::optional<double> value() const;
  std::optional<finding::Interval> interval() const;
  std::optional<finding::Comparison> comparison() const;
  // The band that a small base, or a small count, is shown as.
  std::optional<finding::Band> band() const;

  std::string figure() const;               // "75%", "75%*", "[66%]", "3.4", "[c]"
  std::string plain_figure() const;         // "75%", without marks; the symbol when withheld
  std::string limits() const;               // "71% to 79%"; empty without interval
  std::string base() const;                 // "405", "50 to 99"; the symbol when withheld
  std::string benchmark() const;            // "57%"; empty without comparison
  std::string benchmark_limits() const;     // "54% to 60%"; empty where it is taken as fixed
  std::string difference() const;           // "+18", of means "+0.3"; empty without comparison
  std::string difference_limits() const;    // "13 to 23"
  std::string adjusted_benchmark() const;   // "59%", of those like the participants; empty without
  std::string adjusted_difference() const;  // "+16 (11 to 21)"
  std::string adjusted_verdict() const;     // "16 points higher (11 to 21)"
  std::string verdict() const;              // "18 points higher (13 to 23)", "no clear difference (-2 to 6)"; or empty
  std::string notes() const;                // in words for readers, joined; the reason when withheld
  std::string symbol() const;               // "[c]", "[u]", "[x]"; empty when there is a value

  const finding::Finding& finding() const { return *finding_; }

 private:
  std::string number(double value) const;
  std::string range(const finding::Interval& interval) const;  // "71% to 79%"
  std::string verdict_text(const std::string& verdict, double difference,
                           const std::optional<finding::Interval>& interval) const;

  const finding::Finding* finding_;
  const disclose::Rules* rules_;
};

// "[u]" for a small base, "[c]" for what would give a person or another cell away.
std::string symbol_of(std::string_view withheld_code);
// "Local Conversations, England"; empty for everyone.
std::string domain_text(const finding::Finding& finding);
// The head of a column of differences: "Difference in points", of means "Difference".
std::string difference_header(finding::Kind kind);
// A difference of shares in points, of means as a number, with a real minus: "18", "−4", "−0.3".
std::string difference_text(double difference, finding::Kind kind);
std::string signed_difference_text(double difference, finding::Kind kind);                        // "+18"
std::string limits_text(const std::optional<finding::Interval>& difference, finding::Kind kind);  // "13 to 23"

}  // namespace kith::report
