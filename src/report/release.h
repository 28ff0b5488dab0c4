// What was released, found by what a chapter asks for: an indicator's overall figure, its levels, its options.
//
// Everything here points into the Input, which outlives it. Findings of the report's own wave are those whose wave is
// the study's or empty; those of other waves appear only in trends.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "report/report.h"
#include "report/shown.h"

namespace kith::report {

class Release {
 public:
  explicit Release(const Input& input);

  const study::Study& study() const { return input_->study; }
  const Input& input() const { return *input_; }
  const disclose::Rules& rules() const { return input_->rules; }

  Shown shown(const finding::Finding& finding) const { return {finding, input_->rules}; }
  const finding::Finding* find(std::string_view id) const;
  // The indicator's finding for everyone in the report's wave.
  const finding::Finding* overall(std::string_view indicator) const;
  // All of an indicator's findings in the order given: everyone, then breakdowns; options among them.
  std::vector<const finding::Finding*> of(std::string_view indicator) const;
  // Those that are not options and whose domain has exactly these dimensions, in order.
  std::vector<const finding::Finding*> by(std::string_view indicator, const std::vector<std::string>& dimensions) const;
  // One finding per option of the question, for everyone; empty when the plan asks for a share of some options.
  std::vector<const finding::Finding*> options(std::string_view indicator) const;
  // Counts of the people who answered, by one dimension; without one, of all of them (at most one).
  std::vector<const finding::Finding*> respondents_by(std::string_view population, std::string_view dimension) const;

  const study::Question* question_of(const finding::Finding& finding) const;
  std::string option_label(const finding::Finding& finding) const;  // of the category; empty when there is none

 private:
  bool of_this_wave(const finding::Finding& finding) const;

  const Input* input_;
  std::map<std::string, const finding::Finding*, std::less<>> by_id_;
  std::map<std::string, std::vector<const finding::Finding*>, std::less<>> by_indicator_;
};

// "Local Conversations, England", or "All".
std::string group_text(const finding::Finding& finding);
// The sentence on what an interval means for this population (F4).
std::string interval_note(const Release& release, const std::string& population);
// How a chart names an indicator: its short label, or its label with a capital.
std::string chart_label(const study::Indicator& indicator);
std::string capitalised(std::string text);
// "Local Conversations and Active Communities", "a, b and c".
std::string listed(const std::vector<std::string>& names);
// "April to July 2021", "March 2022"; empty when the study does not say.
std::string period(const study::Wave& wave);
// "30 June 2021"
std::string day(const study::Date& date);

}  // namespace kith::report
