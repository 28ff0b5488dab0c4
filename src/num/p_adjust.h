// P-values of several tests, adjusted so that they can be read one by one.
//
//   bonferroni, holm, hochberg, hommel   hold the chance of any false finding (Dunn 1961; Holm 1979; Hochberg 1988;
//                                        Hommel 1988); hochberg and hommel for tests that do not pull against each
//                                        other
//   sidak, holm-sidak                    the same, a little less strict, for independent tests (Sidak 1967)
//   benjamini-hochberg                   holds the share of false findings among the findings (1995)
//   benjamini-yekutieli                  the same under any dependence (2001)
//
// Equal to R's p.adjust.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace kith::num {

enum class Adjustment {
  None,
  Bonferroni,
  Sidak,
  Holm,
  HolmSidak,
  Hochberg,
  Hommel,
  BenjaminiHochberg,
  BenjaminiYekutieli
};

// "none", "bonferroni", "sidak", "holm", "holm-sidak", "hochberg", "hommel", "bh" (or "fdr"), "by".
std::optional<Adjustment> adjustment_of(std::string_view name);

// One for each p, in the same order, at most 1. `tests` counts those of the family that are not here; at least as many
// as there are p (0: as many).
std::vector<double> adjusted(std::span<const double> p, Adjustment method, std::size_t tests = 0);

}  // namespace kith::num
