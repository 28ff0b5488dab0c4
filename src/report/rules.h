// The rules of disclosure control as a study sets them and as a release tells them.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "disclose/rules.h"
#include "study/study.h"

namespace kith::report {

disclose::Rules rules_of(const study::DisclosureRules& rules);

// {"minimum_cell": 10, ...}: an entry for each of disclose::named_rules, in their order.
nlohmann::ordered_json rules_json(const disclose::Rules& rules);

}  // namespace kith::report
