#include "report/rules.h"

#include <nlohmann/json.hpp>

namespace kith::report {

disclose::Rules rules_of(const study::DisclosureRules& rules) {
  return {.minimum_cell = rules.minimum_cell,
          .withhold_below = rules.withhold_below,
          .bracket_below = rules.bracket_below,
          .flag_below = rules.flag_below,
          .sensitive_extremes_below = rules.sensitive_extremes_below,
          .round_counts_to = rules.round_counts_to,
          .attribution_minimum = rules.attribution_minimum,
          .largest_amount_percent = rules.largest_amount_percent};
}

nlohmann::ordered_json rules_json(const disclose::Rules& rules) {
  nlohmann::ordered_json object = nlohmann::ordered_json::object();
  for (const disclose::NamedRule& named : disclose::named_rules) {
    object[named.name] = rules.*named.rule;
  }
  return object;
}

}  // namespace kith::report
