// Whom the line under a quote describes, as the figures of a release know them.
//
// A quote that stands under an attribution says that at least attribution_minimum people share it. So does one of an
// earlier release, and a count of those people that is withheld may lie no lower for any reader.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "disclose/gate.h"
#include "finding/finding.h"
#include "finding/quote.h"

namespace kith::disclose {

// Equal for the people of one population, wave and levels, in whichever order those stand.
std::string group_of(const std::string& population, const std::string& wave, const std::vector<finding::Level>& levels);
std::string group_of(const finding::Quote& quote);
// The group that a count is of, whichever release it stands in.
std::string group_of(const finding::Finding& finding);

// How many people each group that quotes of earlier releases name must have.
std::map<std::string, std::int64_t> told_by_quotes(std::span<const EarlierRelease> earlier);

}  // namespace kith::disclose
