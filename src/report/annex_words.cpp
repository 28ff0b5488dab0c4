#include "report/annex_words.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/round.h"
#include "base/text.h"
#include "report/release.h"

namespace kith::report {

namespace {

bool is_share(const study::Indicator& indicator) {
  return indicator.measure == "share";
}

// "2 percentage points", "0.5"
std::string size_text(double difference, bool share) {
  const double shown = round_half_up(share ? difference * 100 : difference, 9);
  return share ? fmt::format("{} percentage point{}", text::exact(shown), shown == 1 ? "" : "s") : text::exact(shown);
}

constexpr std::string_view no_limit = " (none)";

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> rule_words{
    {{"minimum_cell", "fewest people behind a figure and on either side of a share"},
     {"withhold_below", "fewest answers for a figure to be shown"},
     {"bracket_below", "fewest answers for a figure without brackets"},
     {"flag_below", "fewest answers for a figure without a mark, and for a base that is not a range"},
     {"sensitive_extremes_below", "fewest answers for none and all to be shown of a sensitive question"},
     {"round_counts_to", "what counts are rounded to"},
     {"attribution_minimum", "fewest people who share the role and programme by which a quote is named"},
     {"largest_amount_percent", "most of a mean or total that one person's amount may make, in percent"}}};

std::string_view words_of(std::string_view rule) {
  const auto* const found = std::ranges::find(rule_words, rule, &std::pair<std::string_view, std::string_view>::first);
  return found == rule_words.end() ? rule : found->second;
}

std::string value_text(const disclose::NamedRule& rule, const disclose::Rules& rules) {
  const bool unrounded = rule.rule == &disclose::Rules::round_counts_to && rules.*rule.rule <= 1;
  return unrounded ? "nothing" : text::grouped(rules.*rule.rule);
}

}  // namespace

std::string smallest_differences_text(const study::Study& study) {
  std::vector<std::string> own;
  bool general = false;  // whether the plan's is anybody's
  for (const study::Indicator& indicator : study.indicators) {
    const bool share = is_share(indicator);
    if (indicator.smallest_difference && !(share && *indicator.smallest_difference == study.smallest_difference)) {
      const double smallest = *indicator.smallest_difference;
      if (smallest > 0 || share) {  // that of a mean without its own is none
        own.push_back(chart_label(indicator) +
                      (smallest > 0 ? " (" + size_text(smallest, share) + ")" : std::string(no_limit)));
      }
    } else {
      general = general || share;
    }
  }
  if (general && study.smallest_difference > 0) {
    return fmt::format(
        "Differences smaller than {}, with an interval that lies wholly within that range, are called practically the "
        "same.{} ",
        size_text(study.smallest_difference, true),
        own.empty() ? "" : " These have a limit of their own: " + text::join(own, "; ") + ".");
  }
  std::erase_if(own, [](const std::string& one) { return one.ends_with(no_limit); });
  return own.empty() ? ""
                     : fmt::format(
                           "Only these figures have a limit such that differences with an interval wholly within it "
                           "are called practically the same: {}. ",
                           text::join(own, "; "));
}

std::string changed_rule_text(const disclose::NamedRule& rule, const disclose::Rules& rules) {
  return fmt::format("{}: {} instead of {} ({})", words_of(rule.name), value_text(rule, rules),
                     value_text(rule, disclose::Rules{}), rule.name);
}

std::string questionnaire_title(const study::Study& study, const study::Instrument& instrument) {
  const auto is_this = [&](const study::Responses& answers) {
    const study::Instrument* of = study.instrument_of(answers);
    return of != nullptr && of->name == instrument.name;
  };
  bool one_of_several = false;
  std::vector<std::string> waves;
  for (const study::Responses& answers : study.responses) {
    if (!is_this(answers)) {
      continue;
    }
    one_of_several = one_of_several || std::ranges::any_of(study.responses, [&](const study::Responses& other) {
                       return other.population == answers.population && !is_this(other);
                     });
    const study::Wave* wave = study.find_wave(answers.wave);
    if (wave != nullptr && std::ranges::find(waves, wave->name) == waves.end()) {
      waves.push_back(wave->name);
    }
  }
  return one_of_several && !waves.empty() ? fmt::format("{} ({})", instrument.title, listed(waves)) : instrument.title;
}

}  // namespace kith::report
