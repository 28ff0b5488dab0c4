#include "disclose/rules.h"

#include <algorithm>
#include <array>
#include <iterator>

#include <fmt/format.h>

#include "base/text.h"

namespace kith::disclose {

namespace {

std::string band_text(const finding::Band& band) {
  return band.low <= 0 ? fmt::format("fewer than {}", text::grouped(band.high + 1))
                       : fmt::format("{} to {}", text::grouped(band.low), text::grouped(band.high));
}

}  // namespace

std::vector<NamedRule> changed_rules(const Rules& rules) {
  std::vector<NamedRule> changed;
  std::ranges::copy_if(named_rules, std::back_inserter(changed),
                       [&](const NamedRule& named) { return rules.*named.rule != Rules{}.*named.rule; });
  return changed;
}

std::int64_t smallest_base(const Rules& rules) {
  return std::max(rules.minimum_cell, rules.withhold_below);
}

finding::Band band_of(std::int64_t count, const Rules& rules) {
  std::array edges{std::int64_t{0}, rules.minimum_cell, rules.withhold_below, rules.bracket_below, rules.flag_below};
  std::ranges::sort(edges);
  const auto above = std::ranges::upper_bound(edges, std::max<std::int64_t>(count, 0));
  if (above == edges.end()) {
    return {count, count};
  }
  return {*std::prev(above), *above - 1};
}

std::int64_t rounded_count(std::int64_t count, const Rules& rules) {
  const std::int64_t step = rules.round_counts_to;
  return step > 1 ? (count + step / 2) / step * step : count;
}

std::string base_text(std::int64_t base, const Rules& rules) {
  return base < rules.flag_below ? band_text(band_of(base, rules)) : text::grouped(rounded_count(base, rules));
}

std::string unanswered_text(std::int64_t released, const Rules& rules) {
  const std::int64_t step = std::max<std::int64_t>(rules.minimum_cell, 1);
  return band_text({released, released + step - 1});
}

}  // namespace kith::disclose
