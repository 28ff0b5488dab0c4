#include "disclose/attribution.h"

#include <algorithm>

#include "disclose/earlier.h"

namespace kith::disclose {

std::string group_of(const std::string& population, const std::string& wave,
                     const std::vector<finding::Level>& levels) {
  std::map<std::string, std::string> sorted;
  for (const finding::Level& level : levels) {
    if (level.dimension != earlier_release) {
      sorted.emplace(level.dimension, level.code);
    }
  }
  std::string group = population + '\n' + wave;
  for (const auto& [dimension, code] : sorted) {
    group.append(1, '\n').append(dimension).append(1, '=').append(code);
  }
  return group;
}

std::string group_of(const finding::Quote& quote) {
  return group_of(quote.population, quote.wave, quote.attribution);
}

std::string group_of(const finding::Finding& finding) {
  return group_of(finding.population, finding.wave, finding.by);
}

std::map<std::string, std::int64_t> told_by_quotes(std::span<const EarlierRelease> earlier) {
  std::map<std::string, std::int64_t> told;
  for (const EarlierRelease& release : earlier) {
    for (const finding::Quote& quote : release.quotes) {
      if (!quote.attribution.empty()) {
        std::int64_t& least = told[group_of(quote)];
        least = std::max(least, release.rules.attribution_minimum);
      }
    }
  }
  return told;
}

}  // namespace kith::disclose
