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
  // All of an indicator's findings that are not options, in the order given: everyone, then breakdowns.
  std::vector<const finding::Finding*> of(std::string_view indicator) const;
  // Those whose domain has exactly these dimensions, in order.
  std::vector<const finding::Finding*> by(std::string_view indicator, const std::vector<std::string>& dimensions) const;
  // One finding per option of the question, for everyone; empty when the plan released none.
  std::vector<const finding::Finding*> options(std::string_view indicator) const;
  // Findings per option that belong to no indicator of the plan: the profile of respondents, question by question.
  std::vector<std::vector<const finding::Finding*>> profile() const;

  const finding::Finding* respondents(std::string_view population) const;  // the last step of its flow

 private:
  bool of_this_wave(const finding::Finding& finding) const;

  const Input* input_;
  std::map<std::string, const finding::Finding*, std::less<>> by_id_;
  std::map<std::string, std::vector<const finding::Finding*>, std::less<>> by_indicator_;
};

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
